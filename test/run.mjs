#!/usr/bin/env node
/**
 * Everything that must hold, in order, going on after a failure. The last line is `N passed, N failed`: the tests one by one,
 * and one for each step that is no test.
 *
 *   npm test -- [--update] [--only STEP]…
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{ name: string, run: (env: NodeJS.ProcessEnv) => Promise<Count> }} Step
 */

const top = fileURLToPath(new URL('..', import.meta.url));

/** @type {Step[]} */
const steps = [
  single('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  single('lint', 'eslint', ['--max-warnings', '0', '.']),
  single('types', 'tsc', ['-b']),
  single('unused', 'knip', []),
  vitest('unit', 'test/vitest.config.ts'),
  single('build', process.execPath, ['esbuild.mjs']),
  vitest('protocol', 'test/vitest.protocol.config.ts'),
  { name: 'vscode', run: (env) => counted(process.execPath, ['test/vscode/runSuite.mjs'], env) },
];

/**
 * A step that passes or fails as a whole.
 *
 * @param {string} name
 * @param {string} command
 * @param {string[]} words
 * @returns {Step}
 */
function single(name, command, words) {
  return {
    name,
    run: async (env) =>
      (await execute(command, words, env)).code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  };
}

/**
 * Tests of vitest, counted one by one; a run that fails without a failed test counts as one.
 *
 * @param {string} name
 * @param {string} config
 * @returns {Step}
 */
function vitest(name, config) {
  return {
    name,
    run: async (env) => {
      const dir = mkdtempSync(join(tmpdir(), 'chartwright-'));
      const report = join(dir, 'report.json');
      const words = ['run', '--config', config, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
      const { code } = await execute('vitest', words, env);
      const { numPassedTests: passed, numFailedTests: failed } = readReport(report);
      rmSync(dir, { recursive: true });
      return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
    },
  };
}

/**
 * @param {string} file
 * @returns {{ numPassedTests: number, numFailedTests: number }}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}

/**
 * Tests of a program that prints lines `N passed, N failed`.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
async function counted(command, words, env) {
  const { code, output } = await execute(command, words, env);
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  const passed = lines.reduce((sum, line) => sum + Number(line[1]), 0);
  const failed = lines.reduce((sum, line) => sum + Number(line[2]), 0);
  return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

/**
 * Runs a program of node_modules/.bin or of the system, showing what it prints.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number, output: string }>}
 */
function execute(command, words, env) {
  return new Promise((done) => {
    const child = spawn(command, words, {
      cwd: top,
      env,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', (error) => {
      console.error(error.message);
      done({ code: 1, output });
    });
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

async function main() {
  const { values } = parseArgs({ options: { update: { type: 'boolean' }, only: { type: 'string', multiple: true } } });
  const { update, only = steps.map((step) => step.name) } = values;
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no step ${unknown.join(', ')}; there are ${steps.map((s) => s.name).join(', ')}.`);
  const path = `${join(top, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH: path, ...(update ? { UPDATE: '1' } : {}) };
  const total = { passed: 0, failed: 0 };
  for (const step of steps.filter(({ name }) => only.includes(name))) {
    console.log(`\n== ${step.name}`);
    const started = performance.now();
    const { passed, failed } = await step.run(env);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`== ${step.name}: ${failed > 0 ? 'failed' : 'passed'} (${passed} good, ${failed} bad) in ${seconds} s`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
