import type { Engine } from '../core/engine.ts';
import { createEngine } from '../core/engine.ts';
import type { Timeline, TimelineHook, TimelineOperation } from '../core/features/timeline.ts';
import { timelineSvg } from '../core/features/timelineSvg.ts';
import { basename, joinUri, relativePath } from '../core/text/uri.ts';
import type { Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { findPlaces } from './places.ts';
import type { Platform } from './platform.ts';

/** `chartwright timeline`: the order of a chart's hooks; 0 unless the chart can't be read. */
export async function timeline(parsed: Parsed, platform: Platform): Promise<number> {
  const [path = ''] = parsed.operands;
  const { readable } = await findPlaces([path], platform);
  const engine = createEngine({ fs: platform.fileSystem(readable) });
  const folder = platform.toUri(path);
  const found = await engine.timeline(joinUri(folder, 'Chart.yaml') ?? folder, '');
  if (!found) throw new UsageError(`\`${path}\`: there is no Chart.yaml in it, so it is no chart.`);
  const wanted = parsed.last('--operation');
  const operations = found.operations.filter(({ operation }) => wanted === undefined || operation === wanted);
  const shown: Timeline = { ...found, operations };
  platform.print(await printed(shown, parsed.last('--format') ?? 'text', basename(folder), { engine, platform }));
  for (const note of found.notes) platform.complain(`chartwright: ${note}\n`);
  return 0;
}

interface Context {
  readonly engine: Engine;
  readonly platform: Platform;
}

async function printed(found: Timeline, format: string, title: string, context: Context): Promise<string> {
  if (format === 'svg') return timelineSvg(found, `Hooks of ${title}`);
  if (format === 'text') return textOf(found);
  const operations = await Promise.all(found.operations.map((one) => plainOperation(one, context)));
  return `${JSON.stringify({ version: 1, operations, dropped: found.dropped, notes: found.notes }, undefined, 1)}\n`;
}

function textOf({ operations, dropped }: Timeline): string {
  const parts = operations.map(({ operation, steps }) => {
    const lines = steps.flatMap(({ name, hooks, count }) =>
      name === 'manifests'
        ? [`  ${count} regular ${count === 1 ? 'object' : 'objects'}`]
        : [`  ${name}${count === 0 ? ': none' : ''}`, ...hooks.map(hookLine)],
    );
    return [operation, ...lines, ''].join('\n');
  });
  const lost = dropped.map((name) => `Helm drops ${name}: its hook annotation names no event.\n`);
  return `${parts.join('\n')}${lost.join('')}`;
}

const hookLine = ({ kind, name, weight, deletePolicies }: TimelineHook, i: number): string =>
  `    ${i + 1}. ${kind} ${name}, weight ${weight}, deleted: ${deletePolicies.join(', ') || 'before-hook-creation (default)'}`;

/** Files relative to the current folder; lines and columns from 1. */
async function plainOperation({ operation, steps }: TimelineOperation, context: Context): Promise<object> {
  const plain = steps.map(async ({ name, count, hooks }) => ({
    name,
    count,
    hooks: await Promise.all(hooks.map((hook) => plainHook(hook, context))),
  }));
  return { operation, steps: await Promise.all(plain) };
}

async function plainHook({ span, ...hook }: TimelineHook, { engine, platform }: Context): Promise<object> {
  if (!span) return hook;
  const { line, character } = (await engine.lines(span.uri)).offsetToPosition(span.range.start);
  return { ...hook, file: relativePath(platform.folder, span.uri), line: line + 1, column: character + 1 };
}
