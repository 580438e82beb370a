import type { Anchor, Place } from '../text/origin.ts';
import type { FunctionSpec, Limits, ProblemKind, Services, TemplateHost } from './functions/function.ts';
import type { ListNode, TemplateFile } from './nodes.ts';
import type { Problem, Site } from './problem.ts';
import type { AnyNode } from './nodeText.ts';
import type { Recorder } from './record.ts';
import type { Scope } from './scope.ts';
import type { StringValue, Value } from './value.ts';
import { workOf } from './work.ts';

/** A body that can be executed: a file's main body or a named template. */
export interface TemplateBody {
  /** The name in Go's messages: the define's, or the file's template path. */
  readonly name: string;
  readonly anchor: Anchor;
  readonly body: ListNode;
}

/** What one rendering is given. */
export interface RunOptions {
  /** A named template, the defines of all files and the files themselves; of equal names the one that Helm would take. */
  readonly find: (name: string) => TemplateBody | undefined;
  readonly functions: ReadonlyMap<string, FunctionSpec>;
  readonly host: TemplateHost;
  readonly limits: Limits;
  /** Parses what tpl is given; the caller may remember results. */
  readonly parse: (source: string) => TemplateFile;
}

/** A body of tpl's own text: its literals are parts of a value, and its places are the place of the call. */
export interface TplSource {
  readonly source: StringValue;
  /** Where the body's ranges start in the text. */
  readonly offset: number;
  readonly place: Place;
}

/** A stack of 984 KB was seen to take between 1500 and 2000 levels before the code is optimised. */
export const maximumLevel = 600;

/** One rendering: what all bodies in it share. */
export class Run {
  readonly options: RunOptions;
  readonly recorder: Recorder;
  readonly problems: Problem[] = [];
  /** The include and tpl calls that rendering is inside of, outermost first. */
  readonly callers: Caller[] = [];
  /** Which node of which scope is calling a function just now. */
  caller: Caller | undefined;
  /** Named templates that tpl texts around define. */
  readonly local: ReadonlyMap<string, Executable>[] = [];
  services: Services | undefined;
  /** Branches of unknown outcome around, through all calls. */
  doubt = 0;
  /** Calls of named templates around. */
  depth = 0;
  /** Bodies, pipelines and calls around, each of which takes some of JavaScript's stack. */
  level = 0;
  #steps = 0;
  stopped = false;

  constructor(options: RunOptions, recorder: Recorder) {
    this.options = options;
    this.recorder = recorder;
  }

  /** Whole steps so far; what is less than one adds up. */
  get steps(): number {
    return Math.floor(this.#steps);
  }

  /** Counts one step; false once the budget is spent. */
  step(): boolean {
    this.#steps++;
    return !this.stopped && this.#steps <= this.options.limits.steps;
  }

  /** Counts what a function took and made; the next step may find the budget spent. */
  spend(values: readonly Value[]): void {
    for (const value of values) this.#steps += workOf(value);
  }

  /** Counts work that no value tells of. */
  charge(steps: number): void {
    this.#steps += steps;
  }

  report(kind: ProblemKind, message: string, site: Site): void {
    if (this.stopped) return;
    this.charge(this.callers.length);
    this.problems.push({
      ...site,
      kind,
      message,
      maybe: this.doubt > 0,
      calls: this.callers.map(({ site }) => site),
    });
  }

  /** Helm may fail, of which nobody knows whether it does. */
  doubted(message: string, site: Site): void {
    this.doubt++;
    this.report('error', message, site);
    this.doubt--;
  }

  /** Ends the rendering; what is there stays. */
  stop(message: string, site: Site): void {
    this.report('limit', message, site);
    this.stopped = true;
  }

  find(name: string): Executable | undefined {
    this.recorder.called(name);
    for (let i = this.local.length - 1; i >= 0; i--) {
      const found = this.local[i]?.get(name);
      if (found) return found;
    }
    return this.options.find(name);
  }
}

/** A node of a scope that calls a function. Thousands of problems may name it; most calls meet none. */
export class Caller {
  readonly #scope: Scope;
  readonly #node: AnyNode;
  #site: Site | undefined;

  constructor(scope: Scope, node: AnyNode) {
    this.#scope = scope;
    this.#node = node;
  }

  get site(): Site {
    return (this.#site ??= this.#scope.siteOf(this.#node));
  }
}

export interface Executable extends TemplateBody {
  readonly tpl?: TplSource;
}
