/** A headless Chromium: the one that is installed, else the one that npm carries. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runToEnd } from './processes.mjs';

const launchDeadline = 60_000;

const installedNames = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const installedPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env['PROGRAMFILES']}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** Containers run as root and without a display, a GPU or a network. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * Launches a browser. Its profile is temporary; it dies with `close()` and with this process.
 *
 * @param {import('./install.mjs').Host} host
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser(host) {
  const executablePath = process.env['CHROME'] ?? findInstalled() ?? host.chromium;
  if (executablePath === null) {
    throw new Error('No browser: install Chrome or Chromium, or name one in the environment variable CHROME.');
  }
  const env = executablePath === host.chromium ? await carriedEnvironment(host) : process.env;
  const { chromium } = host.require('playwright-core');
  return chromium.launch({ executablePath, args, env, headless: true, timeout: launchDeadline });
}

/** @returns {string | undefined} */
function findInstalled() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => installedNames.map((name) => join(folder, name)));
  return [...onPath, ...installedPaths].find((path) => existsSync(path));
}

/**
 * npm's Chromium needs NSS, NSPR and expat; where the machine lacks them they are taken from the package.
 *
 * @param {import('./install.mjs').Host} host
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function carriedEnvironment(host) {
  const chromium = /** @type {string} */ (host.chromium);
  const plain = { ...process.env, FONTCONFIG_FILE: host.fontsConfig };
  if (await starts(chromium, plain)) return plain;
  const libraries = [host.librariesDir, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
  return { ...plain, LD_LIBRARY_PATH: libraries };
}

/**
 * @param {string} executable
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} false when the loader misses a library.
 */
async function starts(executable, env) {
  return runToEnd(executable, ['--version'], { env }).then(
    () => true,
    () => false,
  );
}
