import { expect, it } from 'vitest';
import { createEngine } from '../../server/src/core/engine.ts';
import { ALL_SCENARIOS } from '../../server/src/core/features/checking.ts';
import type { FileSystem } from '../../server/src/core/fs/fileSystem.ts';
import { MemoryFileSystem } from '../../server/src/core/fs/memory.ts';
import type { Uri } from '../../server/src/core/text/uri.ts';
import { toUri } from '../../server/src/core/text/uri.ts';

/** Paths below the workspace folder, with what stands there. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const FOLDER = toUri('file:///work');
const at = (path: string): Uri => toUri(`${FOLDER}/${path}`);

/** A neighbour in the same workspace: its one finding must always arrive. */
const NEIGHBOUR: Files = { 'neighbour/kustomization.yaml': 'resources: [gone.yaml]\n' };
const NEIGHBOURS_FINDING = 'neighbour/kustomization.yaml kustomize/missing-resource';

export const CHART = 'apiVersion: v2\nname: bad\nversion: 1.0.0\n';
export const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fine\n';
const UNCLOSED = 'a: {{ .Values.\n';
export const UNCLOSED_FINDING = 'templates/unclosed.yaml template/syntax';

/** A chart with a good template and one that doesn't parse, so that it is seen whether findings survive what is added. */
export const chartWith = (added: Files): Files => ({
  'Chart.yaml': CHART,
  'values.yaml': 'some: value\n',
  'templates/fine.yaml': CONFIG_MAP,
  'templates/unclosed.yaml': UNCLOSED,
  ...added,
});

/** Every finding of the workspace in all scenarios, as `path rule`, sorted; paths are relative. */
async function findingsIn(files: Files, wrap = (fs: FileSystem): FileSystem => fs): Promise<readonly string[]> {
  const memory = new MemoryFileSystem(
    Object.entries({ ...NEIGHBOUR, ...files }).map(([path, text]) => [at(path), text]),
  );
  const engine = createEngine({ fs: wrap(memory) });
  await engine.setFolders([FOLDER]);
  const { findings } = await engine.check({ kind: 'workspace', scenarios: ALL_SCENARIOS });
  for (const finding of findings) await engine.fixes(finding);
  for (const uri of engine.watched().slice(0, 50)) await engine.hover(uri, 0);
  return findings.map(({ span, rule }) => `${span.uri.slice(FOLDER.length + 1)} ${rule}`).sort();
}

/** Bounds of one case on a slow machine; a case that hangs never comes back. */
const MILLISECONDS = 60_000;

export function ends(name: string, files: Files, expected: readonly string[] = []): void {
  it(
    name,
    async () => {
      const found = await findingsIn(chartWith(files));
      expect(found).toEqual([NEIGHBOURS_FINDING, UNCLOSED_FINDING, ...expected].sort());
    },
    MILLISECONDS,
  );
}

/** What does not let a chart be read as one; nothing but the neighbour's finding is expected, and whatever `expected` names. */
export function endsAlone(
  name: string,
  files: Files,
  expected: readonly string[] = [],
  wrap?: (fs: FileSystem) => FileSystem,
): void {
  it(
    name,
    async () => {
      expect(await findingsIn(files, wrap)).toEqual([NEIGHBOURS_FINDING, ...expected].sort());
    },
    MILLISECONDS,
  );
}

/** The template that is added to the chart of {@link ends}. */
export const template = (text: string): Files => ({ 'templates/case.yaml': text });
