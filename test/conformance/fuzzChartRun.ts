import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DEFAULT_PRINT } from '../../server/src/core/chart/print.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
import type { Chart } from '../../server/src/core/chart/load.ts';
import { givenFileError, readValuesFile } from '../../server/src/core/chart/valuesFile.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { loadFolder, renderWith } from './diskChart.ts';
import type { FuzzedChart } from './fuzzCharts.ts';
import { isGood, judge } from './judge.ts';
import { runHelm } from './realHelm.ts';
import type { Request } from './request.ts';

interface Compared {
  /** Both refuse it alike. */
  readonly refused: boolean;
  readonly detail: string | undefined;
}

/** How a generated chart differs between helm and the engine; undefined when it does not. */
export async function chartDifference(
  chart: FuzzedChart,
  helm: string,
  options: ReleaseOptions,
): Promise<Compared> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-fuzz-'));
  try {
    const at = join(folder, 'top');
    for (const [path, text] of chart.files) write(join(at, path), text);
    const files = chart.values.map((text, i) => write(join(folder, `v${i}.yaml`), text));
    const loaded = loadFolder(at);
    if (!loaded) return { refused: false, detail: '  the chart does not load\n' };
    const request = {
      options,
      print: DEFAULT_PRINT,
      given: { files, set: chart.sets.map((line) => ({ form: 'typed' as const, line })) },
      words: chart.sets.flatMap((line) => ['--set', line]),
    };
    const wrong = wrongFile(files, options) ?? wrongSet(loaded, request);
    if (wrong !== undefined) return await refusedGiven(at, request, helm, wrong);
    const outcome = await judge(at, loaded, request, helm);
    const refused = outcome.verdict === 'same error';
    return { refused, detail: isGood(outcome) ? undefined : `  ${outcome.verdict}\n${outcome.detail}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is wrong with a values file; both look at these first. */
function wrongFile(files: readonly string[], { helm }: ReleaseOptions): string | undefined {
  const errors = files.map((path) => givenFileError(readValuesFile(toUri('file:///v.yaml'), readFileSync(path, 'utf8')), helm));
  return errors.find((error) => error !== undefined);
}

/** What is wrong with the lines of `--set`, which is found before anything is rendered. */
function wrongSet(chart: Chart, { given, options }: Request): string | undefined {
  try {
    renderWith(chart, given, options);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^[^:]*: /, '') : String(error);
  }
}

async function refusedGiven(folder: string, request: Request, helm: string, mine: string): Promise<Compared> {
  const files = request.given.files.flatMap((path) => ['--values', path]);
  const { error } = await runHelm(helm, ['template', 'release-name', folder, ...request.words, ...files]);
  const same = error?.endsWith(mine) === true;
  return { refused: same, detail: same ? undefined : `  helm: ${error ?? 'no error'}\n  ours: ${mine}\n` };
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A generated chart as text, to be read. */
export function chartText({ files, values, sets }: FuzzedChart): string {
  const all = [...files, ...values.map((text, i) => [`--values ${i}`, text] as const)];
  return [...all.map(([path, text]) => `-- ${path} --\n${text}\n`), ...sets.map((line) => `--set ${line}\n`)].join('');
}

/** Charts with one thing less. */
export function* smallerCharts(chart: FuzzedChart): Generator<FuzzedChart> {
  const { files, values, sets } = chart;
  for (const i of sets.keys()) yield { ...chart, sets: sets.toSpliced(i, 1) };
  for (const i of values.keys()) yield { ...chart, values: values.toSpliced(i, 1) };
  for (const [path, text] of files) {
    if (path !== 'Chart.yaml') yield { ...chart, files: new Map([...files].filter(([at]) => at !== path)) };
    for (const less of smallerTexts(text)) yield { ...chart, files: new Map([...files, [path, less]]) };
  }
  for (const [i, text] of values.entries())
    for (const less of smallerTexts(text)) yield { ...chart, values: values.with(i, less) };
}

/** Texts without one line, or one key of the outermost map that they are in JSON. */
function* smallerTexts(text: string): Generator<string> {
  const lines = text.split('\n');
  if (lines.length > 1) for (const i of lines.keys()) yield lines.toSpliced(i, 1).join('\n');
  if (!text.startsWith('{"')) return;
  const entries = Object.entries(JSON.parse(text) as object);
  for (const i of entries.keys()) yield JSON.stringify(Object.fromEntries(entries.toSpliced(i, 1)));
}
