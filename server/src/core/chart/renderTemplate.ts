import { noOrigin } from '../text/origin.ts';
import { evaluate } from '../template/evaluate.ts';
import type { Rendering } from '../template/evaluate.ts';
import { functions } from '../template/functions/index.ts';
import type { Limits, TemplateHost } from '../template/functions/function.ts';
import type { TemplateFile } from '../template/nodes.ts';
import type { RunOptions, TemplateBody } from '../template/run.ts';
import { below, stepsOf } from '../template/sharedPath.ts';
import { assumed, map, namedMap, text } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import { RecordBuilder } from './renderRecord.ts';
import type { RenderRecord, SharedWrite } from './renderRecord.ts';
import type { ReleaseOptions } from './releaseOptions.ts';
import { copyAt, valueAtPath } from './sharedValue.ts';
import type { Scopes } from './scopes.ts';
import type { ChartTemplate } from './templates.ts';
import { bodyOf, parserFor } from './templates.ts';

/** One executed template with all that it touched. */
export interface TemplateRender {
  readonly template: ChartTemplate;
  readonly rendering: Rendering;
  readonly record: RenderRecord;
}

/** What the rendering of a template needs besides its data. */
export interface Renderer {
  readonly find: (name: string) => TemplateBody | undefined;
  readonly options: ReleaseOptions;
  /** Parses what tpl is given; the same text must give an equal tree. */
  readonly parse: (source: string) => TemplateFile;
}

/** Budgets of one template. The largest real ones, which read megabytes of CRDs, need a quarter of the steps. */
const LIMITS: Limits = { steps: 1_000_000, output: 8 * 1024 * 1024, depth: 100, items: 100_000 };

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
    const holder = valueAtPath(scopes.root, stepsOf(path));
    if (holder?.kind !== 'map') continue;
    if (value) holder.entries.set(key, copyAt(value, below(path, key)).copy);
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
