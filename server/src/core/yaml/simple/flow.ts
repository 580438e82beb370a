import { textRange } from '../../text/range.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../nodes.ts';
import { jsonKey } from '../scalar.ts';
import type { SimpleCursor } from './cursor.ts';
import { COLON, FEED, isBreak, isGap } from './cursor.ts';
import { readQuoted } from './quoted.ts';
import { readPlain } from './scalars.ts';

const COMMA = 44;

/** A flow collection; lines below its first are indented by more than `parent` but for one that ends it, and hold no comments. */
export function readFlow(c: SimpleCursor, parent: number): YamlMap | YamlSeq {
  const start = c.at;
  const isMap = c.code() === 123;
  const entries: YamlEntry[] = [];
  const items: YamlItem[] = [];
  c.enter();
  c.at++;
  for (skipLines(c, parent); !isEnd(c, isMap) && !c.failed; skipLines(c, parent)) {
    if (isMap) entries.push(readEntry(c, parent));
    else items.push(readItem(c, parent));
    skipLines(c, parent);
    if (c.code() === COMMA) c.at++;
    else if (!isEnd(c, isMap)) c.fail();
  }
  c.at++;
  c.leave();
  const base = { anchor: undefined, tag: undefined, flow: true, range: textRange(start, c.at) };
  return isMap ? { kind: 'map', ...base, entries } : { kind: 'seq', ...base, items };
}

const isEnd = (c: SimpleCursor, isMap: boolean): boolean => c.code() === (isMap ? 125 : 93);

/** Over spaces and line breaks. */
function skipLines(c: SimpleCursor, parent: number): void {
  c.skipSpaces();
  if (!isBreak(c.code())) return;
  while (isBreak(c.code()) && c.at < c.text.length) {
    c.at += c.code() === FEED ? 1 : 2;
    c.line = c.at;
    c.skipSpaces();
  }
  const least = c.code() === 93 || c.code() === 125 ? parent : parent + 1;
  if (c.column < least || c.isDocumentMark) c.fail();
}

function readItem(c: SimpleCursor, parent: number): YamlItem {
  const value = readValue(c, parent);
  return { value, range: value.range };
}

function readEntry(c: SimpleCursor, parent: number): YamlEntry {
  const key = readScalar(c, parent);
  checkKey(c, key);
  c.skipSpaces();
  // Behind a quoted key the value may follow at once, as in JSON.
  if (c.code() !== COLON || (key.style === 'plain' && !isGap(c.code(1)))) c.fail();
  c.at++;
  c.skipSpaces();
  const value = readValue(c, parent);
  return { key, name: jsonKey(key), value, range: textRange(key.range.start, value.range.end) };
}

function readValue(c: SimpleCursor, parent: number): YamlNode {
  const code = c.code();
  return code === 91 || code === 123 ? readFlow(c, parent) : readScalar(c, parent);
}

function readScalar(c: SimpleCursor, parent: number): YamlScalar {
  const code = c.code();
  return code === 34 || code === 39 ? readQuoted(c, parent) : readPlain(c, true);
}

/** Go's scanner finds no key that is longer. */
const LONGEST_KEY = 1000;

/** Keys that merge or that JSON has no word for are not simple. */
export function checkKey(c: SimpleCursor, key: YamlScalar): void {
  const { source, value, style } = key;
  if (source.length > LONGEST_KEY || source.includes('\n')) c.fail();
  if (value === null || (value === '<<' && style === 'plain')) c.fail();
}
