import { describe, expect, it } from 'vitest';
import { Checker } from '../../../server/src/core/check/check.ts';
import { ALL_SCENARIOS, checkScope } from '../../../server/src/core/features/checking.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import { RULES } from '../../../server/src/core/rules/index.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { joinUri } from '../../../server/src/core/text/uri.ts';
import type { Db, Query } from '../../../server/src/core/workspace/query.ts';
import type { Slices } from '../../../server/src/core/workspace/slices.ts';
import { Workspace } from '../../../server/src/core/workspace/workspace.ts';

const FOLDER = 'file:///work' as Uri;
const at = (path: string): Uri => joinUri(FOLDER, path)!;

const job = (i: number): string =>
  `{{- if .Values.on${i % 3} }}\nkind: Job\nmetadata:\n  name: j${i}\n  annotations:\n    helm.sh/hook: pre-instal\n{{- end }}\n`;
const FILES: readonly (readonly [Uri, string])[] = [
  [at('Chart.yaml'), 'apiVersion: v2\nname: a\nversion: 1.0.0\n'],
  [at('values.yaml'), 'on0: true\non1: false\non2: false\n'],
  ...Array.from({ length: 9 }, (_, i) => [at(`templates/j${i}.yaml`), job(i)] as const),
];

async function opened(): Promise<Workspace> {
  const workspace = new Workspace(new MemoryFileSystem(FILES));
  await workspace.setFolders([FOLDER]);
  return workspace;
}

/** A slice that is over at every look, so that each goes on by as little as can be. */
function shortest(): Slices & { pauses: number } {
  return {
    pauses: 0,
    isOver: () => true,
    pause() {
      this.pauses++;
      return Promise.resolve();
    },
  };
}

describe('work in slices', () => {
  it('finds what it finds in one piece, and does nothing twice', async () => {
    const scope = { kind: 'workspace', scenarios: ALL_SCENARIOS } as const;
    const [whole, sliced] = [await opened(), await opened()];
    const expected = await checkScope(whole, new Checker(RULES), scope);
    const slices = shortest();
    expect(await checkScope(sliced, new Checker(RULES), scope, slices)).toEqual(expected);
    expect(expected.findings.map(({ rule }) => rule)).toContain('hook/unknown-event');
    expect(slices.pauses).toBeGreaterThan(50);
    expect(sliced.memo.takeCounts()).toEqual(whole.memo.takeCounts());
  });

  it('goes on with other texts where some change in a pause', async () => {
    const workspace = await opened();
    const slices = shortest();
    const text = job(0).replace('pre-instal', 'pre-upgrad');
    const pause = (): Promise<void> => {
      if (++slices.pauses === 5) workspace.setText(at('templates/j0.yaml'), text);
      return Promise.resolve();
    };
    const { findings } = await checkScope(workspace, new Checker(RULES), { kind: 'workspace' }, { ...slices, pause });
    expect(findings.some(({ message }) => message.includes('pre-instal'))).toBe(true);
  });

  it('ends as a pause ends that rejects, and can be asked for again', async () => {
    const workspace = await opened();
    const scope = { kind: 'workspace', scenarios: 4 } as const;
    const pause = (): Promise<void> => Promise.reject(new Error('not wanted'));
    await expect(checkScope(workspace, new Checker(RULES), scope, { isOver: () => true, pause })).rejects.toThrow(
      'not wanted',
    );
    const { findings } = await checkScope(workspace, new Checker(RULES), scope);
    expect(findings.some(({ rule }) => rule === 'hook/unknown-event')).toBe(true);
  });

  it('keeps work for the state that they belong to', async () => {
    const workspace = await opened();
    let begun = 0;
    const counting: Query<string, string> = {
      name: 'counting',
      compute: (db: Db, key) => {
        const file = db.file(at('values.yaml'));
        const text = file.kind === 'file' ? file.text : '';
        const work = db.kept(() => ({ begun: ++begun, left: 3 }));
        while (work.left-- > 0) db.rest();
        return `${key} ${text.length}`;
      },
    };
    await workspace.ensureLoaded((db) => db.file(at('values.yaml')));
    const run = (slices: Slices): Promise<string> => workspace.inSlices(slices, (db) => db.get(counting, 'a'));
    expect(await run(shortest())).toMatch(/^a \d+$/);
    expect(begun).toBe(1);
    workspace.setText(at('values.yaml'), 'x');
    let pauses = 0;
    const pause = (): Promise<void> => {
      if (++pauses === 1) workspace.setText(at('values.yaml'), 'xyz');
      return Promise.resolve();
    };
    expect(await run({ isOver: () => true, pause })).toBe('a 3');
    expect(begun).toBe(3);
  });
});
