/**
 * `npm start`: opens VS Code with the extension on examples/.
 *
 *   node test/vscode/start.mjs [FOLDER] [--port N] [--no-open] [--browser]
 *
 * A desktop VS Code is used where `code` is on the PATH; else, and with --browser, VS Code is served to the browser.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension, root } from './host/extension.mjs';
import { cacheFolder, ensureHost, exitOnSignals, lastLines, runToEnd, spawnOwned, startServer } from './host.mjs';

const usage = 'Usage: npm start -- [FOLDER] [--port N] [--no-open] [--browser]';

async function main() {
  exitOnSignals();
  const { folder, port, open, browser } = readArguments();
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}`);
  console.log('Building the extension …');
  await buildExtension();
  const code = browser ? undefined : findDesktop();
  if (code === undefined) await serve(folder, port, open);
  else await openDesktop(code, folder);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || positionals.length > 1) throw new Error(usage);
  const folder = resolve(positionals[0] ?? join(root, 'examples'));
  return { folder, port, open: !values['no-open'], browser: values.browser };
}

/** @returns {string | undefined} */
function findDesktop() {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * @param {string} code
 * @param {string} folder
 */
async function openDesktop(code, folder) {
  console.log(`Opening ${folder} in the desktop VS Code`);
  const shell = process.platform === 'win32';
  const quoted = (/** @type {string} */ text) => (shell ? `"${text}"` : text);
  await runToEnd(quoted(code), [quoted(`--extensionDevelopmentPath=${root.replace(/[\\/]$/, '')}`), quoted(folder)], {
    shell,
  });
}

/**
 * @param {string} folder
 * @param {number} port
 * @param {boolean} open
 */
async function serve(folder, port, open) {
  const host = await ensureHost({ log: console.log });
  const dataDir = await cacheFolder('start');
  const server = await startServer({ host, dataDir, extensionsDir: join(dataDir, 'extensions'), trust: true, port });
  const extension = await linkExtension(join(dataDir, 'extension'));
  const url = server.url({ folder, payload: [['extensionDevelopmentPath', server.remote(extension)]] });
  console.log(`\nVS Code with the extension is at\n\n  ${url}\n\nReload the page after a build. Ctrl-C ends it.`);
  if (open) openInBrowser(url);
  const code = await server.exited;
  throw new Error(`VS Code's server ended with ${code}:\n${lastLines(server.log(), 20)}`);
}

/** Not part of the extension, and much for an editor to look through. */
const leftOut = new Set(['.git', 'node_modules', 'out', 'test']);

/**
 * A folder that holds links to what the extension consists of, so that a new build is seen at the next reload.
 *
 * @param {string} dir
 * @returns {Promise<string>} `dir`
 */
async function linkExtension(dir) {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  for (const name of await readdir(root)) {
    if (!leftOut.has(name)) await symlink(join(root, name), join(dir, name));
  }
  return dir;
}

/**
 * Opens the user's browser; where there is none the printed address is enough.
 *
 * @param {string} url
 */
function openInBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  spawnOwned(/** @type {string} */ (command), args, { stdio: 'ignore' }).exited.catch(() => undefined);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
