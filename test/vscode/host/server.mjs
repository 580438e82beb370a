/** VS Code's server on loopback, with data folders of its own. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, spawnOwned, withDeadline } from './processes.mjs';

const startDeadline = 60_000;

/**
 * @typedef {object} Server
 * @property {string} origin `http://127.0.0.1:PORT`.
 * @property {(path: string) => string} remote The address of a local path as the workbench names it.
 * @property {(query: { folder?: string, payload?: readonly (readonly [string, string])[] }) => string} url
 *   The workbench's address, with the token that the server asks for.
 * @property {Promise<number>} exited
 * @property {() => string} log What the server printed so far.
 * @property {() => Promise<void>} stop Kills the server and what it started.
 */

/**
 * Starts the server and returns when it listens. Only who knows the address's token gets in.
 *
 * @param {object} options
 * @param {import('./install.mjs').Host} options.host
 * @param {string} options.dataDir Settings and state.
 * @param {string} options.extensionsDir Holds unpacked extensions.
 * @param {boolean} options.trust false: Restricted Mode in every folder.
 * @param {number} [options.port] 0 or absent: a free one.
 * @param {Record<string, unknown>} [options.settings] User settings.
 * @param {readonly object[]} [options.keybindings]
 * @param {Record<string, string>} [options.env] Added to the environment of the extension host.
 * @returns {Promise<Server>}
 */
export async function startServer({ host, dataDir, extensionsDir, trust, port = 0, settings = {}, keybindings, env }) {
  await writeSettings(dataDir, { ...quietSettings, ...trustSettings(trust), ...settings }, keybindings ?? []);
  await mkdir(extensionsDir, { recursive: true });
  const token = randomBytes(16).toString('hex');
  const args = [join(host.vscodeDir, 'out', 'server-main.js')];
  args.push('--host', '127.0.0.1', '--port', String(port), '--connection-token', token);
  args.push('--accept-server-license-terms', '--telemetry-level', 'off');
  args.push('--server-data-dir', dataDir, '--extensions-dir', extensionsDir);
  const owned = spawnOwned(process.execPath, args, {
    env: { ...process.env, ...noGallery, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const { bound, log } = await listening(owned);
    return describeServer(bound, token, owned, log);
  } catch (error) {
    await owned.stop();
    throw error;
  }
}

/** Nothing is looked up on the network: extensions come from folders. */
const noGallery = { EXTENSIONS_GALLERY: '{"serviceUrl":""}' };

const quietSettings = {
  'window.autoDetectColorScheme': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * @param {boolean} trust false: Restricted Mode, without asking.
 * @returns {Record<string, boolean | string>} User settings.
 */
export function trustSettings(trust) {
  if (trust) return { 'security.workspace.trust.enabled': false };
  return {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
}

/**
 * The machine's settings hold from the first moment; the user's also cover those that a machine may not set.
 *
 * @param {string} dataDir
 * @param {Record<string, unknown>} settings
 * @param {readonly object[]} keybindings
 */
async function writeSettings(dataDir, settings, keybindings) {
  for (const [folder, name, content] of /** @type {const} */ ([
    ['Machine', 'settings.json', settings],
    ['User', 'settings.json', settings],
    ['User', 'keybindings.json', keybindings],
  ])) {
    await mkdir(join(dataDir, 'data', folder), { recursive: true });
    await writeFile(join(dataDir, 'data', folder, name), JSON.stringify(content, null, 2));
  }
}

/** @param {ReturnType<typeof spawnOwned>} owned */
async function listening({ child, exited }) {
  let text = '';
  const log = () => text;
  const bound = new Promise((resolve) => {
    const read = (/** @type {Buffer} */ bytes) => {
      text += bytes;
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  const ended = exited.then((code) => {
    throw new Error(`VS Code's server ended with ${code}:\n${lastLines(text, 20)}`);
  });
  return { bound: await withDeadline(startDeadline, "Start of VS Code's server", Promise.race([bound, ended])), log };
}

/**
 * @param {number} port
 * @param {string} token
 * @param {ReturnType<typeof spawnOwned>} owned
 * @param {() => string} log
 * @returns {Server}
 */
function describeServer(port, token, owned, log) {
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    remote: (path) => `vscode-remote://127.0.0.1:${port}${encodeURI(path)}`,
    url({ folder, payload = [] }) {
      const query = new URLSearchParams({ tkn: token });
      if (folder !== undefined) query.set('folder', folder);
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `${origin}/?${query}`;
    },
    exited: owned.exited,
    log,
    stop: () => owned.stop(),
  };
}
