/**
 * `npm run test:electron`: the suite of runSuite.mjs in a desktop build of VS Code, where one can be downloaded.
 *
 *   node test/vscode/electron.mjs [--mode trusted|restricted] [--vsix FILE] [--workspace DIR] [--vscode VERSION]
 *
 * Needs a network beyond the npm registry, and on Linux a display (`xvfb-run -a npm run test:electron`).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { followEvents } from './host/events.mjs';
import { buildExtension, compileSuite, packageExtension, root, unpackVsix } from './host/extension.mjs';
import { trustSettings } from './host/server.mjs';
import { copyWorkspace, withTemporaryFolder } from './host/workspace.mjs';
import { cacheFolder, exitOnSignals, runNpm, withDeadline } from './host.mjs';

const runner = '@vscode/test-electron';
const runnerVersion = '2.5.2';
const runDeadline = 180_000;

async function main() {
  exitOnSignals();
  const { values } = parseArgs({
    options: {
      mode: { type: 'string', default: 'trusted' },
      vsix: { type: 'string' },
      workspace: { type: 'string' },
      vscode: { type: 'string', default: 'stable' },
    },
  });
  const { mode, vscode: version, workspace, vsix: given } = values;
  if (mode !== 'trusted' && mode !== 'restricted') throw new Error(`--mode is trusted or restricted, not ${mode}`);
  const cache = await cacheFolder(`electron-${runnerVersion}`);
  const electron = await fetchRunner(cache);
  const executable = await fetchDesktop(electron, version, cache);
  if (given === undefined) await buildExtension();
  const vsix = given ?? (await packageExtension());
  const { passed, failed } = await withTemporaryFolder((dir) =>
    runIn({ electron, executable, vsix, workspace, mode, dir }),
  );
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

/**
 * @param {string} cache
 * @returns {Promise<any>} The module, installed on first use.
 */
async function fetchRunner(cache) {
  const require = createRequire(join(cache, 'package.json'));
  try {
    return require(runner);
  } catch {
    console.log(`Installing ${runner} ${runnerVersion} …`);
  }
  await writeFile(join(cache, 'package.json'), '{ "private": true }');
  await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `${runner}@${runnerVersion}`], cache).catch(
    cannot(`${runner} ${runnerVersion} cannot be installed`),
  );
  return require(runner);
}

/**
 * @param {any} electron
 * @param {string} version
 * @param {string} cache
 * @returns {Promise<string>}
 */
async function fetchDesktop(electron, version, cache) {
  const download = electron.downloadAndUnzipVSCode({ version, cachePath: join(cache, 'vscode') });
  return download.catch(cannot(`The desktop build of VS Code (${version}) cannot be downloaded`));
}

/** @param {string} what */
function cannot(what) {
  return (/** @type {unknown} */ error) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${what}: ${why}\nWithout it, node test/vscode/runSuite.mjs runs the same tests from npm alone.`);
  };
}

/**
 * @param {object} run
 * @param {any} run.electron
 * @param {string} run.executable
 * @param {string} run.vsix
 * @param {string | undefined} run.workspace
 * @param {'trusted' | 'restricted'} run.mode
 * @param {string} run.dir
 */
async function runIn({ electron, executable, vsix, workspace, mode, dir }) {
  const folder = await copyWorkspace(workspace ?? join(root, 'examples'), join(dir, 'workspace'));
  const { carrier, tests } = await compileSuite(
    fileURLToPath(new URL('suite/index.ts', import.meta.url)),
    join(dir, 'suite'),
  );
  await unpackVsix(vsix, join(dir, 'extensions'));
  await mkdir(join(dir, 'user', 'User'), { recursive: true });
  await writeFile(join(dir, 'user', 'User', 'settings.json'), JSON.stringify(trustSettings(mode === 'trusted')));
  const events = join(dir, 'events.jsonl');
  const ended = electron.runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: carrier,
    extensionTestsPath: tests,
    extensionTestsEnv: { CHARTWRIGHT_TEST_EVENTS: events, CHARTWRIGHT_TEST_MODE: mode },
    launchArgs: [folder, '--extensions-dir', join(dir, 'extensions'), '--user-data-dir', join(dir, 'user')],
  });
  // A failed test makes the editor end with 1: the events say more about it.
  const settled = withDeadline(runDeadline, 'The suite', ended).catch((/** @type {unknown} */ error) => error);
  const outcome = await followEvents({ file: events, compiled: tests, ended: settled, log: console.log });
  if (!outcome.whole) throw new Error(`The suite ended before its last test: ${await settled}`);
  return outcome;
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
