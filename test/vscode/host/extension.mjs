/** Building, packaging and unpacking the extension, and compiling the suite that runs in it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { runToEnd } from './processes.mjs';

/** The folder of the extension's own package.json. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the bundles below dist/; an Error carries the compiler's words. */
export async function buildExtension() {
  await runToEnd(process.execPath, ['esbuild.mjs'], { cwd: root });
  const main = join(root, 'dist', 'extension.js');
  if (!existsSync(main)) throw new Error(`The build left no ${main}`);
}

/** @returns {Promise<string>} The path of the package made from what dist/ holds now. */
export async function packageExtension() {
  const vsix = join(root, 'dist', 'chartwright.vsix');
  const vsce = join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');
  const args = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await runToEnd(process.execPath, [...args, '--out', vsix], { cwd: root });
  return vsix;
}

/**
 * Installs a package the way a server finds it: unpacked below its extensions folder.
 *
 * @param {string} vsix
 * @param {string} extensionsDir
 * @returns {Promise<string>} The extension's folder.
 */
export async function unpackVsix(vsix, extensionsDir) {
  const files = Object.entries(unzipSync(await readFile(vsix))).filter(([path]) => path.startsWith('extension/'));
  const manifest = files.find(([path]) => path === 'extension/package.json');
  if (manifest === undefined) throw new Error(`${vsix} holds no extension/package.json`);
  const { publisher, name, version } = JSON.parse(Buffer.from(manifest[1]).toString());
  const folder = join(extensionsDir, `${publisher}.${name}-${version}`);
  for (const [path, bytes] of files) {
    const target = join(folder, path.slice('extension/'.length));
    if (path.endsWith('/')) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
  return folder;
}

/**
 * Compiles a suite into one CommonJS file inside an otherwise empty extension, because an extension host runs tests only
 * beside an extension in development. The product under test stays an installed one.
 *
 * @param {string} entry TypeScript that exports `run()`.
 * @param {string} folder
 * @returns {Promise<{ carrier: string, tests: string }>} Paths for extensionDevelopmentPath and extensionTestsPath.
 */
export async function compileSuite(entry, folder) {
  const tests = join(folder, 'suite.js');
  const manifest = { name: 'chartwright-suite', publisher: 'chartwright', version: '0.0.0', engines: { vscode: '*' } };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await build({
    entryPoints: [entry],
    outfile: tests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return { carrier: folder, tests };
}
