/**
 * Pictures of the extension at work in the plain editor.
 *
 *   node test/vscode/shots.mjs LIST.json [--vsix FILE] [--workspace DIR]
 *
 * LIST.json holds an array of shots; their `out` and `workspace` paths are relative to it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildExtension, packageExtension, root, unpackVsix } from './host/extension.mjs';
import { openWorkbench, pressUntilVisible, settledPicture } from './host/workbench.mjs';
import { copyWorkspace, withTemporaryFolder } from './host/workspace.mjs';
import { ensureHost, exitOnSignals, launchBrowser, startServer, withDeadline } from './host.mjs';

const shotDeadline = 90_000;
const viewport = { width: 1280, height: 800 };

/** Pressed by us only, so that any command can be run by its id. */
const commandKey = 'Control+Alt+Shift+F12';

/**
 * @typedef {object} Shot
 * @property {string} [workspace] The folder to open, when it is another than that of the run.
 * @property {string} file Relative to the workspace.
 * @property {number} line Counts from 1, as `column` does.
 * @property {number} column
 * @property {'none' | 'hover' | 'quickfix' | 'problems' | 'suggest' | `command:${string}`} action Commands have spaces between them.
 * @property {'light' | 'dark' | 'hc'} theme
 * @property {string} out Absolute path of the PNG.
 * @property {string} [type] What is typed at the cursor before the action.
 * @property {readonly string[]} [keys] Pressed before anything else, such as `Control+B`, which hides the side bar.
 * @property {string} [before] CSS of what must be seen before the action, such as `.squiggly-error`.
 * @property {number} [width] Of the window, in pixels; default 1280.
 * @property {number} [height] Default 800.
 * @property {string} [waitFor] CSS of what must be seen before the picture is taken, beyond what the action implies.
 * @property {string} [pointAt] CSS of what the pointer rests on in the picture, whose hover is waited for.
 */

/**
 * @param {readonly Shot[]} shots
 * @param {{ vsix: string, workspace?: string, log?: (line: string) => void }} options
 */
export async function takeShots(shots, { vsix, workspace, log = console.log }) {
  const host = await ensureHost({ log });
  const browser = await launchBrowser(host);
  try {
    for (const shot of shots) {
      const run = withTemporaryFolder((dir) => takeShot(shot, { host, browser, vsix, workspace, dir }));
      await withDeadline(shotDeadline, shot.out, run);
      log(shot.out);
    }
  } finally {
    await browser.close();
  }
}

/**
 * @param {Shot} shot
 * @param {object} run
 * @param {import('./host/install.mjs').Host} run.host
 * @param {import('playwright-core').Browser} run.browser
 * @param {string} run.vsix
 * @param {string | undefined} run.workspace
 * @param {string} run.dir
 */
async function takeShot(shot, { host, browser, vsix, workspace, dir }) {
  const folder = await copyWorkspace(shot.workspace ?? workspace ?? join(root, 'examples'), join(dir, 'examples'));
  await unpackVsix(vsix, join(dir, 'extensions'));
  const server = await startServer({
    host,
    dataDir: join(dir, 'data'),
    extensionsDir: join(dir, 'extensions'),
    trust: true,
    settings: { ...calmSettings, 'workbench.colorTheme': themes[shot.theme].label },
    keybindings: keybindings(shot.action),
  });
  try {
    const file = { path: join(folder, shot.file), line: shot.line, column: shot.column };
    const { themeClass } = themes[shot.theme];
    const size = { width: shot.width ?? viewport.width, height: shot.height ?? viewport.height };
    const page = await openWorkbench({ browser, server, folder, file, viewport: size, themeClass });
    await act(page, shot);
    await mkdir(dirname(shot.out), { recursive: true });
    await writeFile(shot.out, await settledPicture(page));
    await page.context().close();
  } finally {
    await server.stop();
  }
}

const themes = {
  light: { label: 'Default Light Modern', themeClass: 'light_modern' },
  dark: { label: 'Default Dark Modern', themeClass: 'dark_modern' },
  hc: { label: 'Default High Contrast', themeClass: 'hc_black' },
};

/** Nothing that moves, and nothing that isn't about the file. */
const calmSettings = {
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.lightbulb.enabled': 'off',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'notifications.doNotDisturbMode': true,
};

/** @param {Shot['action']} action */
function keybindings(action) {
  if (!action.startsWith('command:')) return [];
  const commands = action.slice('command:'.length).split(' ');
  const key = commandKey.toLowerCase().replace('control', 'ctrl');
  return [{ key, command: 'runCommands', args: { commands } }];
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Shot} shot
 */
async function act(page, { action, type, keys = [], before, waitFor, pointAt }) {
  const seen = (/** @type {string} */ css) => page.locator(css).filter({ visible: true }).first().waitFor();
  for (const key of keys) await page.keyboard.press(key);
  if (before !== undefined) await seen(before);
  if (type !== undefined) await page.keyboard.type(type);
  if (action === 'hover') {
    await pressUntilVisible(page, ['Control+K', 'Control+I'], '.editor-instance .monaco-hover .hover-contents');
  } else if (action === 'quickfix') {
    await seen(anySquiggle);
    await pressUntilVisible(page, ['Control+.'], '.action-widget .monaco-list-row.action');
  } else if (action === 'suggest') {
    await pressUntilVisible(page, ['Control+Space'], '.suggest-widget.visible .monaco-list-row');
    const details = page.locator('.suggest-details').filter({ visible: true });
    if ((await details.count()) === 0) await page.keyboard.press('Control+Space');
    await details.first().waitFor();
  } else if (action === 'problems') {
    await seen(anySquiggle);
    await pressUntilVisible(page, ['Control+Shift+M'], '.markers-panel .monaco-list-row');
  } else if (action !== 'none') {
    await seen('.statusbar-item[id="status.editor.mode"]');
    await page.keyboard.press(commandKey);
    // Out of the way of what a command opened.
    await page.mouse.move((page.viewportSize() ?? viewport).width / 2, 1);
  }
  if (waitFor !== undefined) await seen(waitFor);
  if (pointAt === undefined) return;
  await page.locator(pointAt).first().hover();
  await seen('.monaco-hover .hover-contents');
}

const anySquiggle = '.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint';

/**
 * @param {string} folder
 * @param {Shot} shot
 * @returns {Shot} With the paths that were relative to the folder.
 */
function placedAt(folder, shot) {
  const { workspace, out } = shot;
  return { ...shot, out: resolve(folder, out), ...(workspace ? { workspace: resolve(folder, workspace) } : {}) };
}

async function main() {
  exitOnSignals();
  const { values, positionals } = parseArgs({
    options: { vsix: { type: 'string' }, workspace: { type: 'string' } },
    allowPositionals: true,
  });
  const [list] = positionals;
  if (list === undefined)
    throw new Error('Usage: node test/vscode/shots.mjs LIST.json [--vsix FILE] [--workspace DIR]');
  const shots = /** @type {Shot[]} */ (JSON.parse(await readFile(list, 'utf8')));
  const placed = shots.map((shot) => placedAt(dirname(list), shot));
  if (values.vsix === undefined) await buildExtension();
  await takeShots(placed, { ...values, vsix: values.vsix ?? (await packageExtension()) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
