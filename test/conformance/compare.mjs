import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Bundles compare.ts, since Node 20 cannot run TypeScript, and runs it with the same arguments.

const folder = mkdtempSync(join(tmpdir(), 'chartwright-conformance-'));
try {
  const outfile = join(folder, 'compare.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('compare.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
