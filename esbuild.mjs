// Builds dist/: `node esbuild.mjs [--production]`. Production is minified and has no source maps.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');

/** Its Node build asks process.env for every token. */
const alias = { yaml: './node_modules/yaml/browser/index.js' };
const node = { platform: 'node', target: 'node20', mainFields: ['module', 'main'], alias };
const browser = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'], alias };

const bundles = [
  { ...node, entry: 'client/src/extension.ts', out: 'extension.js', external: ['vscode'] },
  { ...browser, entry: 'client/src/extension.web.ts', out: 'extension.web.js', external: ['vscode'] },
  { ...browser, entry: 'client/webview/timeline.ts', out: 'timeline.js', format: 'iife' },
  { ...browser, entry: 'client/webview/timeline.css', out: 'timeline.css' },
  { ...node, entry: 'server/src/node/serverMain.ts', out: 'server.js' },
  { ...browser, entry: 'server/src/browser/serverMain.ts', out: 'server.web.js' },
  { ...node, entry: 'server/src/node/cliMain.ts', out: 'cli.js', banner: { js: '#!/usr/bin/env node' } },
];

rmSync(join(root, 'dist'), { recursive: true, force: true });
mkdirSync(join(root, 'dist'), { recursive: true });
const built = await Promise.all(bundles.map(bundle));
writeFileSync(join(root, 'dist/LICENSES.txt'), licences(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))));

async function bundle({ entry, out, ...options }) {
  return build({
    format: 'cjs',
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${out}`,
    bundle: true,
    charset: 'utf8',
    minify: production,
    sourcemap: !production,
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
}

/** The licences of every package of which a file went into a bundle. */
function licences(inputs) {
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  return [...folders]
    .map(licence)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, version, text }) => `${name} ${version}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the innermost package that a bundled file belongs to; undefined for our own files. */
function packageFolder(input) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function licence(folder) {
  const path = join(root, folder);
  const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const files = readdirSync(path).filter((file) =>
    /^(licen[cs]e|copying|notice|thirdpartynotices)(\.(md|txt))?$/i.test(file),
  );
  if (files.length === 0) throw new Error(`${name} has no licence file: ${folder}`);
  return { name, version, text: files.map((file) => readFileSync(join(path, file), 'utf8')).join('\n') };
}
