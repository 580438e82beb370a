import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Bundles one of the programs below, since Node 20 cannot run TypeScript, and runs it with the rest of the arguments.

const programs = new Map([
  ['compare', new URL('compare.ts', import.meta.url)],
  ['record', new URL('record.ts', import.meta.url)],
  ['pack', new URL('pack.ts', import.meta.url)],
  ['fuzz', new URL('fuzz.ts', import.meta.url)],
]);

const program = programs.get(process.argv.splice(2, 1)[0] ?? '');
if (!program) throw new Error(`Name one of ${[...programs.keys()].join(', ')}.`);
const folder = mkdtempSync(join(tmpdir(), 'chartwright-conformance-'));
try {
  const outfile = join(folder, 'program.cjs');
  await build({
    entryPoints: [fileURLToPath(program)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    define: { 'process.env.CHARTS': JSON.stringify(fileURLToPath(new URL('charts', import.meta.url))) },
  });
  const { main } = await import(pathToFileURL(outfile).href);
  process.exitCode = await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
