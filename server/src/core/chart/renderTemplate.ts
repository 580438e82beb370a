import { noOrigin } from '../text/origin.ts';
import { evaluate } from '../template/evaluate.ts';
import type { Rendering } from '../template/evaluate.ts';
import { functions } from '../template/functions/index.ts';
import type { Limits, TemplateHost } from '../template/functions/function.ts';
import type { TemplateFile } from '../template/nodes.ts';
import type { RunOptions, TemplateBody } from '../template/run.ts';
import type { Decision, Trace } from '../template/trace.ts';
import { assumed, map, namedMap, text } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import type { ReleaseOptions } from './releaseOptions.ts';
import { copyAt, MOST_COPIED, valueAtPath } from './sharedValue.ts';
import type { Scopes } from './scopes.ts';
import type { ChartTemplate } from './templates.ts';
import { bodyOf, parserFor } from './templates.ts';

/** One executed template with all that it touched. */
export interface TemplateRender {
  readonly template: ChartTemplate;
  readonly rendering: Rendering;
  readonly record: RenderRecord;
}

/** What one execution read and wrote. Paths are those by which the root's templates reach a value. */
export interface RenderRecord {
  /** Named templates that were looked up, defined or not. */
  readonly calls: ReadonlySet<string>;
  /** Paths joined by {@link pathKey}: keys that were looked up. */
  readonly reads: ReadonlySet<string>;
  /** Containers that were looked at as a whole. */
  readonly readsAll: ReadonlySet<string>;
  readonly decisions: readonly Decision[];
  /** Changes to maps that templates share, in order. */
  readonly writes: readonly SharedWrite[];
  /**
   * Whether {@link replay} can make the writes again. It cannot where one map came to stand at two paths, or where a
   * map was changed that is no longer at its path.
   */
  readonly replayable: boolean;
}

/** `value` is private to the record, as it was when written; undefined means that the key was removed. */
export interface SharedWrite {
  readonly path: readonly string[];
  readonly key: string;
  readonly value: Value | undefined;
}

/** A path as one string; names may hold anything but the zero character. */
export const pathKey = (path: readonly string[]): string => path.join('\0');

/** What the rendering of a template needs besides its data. */
export interface Renderer {
  readonly find: (name: string) => TemplateBody | undefined;
  readonly options: ReleaseOptions;
  /** Parses what tpl is given; the same text must give an equal tree. */
  readonly parse: (source: string) => TemplateFile;
}

/** Budgets of one template. The largest real ones, which read megabytes of CRDs, need a quarter of the steps. */
const LIMITS: Limits = { steps: 1_000_000, output: 8 * 1024 * 1024, depth: 100, items: 100_000 };

/** Decisions kept of one template. */
const MOST_DECISIONS = 2000;

/** UTF-16 units of a text given to tpl of which the tree is worth keeping: it takes a hundred times the room. */
const LONGEST_KEPT = 100_000;

/** A renderer that remembers the texts given to tpl. */
export function rendererOf(find: Renderer['find'], options: ReleaseOptions): Renderer {
  const parsed = new Map<string, TemplateFile>();
  const parse = parserFor(options.helm);
  return {
    find,
    options,
    parse: (source) => {
      const known = parsed.get(source);
      if (known) return known;
      const file = parse('' as ChartTemplate['uri'], source);
      if (source.length <= LONGEST_KEPT) parsed.set(source, file);
      return file;
    },
  };
}

/**
 * Executes one template alone. What templates before it wrote must already be in the scopes: in Helm's order nothing
 * is to be done, otherwise see {@link replay}.
 */
export function renderTemplate(template: ChartTemplate, scopes: Scopes, renderer: Renderer): TemplateRender {
  const dot = enterTemplate(template, scopes, renderer.options.helm);
  const recorder = new RecordBuilder(scopes.root);
  const options: RunOptions = {
    find: renderer.find,
    functions,
    host: hostOf(renderer.options),
    limits: LIMITS,
    parse: renderer.parse,
  };
  const rendering = evaluate(bodyOf(template), dot, options, recorder);
  return { template, rendering, record: recorder.finish() };
}

/** Makes a template the one that `.Template` of its chart tells of, until the chart's next one is executed; the chart's data. */
export function enterTemplate(template: ChartTemplate, { dots }: Scopes, helm: 3 | 4): MapValue {
  const dot = dots.get(template.chart.fullPath) ?? map(new Map(), noOrigin);
  dot.entries.set('Template', templateValue(template, helm));
  return dot;
}

/** Makes the changes that other templates made. */
export function replay(scopes: Scopes, writes: readonly SharedWrite[]): void {
  for (const { path, key, value } of writes) {
    const holder = valueAtPath(scopes.root, path);
    if (holder?.kind !== 'map') continue;
    if (value) holder.entries.set(key, copyAt(value, [...path, key]).copy);
    else holder.entries.delete(key);
  }
}

function templateValue({ name, chart }: ChartTemplate, helm: 3 | 4): MapValue {
  const entries = new Map<string, Value>([
    ['Name', text(name, { kind: 'given', name: '.Template.Name' })],
    ['BasePath', text(`${chart.fullPath}/templates`, { kind: 'given', name: '.Template.BasePath' })],
  ]);
  return namedMap(entries, { kind: 'given', name: '.Template' }, helm === 4 ? 'common.Values' : 'chartutil.Values', {});
}

function hostOf({ helm, lint }: ReleaseOptions): TemplateHost {
  return { helm, lint, lookup: () => map(new Map(), assumed('depends on what the cluster holds', 'map')) };
}

const NO_PATH: readonly string[] = [];

class RecordBuilder implements Trace {
  readonly #root: MapValue;
  readonly #calls = new Set<string>();
  /** By the path of the map, which is one object for each; the same is read often. */
  readonly #reads = new Map<readonly string[], Set<string>>();
  readonly #readsAll = new Set<readonly string[]>();
  readonly #decisions: Decision[] = [];
  readonly #writes: SharedWrite[] = [];
  #replayable = true;

  constructor(root: MapValue) {
    this.#root = root;
  }

  read({ shared = NO_PATH }: MapValue, key: string): void {
    const keys = this.#reads.get(shared);
    if (keys) keys.add(key);
    else this.#reads.set(shared, new Set([key]));
  }

  readAll({ shared = NO_PATH }: MapValue): void {
    this.#readsAll.add(shared);
  }

  called(name: string): void {
    this.#calls.add(name);
  }

  decided(decision: Decision): void {
    if (this.#decisions.length < MOST_DECISIONS) this.#decisions.push(decision);
  }

  wrote({ shared = [], entries }: MapValue, key: string, value: Value | undefined): number {
    const holder = valueAtPath(this.#root, shared);
    const budget = { left: MOST_COPIED };
    const written = value && copyAt(value, [...shared, key], budget);
    if (holder?.kind !== 'map' || holder.entries !== entries || written?.isAlias) this.#replayable = false;
    this.#writes.push({ path: shared, key, value: written?.copy });
    return MOST_COPIED - budget.left;
  }

  finish(): RenderRecord {
    return {
      calls: this.#calls,
      reads: new Set([...this.#reads].flatMap(([path, keys]) => [...keys].map((key) => pathKey([...path, key])))),
      readsAll: new Set([...this.#readsAll].map(pathKey)),
      decisions: this.#decisions,
      writes: this.#writes,
      replayable: this.#replayable,
    };
  }
}
