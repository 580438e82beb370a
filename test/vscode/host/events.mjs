/** What the suite reports while it runs in an extension host, read from the file it appends to. */
import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { basename, dirname, relative, resolve } from 'node:path';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {boolean} whole false when the suite ended before its last test.
 */

/**
 * Prints results as they come until `ended` settles, then counts them.
 *
 * @param {object} run
 * @param {string} run.file One JSON object a line; need not exist yet.
 * @param {string} run.compiled The suite's file, with its source map beside it.
 * @param {Promise<unknown>} run.ended
 * @param {(line: string) => void} run.log
 * @returns {Promise<Outcome>}
 */
export async function followEvents({ file, compiled, ended, log }) {
  const outcome = { passed: 0, failed: 0, whole: false };
  const toSource = await stackMapper(compiled);
  let seen = 0;
  const read = async () => {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1);
    const fresh = lines.slice(seen);
    seen = lines.length;
    for (const line of fresh) count(JSON.parse(line), outcome, (text) => log(toSource(text)));
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
 * @param {string} compiled
 * @returns {Promise<(text: string) => string>} Names the place in the source wherever a text names one in the bundle.
 */
async function stackMapper(compiled) {
  const map = new SourceMap(JSON.parse(await readFile(`${compiled}.map`, 'utf8')));
  const place = new RegExp(`[^\\s(]*${basename(compiled).replaceAll('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  return (text) =>
    text.replace(place, (whole, line, column) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return whole;
      const source = relative(process.cwd(), resolve(dirname(compiled), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
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
