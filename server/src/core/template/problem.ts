import type { Place } from '../text/origin.ts';
import type { ProblemKind } from './functions/function.ts';

/** Something that makes Helm refuse the release, or a budget that ended. The first one without `maybe` is Helm's error. */
export interface Problem extends Site {
  readonly kind: ProblemKind;
  /** What Go says after `at <…>: `. For `refused` the chart's own message. */
  readonly message: string;
  /** Whether it stands in a branch of unknown outcome. */
  readonly maybe: boolean;
  /** The calls of include and tpl around, outermost first; Go repeats each as `error calling include: `. */
  readonly calls: readonly Site[];
}

/** A node as Go's messages name it: `template: file:line:col: executing "name" at <node>: `. */
export interface Site {
  readonly place: Place;
  /** Where Go says the node is: of `.a.b` at the second dot. Relative to the anchor, like `place`. */
  readonly position: number;
  /** The template being executed. */
  readonly executing: string;
  /** The node in Go's own spelling. */
  readonly at: string;
  /** The text given to tpl that the node stands in, and where it does; `place` is then the call of tpl. */
  readonly tpl: { readonly text: string; readonly position: number } | undefined;
}
