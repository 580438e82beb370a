#!/usr/bin/env node
/**
 * Measures the engine, prints, asserts nothing: `npm run bench -- [--chart FOLDER]… [--helm PATH] [--edits N] [--profile FOLDER]`.
 * Without --chart it measures two generated charts. Where `npm run build` has built the server, it is typed to as well. The helm of --helm, of the environment variable HELM or of PATH runs beside it.
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const words = process.argv.slice(2);
const profile = words.indexOf('--profile');
const [, folder] = profile < 0 ? [] : words.splice(profile, 2);
const dir = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
const outfile = join(dir, 'bench.mjs');
await build({
  absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
  entryPoints: ['test/bench/bench.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  // The client's side of the protocol is CommonJS.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
const flags = ['--expose-gc', ...(folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [])];
const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const built = existsSync(server) ? ['--server', server] : [];
const { status } = spawnSync(process.execPath, [...flags, outfile, ...words, ...built], { stdio: 'inherit' });
rmSync(dir, { recursive: true });
process.exitCode = status ?? 1;
