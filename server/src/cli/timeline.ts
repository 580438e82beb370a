import type { Engine } from '../core/engine.ts';
import { createEngine } from '../core/engine.ts';
import type { Timeline, TimelineOperation } from '../core/features/timeline.ts';
import type { TimelineFinding, TimelineHook, TimelineObject } from '../core/features/timelineObject.ts';
import { timelineSvg } from '../core/features/timelineSvg.ts';
import { timelineText } from '../core/features/timelineText.ts';
import { readTgz } from '../core/fs/archive.ts';
import type { FileSystem } from '../core/fs/fileSystem.ts';
import { unpacked } from '../core/fs/unpacked.ts';
import type { Span } from '../core/text/range.ts';
import type { Uri } from '../core/text/uri.ts';
import { joinUri, relativePath } from '../core/text/uri.ts';
import type { Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { findPlaces } from './places.ts';
import type { Platform } from './platform.ts';
import { givenValues, valuesFiles } from './values.ts';
import { visibleLines } from './visible.ts';

/** `chartwright timeline`: the order of a chart's hooks; 0 unless the chart can't be read. */
export async function timeline(parsed: Parsed, platform: Platform): Promise<number> {
  const [path = ''] = parsed.operands;
  const { readable } = await findPlaces([path, ...valuesFiles(parsed)], platform);
  const folder = platform.toUri(path);
  const engine = createEngine({ fs: await withChart(platform.fileSystem(readable), folder) });
  const given = await engine.scenarioOf(await givenValues(parsed, platform));
  if (given.kind === 'unusable') throw new UsageError(`\`${path}\`: ${given.message}.`);
  const uri = joinUri(folder, 'Chart.yaml') ?? folder;
  const found = await engine.timeline({ uri, scenario: given.id });
  if (!found) throw new UsageError(`\`${path}\`: there is no Chart.yaml in it, so it is no chart.`);
  const wanted = parsed.last('--operation');
  const operations = found.operations.filter(({ operation }) => wanted === undefined || operation === wanted);
  platform.print(await printed({ ...found, operations }, parsed.last('--format') ?? 'text', { engine, platform }));
  for (const note of found.notes) platform.complain(`chartwright: ${note}\n`);
  return 0;
}

/** The files of the system, with a chart's archive as the folder that was packed. */
async function withChart(fs: FileSystem, chart: Uri): Promise<FileSystem> {
  const state = await fs.read(chart);
  return state.kind === 'file' && state.bytes ? unpacked(fs, chart, readTgz(state.bytes)) : fs;
}

interface Context {
  readonly engine: Engine;
  readonly platform: Platform;
}

async function printed(found: Timeline, format: string, context: Context): Promise<string> {
  if (format === 'svg') return timelineSvg(found);
  if (format === 'text') return visibleLines(timelineText(found));
  const { chart, scenario, notes } = found;
  const json = {
    version: 1,
    chart: { name: chart.name, version: chart.version },
    scenario: scenario === '' ? null : scenario,
    operations: await all(found.operations, (operation) => plainOperation(operation, context)),
    dropped: await all(found.dropped, (object) => plainObject(object, context)),
    notes,
  };
  return `${JSON.stringify(json, undefined, 1)}\n`;
}

const all = <A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> => Promise.all(items.map(work));

/** Files relative to the current folder; lines and columns from 1. */
async function plainOperation({ operation, steps, absent }: TimelineOperation, context: Context): Promise<object> {
  const plain = steps.map(async ({ name, count, hooks, objects, deleted }) => ({
    name,
    count,
    hooks: await all(hooks, (hook) => plainHook(hook, context)),
    objects: await all(objects, (object) => plainObject(object, context)),
    deleted: deleted.map(({ id }) => id),
  }));
  return { operation, steps: await Promise.all(plain), absent: absent.map(({ id }) => id) };
}

async function plainHook(hook: TimelineHook, context: Context): Promise<object> {
  const { events, weight, deletePolicies, life } = hook;
  return { ...(await plainObject(hook, context)), events, weight, deletePolicies, life };
}

async function plainObject(object: TimelineObject, context: Context): Promise<object> {
  const { id, kind, name, chart, template, span, maybe } = object;
  const findings = await all(object.findings, (finding) => plainFinding(finding, context));
  return { id, kind, name, chart, template, ...(await plainPlace(span, context)), maybe, findings };
}

const plainFinding = async ({ rule, severity, message, span }: TimelineFinding, context: Context): Promise<object> => ({
  rule,
  severity,
  message,
  ...(await plainPlace(span, context)),
});

async function plainPlace(span: Span | undefined, { engine, platform }: Context): Promise<object> {
  if (!span) return {};
  const { line, character } = (await engine.lines(span.uri)).offsetToPosition(span.range.start);
  return { file: relativePath(platform.folder, span.uri), line: line + 1, column: character + 1 };
}
