/** Installs the editor and the browser of `package.json` beside this file, once, from the npm registry alone. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { runToEnd } from './processes.mjs';

const packageDir = fileURLToPath(new URL('.', import.meta.url));
const cacheDir = fileURLToPath(new URL('../.cache', import.meta.url));
const stampName = 'installed.json';
const partialPrefix = 'partial-';

/**
 * @typedef {object} Host
 * @property {string} dir The folder that holds everything below.
 * @property {string} vscodeDir VS Code's server and its workbench (code-server's lib/vscode).
 * @property {string | null} chromium The unpacked npm Chromium; null where npm carries none (anything but Linux on x64).
 * @property {string} librariesDir Shared libraries for machines that lack NSS or expat.
 * @property {string} fontsConfig A fontconfig file that names one family of fonts, carried along.
 * @property {(name: string) => any} require Loads a CommonJS package of the installation.
 */

/**
 * Installs once; later calls return at once. An installation is made aside and moved into place when whole, so an
 * interrupted or concurrent one is never used.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<Host>}
 */
export async function ensureHost({ log = () => undefined } = {}) {
  const dir = join(cacheDir, `host-${await installationKey()}`);
  if (!existsSync(join(dir, stampName))) await install(dir, log);
  return describeHost(dir);
}

/**
 * A folder inside the git-ignored cache, for what one run writes or what is fetched on demand.
 *
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function cacheFolder(name) {
  const dir = join(cacheDir, name);
  await mkdir(dir, { recursive: true });
  return dir;
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<string>} What npm printed; an Error with its last lines where it failed.
 */
export function runNpm(args, cwd) {
  const env = Object.fromEntries(
    // What `npm start` hands down belongs to the project's package, not to the one installed here.
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/i.test(name)),
  );
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('npm-cli.js')) return runToEnd(process.execPath, [cli, ...args], { cwd, env });
  return runToEnd('npm', args, { cwd, env, shell: process.platform === 'win32' });
}

/**
 * @param {string} dir
 * @param {(line: string) => void} log
 */
async function install(dir, log) {
  await dropAbandoned();
  const partial = join(cacheDir, `${partialPrefix}${process.pid}`);
  try {
    await fill(partial, log);
    await moveIntoPlace(partial, dir);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/**
 * @param {string} partial
 * @param {(line: string) => void} log
 */
async function fill(partial, log) {
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    await copyFile(join(packageDir, name), join(partial, name));
  }
  const step = async (/** @type {string} */ title, /** @type {() => Promise<unknown>} */ work) => {
    log(`${title} …`);
    const start = performance.now();
    await work();
    log(`${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  };
  const host = describeHost(partial);
  await step('Installing the editor and a browser from npm (about 390 MB)', () =>
    runNpm(['ci', '--ignore-scripts'], partial),
  );
  await step("Installing the editor's own packages", () =>
    // Not `ci`: code-server's own lockfile lags behind its package.json.
    runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'], host.vscodeDir),
  );
  await placeSearchTool(host);
  if (host.chromium !== null) await step('Unpacking the browser', () => unpackBrowser(host));
  await writeFile(join(partial, stampName), JSON.stringify({ node: process.version, at: new Date().toISOString() }));
}

/**
 * code-server leaves fetching ripgrep to an install script; without it `workspaceContains` globs and `findFiles` fail.
 *
 * @param {Host} host
 */
async function placeSearchTool(host) {
  const { rgPath } = host.require('@vscode/ripgrep');
  const bin = join(host.vscodeDir, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await cp(rgPath, join(bin, process.platform === 'win32' ? 'rg.exe' : 'rg'));
}

/** @param {Host} host */
async function unpackBrowser(host) {
  const packed = join(host.dir, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const tar = host.require('tar-fs');
  const unpack = (/** @type {string} */ name, /** @type {NodeJS.WritableStream} */ target) =>
    pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), target);
  await mkdir(join(host.dir, 'browser'));
  await Promise.all([
    unpack('chromium.br', createWriteStream(/** @type {string} */ (host.chromium), { mode: 0o755 })),
    unpack('al2023.tar.br', tar.extract(join(host.dir, 'browser'))),
    writeFile(host.fontsConfig, fontsConfig),
  ]);
  // The packed archives are a sixth of the folder and not read again.
  await rm(packed, { recursive: true });
}

/** The same fonts on every machine, so that a picture looks the same; relative to the file it stands in. */
const fontsConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">../node_modules/dejavu-fonts-ttf/ttf</dir>
  <cachedir prefix="relative">fonts-cache</cachedir>
  <selectfont>
    <rejectfont><glob>*Serif*</glob></rejectfont>
    <rejectfont><glob>*Condensed*</glob></rejectfont>
    <rejectfont><glob>*ExtraLight*</glob></rejectfont>
    <rejectfont><glob>*Math*</glob></rejectfont>
  </selectfont>
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
`;

/**
 * @param {string} partial
 * @param {string} dir
 */
async function moveIntoPlace(partial, dir) {
  try {
    await rename(partial, dir);
  } catch (error) {
    // Another run was faster: its installation is as whole as ours.
    if (!existsSync(join(dir, stampName))) throw error;
  }
}

/** Removes what installations left that were interrupted. */
async function dropAbandoned() {
  await mkdir(cacheDir, { recursive: true });
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(partialPrefix) || isRunning(Number(name.slice(partialPrefix.length)))) continue;
    await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isRunning(pid) {
  try {
    return pid === process.pid || process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @returns {Promise<string>} Changes with the pinned versions, the steps in this file, the platform and Node's major version. */
async function installationKey() {
  const hash = createHash('sha256').update(await readFile(join(packageDir, 'package-lock.json')));
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  hash.update([process.platform, process.arch, process.versions.node.split('.')[0]].join(' '));
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {string} dir
 * @returns {Host}
 */
function describeHost(dir) {
  const carried = process.platform === 'linux' && process.arch === 'x64';
  return {
    dir,
    vscodeDir: join(dir, 'node_modules', 'code-server', 'lib', 'vscode'),
    chromium: carried ? join(dir, 'browser', 'chromium') : null,
    librariesDir: join(dir, 'browser', 'lib'),
    fontsConfig: join(dir, 'browser', 'fonts.conf'),
    require: createRequire(join(dir, 'package.json')),
  };
}
