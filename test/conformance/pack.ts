import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { diskSource, withDependencies } from './packChart.ts';
import { Clones, clonesBelow } from './packClones.ts';

// Copies charts into a folder and fills their charts/ from local git clones, without any network: each dependency as
// the commit has it that brought the locked version, in the first clone below DIR that has one.
//   npm run conformance:pack -- --clones DIR --out DIR CHART…

const { values: flags, positionals: charts } = parseArgs({
  allowPositionals: true,
  options: { clones: { type: 'string' }, out: { type: 'string' } },
});

/** Packs every chart; prints what was not found, chart by chart. The exit code is 1 where something was not. */
export function main(): number {
  const { out } = flags;
  if (out === undefined) throw new Error('Name a folder with --out.');
  const clones = new Clones(flags.clones === undefined ? [] : clonesBelow(resolve(flags.clones)));
  const folders = charts.map((path) => resolve(path));
  const top = commonFolder(folders);
  let gaps = 0;
  for (const folder of folders) {
    const source = diskSource(folder);
    const name = relative(top, folder).replaceAll('/', '__');
    const report = (message: string): void => {
      gaps++;
      console.log(`${name}: ${message}`);
    };
    if (!source) report('there is no Chart.yaml');
    else write(join(resolve(out), name), withDependencies(source, { clones, report }));
  }
  console.log(`${folders.length} charts, ${gaps} not found`);
  return gaps > 0 ? 1 : 0;
}

function commonFolder(folders: readonly string[]): string {
  let top = dirname(folders[0] ?? '/');
  while (!folders.every((folder) => folder.startsWith(`${top}/`)) && top !== '/') top = dirname(top);
  return top;
}

function write(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
