/** What the suite reports while it runs in an extension host, read from the file it appends to. */
import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {boolean} whole false when the suite ended before its last test.
 */

/**
 * Prints results as they come until `ended` settles, then counts them.
 *
 * @param {string} file One JSON object a line; need not exist yet.
 * @param {Promise<unknown>} ended
 * @param {(line: string) => void} log
 * @returns {Promise<Outcome>}
 */
export async function followEvents(file, ended, log) {
  const outcome = { passed: 0, failed: 0, whole: false };
  let seen = 0;
  const read = async () => {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1);
    for (const line of lines.slice(seen)) count(JSON.parse(line), outcome, log);
    seen = lines.length;
  };
  const timer = setInterval(() => void read(), 200);
  try {
    await ended;
  } finally {
    clearInterval(timer);
    await read();
  }
  return outcome;
}

/**
 * @param {{ name?: string, milliseconds?: number, error?: string | null, done?: boolean }} event
 * @param {Outcome} outcome
 * @param {(line: string) => void} log
 */
function count(event, outcome, log) {
  if (event.done === true) {
    outcome.whole = true;
  } else if (event.error === null) {
    outcome.passed++;
    log(`  ok   ${event.name} (${event.milliseconds} ms)`);
  } else {
    outcome.failed++;
    log(`  FAIL ${event.name} (${event.milliseconds} ms)\n${indent(event.error ?? '')}`);
  }
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^/gm, '       ');
}
