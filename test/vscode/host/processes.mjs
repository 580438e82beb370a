/** Child processes that never outlive us, and runs that never outlive their deadline. */
import { spawn } from 'node:child_process';

/**
 * Starts a process in a group of its own, killed as a whole by `stop()` and when this process exits.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {{ child: import('node:child_process').ChildProcess, exited: Promise<number>, stop(): Promise<void> }}
 *   `exited` resolves with the exit code (1 for a signal) and rejects when the command cannot be started.
 */
export function spawnOwned(command, args, options = {}) {
  const ownGroup = process.platform !== 'win32';
  const child = spawn(command, args, { ...options, detached: ownGroup });
  const kill = () => killGroup(child, ownGroup);
  process.once('exit', kill);
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const settled = exited.then(
    () => undefined,
    () => undefined,
  );
  return {
    child,
    exited,
    async stop() {
      kill();
      await settled;
      process.off('exit', kill);
    },
  };
}

/**
 * Runs a command to its end and returns what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>} stdout; a failing command is an Error that carries the last lines of both streams.
 */
export async function runToEnd(command, args, options = {}) {
  const { child, exited, stop } = spawnOwned(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let all = '';
  child.stdout?.on('data', (bytes) => ((out += bytes), (all += bytes)));
  child.stderr?.on('data', (bytes) => (all += bytes));
  try {
    const code = await exited;
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${lastLines(all, 40)}`);
    return out;
  } finally {
    await stop();
  }
}

/**
 * Ends the process when a terminal or a CI runner asks for it, so that exit handlers run and children die with us.
 */
export function exitOnSignals() {
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ])) {
    process.once(signal, () => process.exit(128 + number));
  }
}

/**
 * @template T
 * @param {number} milliseconds
 * @param {string} what Names the wait in the error.
 * @param {Promise<T>} work
 * @returns {Promise<T>} Rejects at the deadline; the caller's `finally` does the stopping.
 */
export async function withDeadline(milliseconds, what, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done after ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} text
 * @param {number} count
 * @returns {string}
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * The group is killed even when its leader has gone: helpers of a dead server would stay.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} ownGroup
 */
function killGroup(child, ownGroup) {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}
