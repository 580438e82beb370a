import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { DEFAULT_KUBE_VERSION } from '../../server/src/core/chart/capabilities.ts';
import type { TxtarFile } from '../support/txtar.ts';
import { printTxtar } from '../support/txtar.ts';
import type { OwnChart, Run } from './ownCharts.ts';
import { ownCharts, packed } from './ownCharts.ts';
import { runHelm } from './realHelm.ts';
import { sectionsOf } from './recording.ts';
import type { ParsedObject, ParsedRelease, Recorded } from './recording.ts';

// Records what a real Helm 4 says of the charts in charts/, and where a real Helm 3 says something else.
//   npm run conformance:record -- --helm PATH [--helm3 PATH] [CHART…]

const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { helm: { type: 'string', default: 'helm' }, helm3: { type: 'string' } },
});

/** Records every chart, or those that are named; the exit code. */
export async function main(): Promise<number> {
  const folder = process.env['CHARTS'] ?? '';
  for (const chart of ownCharts(folder).filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const { four, three } = await onDisk(chart, (at) => recordChart(at, chart));
    const write = (name: string, files: readonly TxtarFile[]): void =>
      writeFileSync(join(folder, name), printTxtar({ comment: '', files }));
    write(`${chart.name}.helm4.txtar`, four);
    if (flags.helm3 !== undefined) write(`${chart.name}.helm3.txtar`, three);
    console.log(`${chart.name}: ${chart.runs.length} runs, ${three.length} differences of Helm 3`);
  }
  return 0;
}

async function onDisk<T>(chart: OwnChart, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-record-'));
  try {
    const { texts, binary } = packed(chart);
    for (const [path, content] of [...texts, ...binary]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function recordChart(
  folder: string,
  chart: OwnChart,
): Promise<{ readonly four: readonly TxtarFile[]; readonly three: readonly TxtarFile[] }> {
  const four: TxtarFile[] = [];
  const three: TxtarFile[] = [];
  for (const run of chart.runs) {
    const recorded = await recordRun(flags.helm, folder, run);
    four.push(...sectionsOf(run.label, recorded));
    if (flags.helm3 === undefined) continue;
    const { text, error } = await template(flags.helm3, folder, withVersion(run));
    if (text !== recorded.text || error !== recorded.error) three.push(...sectionsOf(run.label, { text, error }));
  }
  return { four, three };
}

/** A Helm 3 that `go install` built takes Kubernetes 1.20 where a released one takes that of its libraries. */
const withVersion = (run: Run): Run =>
  run.words.includes('--kube-version')
    ? run
    : { ...run, words: [...run.words, '--kube-version', DEFAULT_KUBE_VERSION] };

async function recordRun(helm: string, folder: string, run: Run): Promise<Recorded> {
  const { text, error } = await template(helm, folder, run);
  if (error !== undefined || !run.installs) return { text, error, notes: undefined, parsed: undefined };
  const words = ['install', 'release-name', '.', '--dry-run=client', '--output', 'json', ...run.words];
  const result = await runHelm(helm, words, folder);
  if (result.error !== undefined) throw new Error(`install --dry-run refuses: ${result.error}`);
  const release = JSON.parse(result.output) as InstalledRelease;
  return { text, error, notes: release.info.notes, parsed: parsedOf(release) };
}

async function template(helm: string, folder: string, run: Run): Promise<Pick<Recorded, 'text' | 'error'>> {
  const words = ['template', 'release-name', '.', '--include-crds', ...run.words];
  const { output, error } = await runHelm(helm, words, folder);
  return error === undefined ? { text: output, error } : { text: undefined, error: error.replaceAll(folder, '.') };
}

/** The parts of `helm install -o json` that are looked at. */
interface InstalledRelease {
  readonly info: { readonly notes?: string };
  readonly manifest: string;
  readonly hooks?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly path: string;
    readonly events: readonly string[];
    readonly weight?: number;
    readonly delete_policies?: readonly string[];
    readonly output_log_policies?: readonly string[];
  }[];
}

function parsedOf({ manifest, hooks = [] }: InstalledRelease): ParsedRelease {
  return {
    manifests: manifest.split(/^---\n(?=# Source: )/m).flatMap(manifestOf),
    hooks: hooks.map(({ path, kind, name, events, weight, delete_policies, output_log_policies }) => ({
      path,
      kind,
      name,
      events,
      weight: weight ?? 0,
      deletePolicies: delete_policies ?? [],
      logPolicies: output_log_policies ?? [],
    })),
  };
}

function manifestOf(text: string): readonly ParsedObject[] {
  const path = /^# Source: (.*)/.exec(text)?.[1];
  if (path === undefined) return [];
  const json = parseDocument(text, { version: '1.1' }).toJS() as { kind?: string; metadata?: { name?: string } } | null;
  return [{ path, kind: json?.kind ?? '', name: json?.metadata?.name ?? '' }];
}
