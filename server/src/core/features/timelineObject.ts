import type { RenderedDocument } from '../chart/documents.ts';
import type { Hook, HookEvent } from '../chart/hook.ts';
import type { Severity } from '../rules/rule.ts';
import type { Span } from '../text/range.ts';

/** An object of a chart in its timeline. */
export interface TimelineObject {
  /** The same after an edit elsewhere: the template's name, and the document's place in it. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** The subchart it comes from, by the names from the root, with slashes; empty for the chart itself. */
  readonly chart: string;
  /** Helm's name of the template. */
  readonly template: string;
  /** Where an author finds it. */
  readonly span: Span | undefined;
  /** Whether it is not known if it is rendered. */
  readonly maybe: boolean;
  readonly findings: readonly TimelineFinding[];
}

export interface TimelineHook extends TimelineObject {
  readonly events: readonly HookEvent[];
  readonly weight: number;
  /** As written; empty where the annotation is absent and Helm's default holds. */
  readonly deletePolicies: readonly string[];
  /** What happens to it around its run, in the order in which it happens. */
  readonly life: readonly Life[];
}

/** `replace`: a left-over of the last run is deleted first. `keep`: nothing ever deletes it. */
export type Life = 'replace' | 'wait' | 'delete-succeeded' | 'delete-failed' | 'keep';

export interface TimelineFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
}

/**
 * What Helm does with a hook (execHook in pkg/action/hooks.go): the default policy holds only where none is given, CRDs
 * are never deleted, and only Jobs and Pods are waited for.
 */
export function lifeOf({ document, deletePolicies, annotations }: Hook): readonly Life[] {
  const { kind } = document.head;
  const policies = annotations.deletePolicy ? deletePolicies : ['before-hook-creation'];
  const isDeleted = (policy: string): boolean => kind !== 'CustomResourceDefinition' && policies.includes(policy);
  const life: Life[] = [
    ...(isDeleted('before-hook-creation') ? ['replace' as const] : []),
    ...(kind === 'Job' || kind === 'Pod' ? ['wait' as const] : []),
    ...(isDeleted('hook-succeeded') ? ['delete-succeeded' as const] : []),
    ...(isDeleted('hook-failed') ? ['delete-failed' as const] : []),
  ];
  return life.some((one) => one !== 'wait') ? life : [...life, 'keep'];
}

/** In words that stand alone; `kind` is the hook's. */
export function lifeText(life: Life, kind: string): string {
  switch (life) {
    case 'replace':
      return 'replaces the old one';
    case 'wait':
      return kind === 'Pod' ? 'Helm waits until it has succeeded' : 'Helm waits until it completes';
    case 'delete-succeeded':
      return 'deleted after success';
    case 'delete-failed':
      return 'deleted if it fails';
    case 'keep':
      return 'never deleted';
  }
}

export const idOf = ({ render, position }: RenderedDocument): string => `${render.template.name}#${position}`;

/** The same for one finding wherever it is shown. */
export const idOfFinding = ({ rule, message }: TimelineFinding): string => `${rule} ${message}`;
