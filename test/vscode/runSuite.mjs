/**
 * Runs the extension's tests from a packaged VSIX in a real VS Code.
 *
 *   node test/vscode/runSuite.mjs [--mode trusted|restricted|both] [--vsix FILE] [--workspace DIR] [--suite FILE]
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { followEvents } from './host/events.mjs';
import { buildExtension, compileSuite, packageExtension, root, unpackVsix } from './host/extension.mjs';
import { copyWorkspace, withTemporaryFolder } from './host/workspace.mjs';
import { ensureHost, exitOnSignals, lastLines, launchBrowser, startServer, withDeadline } from './host.mjs';

const runDeadline = 180_000;

/**
 * @typedef {object} SuiteOptions
 * @property {'trusted' | 'restricted'} mode
 * @property {string} vsix The packaged extension.
 * @property {string} [workspace] Copied before it is opened; default: examples/.
 * @property {string} [suite] TypeScript that exports `run()`; default: suite/index.ts.
 * @property {(line: string) => void} [log]
 */

/**
 * @param {SuiteOptions} options
 * @returns {Promise<{ passed: number, failed: number }>} An Error when the suite did not come to its end.
 */
export async function runSuite({ mode, vsix, workspace, suite, log = console.log }) {
  const host = await ensureHost({ log });
  return withTemporaryFolder(async (dir) => {
    const folder = await copyWorkspace(workspace ?? join(root, 'examples'), join(dir, 'workspace'));
    const entry = suite ?? fileURLToPath(new URL('suite/index.ts', import.meta.url));
    const { carrier, tests } = await compileSuite(entry, join(dir, 'suite'));
    await unpackVsix(vsix, join(dir, 'extensions'));
    const events = join(dir, 'events.jsonl');
    const server = await startServer({
      host,
      dataDir: join(dir, 'data'),
      extensionsDir: join(dir, 'extensions'),
      trust: mode === 'trusted',
      env: { CHARTWRIGHT_TEST_EVENTS: events, CHARTWRIGHT_TEST_MODE: mode },
    });
    try {
      const url = server.url({
        folder,
        payload: [
          ['extensionDevelopmentPath', server.remote(carrier)],
          ['extensionTestsPath', server.remote(tests)],
          ['skipWelcome', 'true'],
        ],
      });
      const stopped = server.exited.then((code) => {
        throw new Error(`VS Code's server ended with ${code}:\n${lastLines(server.log(), 20)}`);
      });
      return await drive({ host, url, events, tests, stopped, log });
    } finally {
      await server.stop();
    }
  });
}

/**
 * Opens the workbench, which starts the tests by itself, and waits for its word that they ended.
 *
 * @param {object} run
 * @param {import('./host/install.mjs').Host} run.host
 * @param {string} run.url
 * @param {string} run.events The file that the suite appends to.
 * @param {string} run.tests The compiled suite.
 * @param {Promise<never>} run.stopped Rejects when the server ends.
 * @param {(line: string) => void} run.log
 */
async function drive({ host, url, events, tests, stopped, log }) {
  /** @type {string[]} */
  const printed = [];
  const browser = await launchBrowser(host);
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => printed.push(`page: ${error.message}`));
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      printed.push(`${type}: ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}`);
    });
    const ended = new Promise((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => reject(new Error('The page crashed')));
    });
    await page.goto(url);
    const settled = withDeadline(runDeadline, 'The suite', Promise.race([ended, stopped]));
    const outcome = await followEvents({ file: events, compiled: tests, ended: settled, log });
    if (!outcome.whole) throw new Error('The suite ended before its last test');
    return { passed: outcome.passed, failed: outcome.failed };
  } catch (error) {
    log(`The editor's console:\n${lastLines(printed.join('\n'), 60)}`);
    throw error;
  } finally {
    await browser.close();
  }
}

async function main() {
  exitOnSignals();
  const { values } = parseArgs({
    options: {
      mode: { type: 'string', default: 'both' },
      vsix: { type: 'string' },
      workspace: { type: 'string' },
      suite: { type: 'string' },
    },
  });
  const { mode: asked, vsix: given, ...rest } = values;
  const modes = /** @type {const} */ (['trusted', 'restricted']).filter((mode) => asked === 'both' || asked === mode);
  if (modes.length === 0) throw new Error(`--mode is trusted, restricted or both, not ${asked}`);
  if (given === undefined) await buildExtension();
  const vsix = given ?? (await packageExtension());
  for (const mode of modes) {
    console.log(`Tests in a ${mode} workspace:`);
    const { passed, failed } = await runSuite({ ...rest, mode, vsix });
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0 || passed === 0) process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
