import { textRange } from '../../text/range.ts';
import type { YamlLimits } from '../limits.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq, YamlStream } from '../nodes.ts';
import { jsonKey } from '../scalar.ts';
import { excessOfAliases } from '../go/aliasing.ts';
import { SimpleAnchors } from './anchors.ts';
import { readBlockScalar } from './block.ts';
import { AMPERSAND, ASTERISK, COLON, isGap, SimpleCursor } from './cursor.ts';
import { checkKey, readFlow } from './flow.ts';
import { readQuoted } from './quoted.ts';
import { continuePlain, missingScalar, readPlain } from './scalars.ts';

// Other line breaks than \n and \r\n, a byte order mark, control characters, halves of surrogate pairs.
const UNUSUAL = /\r(?!\n)|[^\t\r\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Reads what nearly all YAML is made of: one document, a block collection of plain, quoted and block scalars, flow
 * collections, comments, and anchors and aliases of values, in which all readers see the same. Undefined for all else, and for anything that a reader
 * might complain of: the library reads that. Never throws.
 */
export function readSimple(text: string, limits: YamlLimits): YamlStream | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const reader = new SimpleReader(text, limits);
  const root = reader.root();
  if (reader.failed) return undefined;
  return {
    documents: [{ root, range: textRange(0, text.length), problems: [] }],
    problems: [],
    refusal: undefined,
  };
}

/** Every method begins at a token and ends where the next line's content begins, or at the text's end in column -1. */
class SimpleReader {
  readonly #c: SimpleCursor;
  readonly #anchors: SimpleAnchors;
  /** Where the next content stands; -1 at the end. */
  #column = -1;

  constructor(text: string, limits: YamlLimits) {
    this.#c = new SimpleCursor(text, limits);
    this.#anchors = new SimpleAnchors(this.#c);
  }

  get failed(): boolean {
    return this.#c.failed;
  }

  root(): YamlNode | undefined {
    this.#begin();
    if (this.#column < 0 || this.failed) return undefined;
    const root = this.#node(-1);
    if (this.#column >= 0 || root.kind === 'scalar') this.#c.fail();
    if (this.#anchors.hasLargeAliases && excessOfAliases(root) !== undefined) this.#c.fail();
    return root;
  }

  /** To the first content, over a line of `---`. */
  #begin(): void {
    const c = this.#c;
    if (c.nextContent() && c.column === 0 && c.text.startsWith('---', c.at) && isGap(c.code(3))) {
      c.at += 3;
      c.endLine();
    }
    this.#settle();
  }

  #endLine(): void {
    this.#c.endLine();
    this.#settle();
  }

  /** The cursor is at the next content, or the text's end. */
  #settle(): void {
    const c = this.#c;
    this.#column = c.at < c.text.length ? c.column : -1;
    if (this.#column === 0 && c.isDocumentMark) c.fail();
  }

  /** What stands in a line of its own below a collection at column `parent`, or behind a dash. */
  #node(parent: number): YamlNode {
    const c = this.#c;
    const column = c.column;
    if (c.isDash) return this.#seq(column);
    const code = c.code();
    if (code === 91 || code === 123) return this.#flow(parent);
    const first = this.#scalar(parent);
    if (c.code() === COLON && isGap(c.code(1))) return this.#map(column, first);
    return this.#endScalar(first, parent);
  }

  /** What stands behind a colon or dash in its line. */
  #inline(parent: number): YamlNode {
    const c = this.#c;
    const code = c.code();
    if (code === 124 || code === 62) {
      const scalar = readBlockScalar(c, parent);
      c.nextContent();
      this.#settle();
      return scalar;
    }
    if (code === 91 || code === 123) return this.#flow(parent);
    return this.#endScalar(this.#scalar(parent), parent);
  }

  #flow(parent: number): YamlNode {
    const node = readFlow(this.#c, parent);
    this.#endLine();
    return node;
  }

  #scalar(parent: number): YamlScalar {
    const code = this.#c.code();
    return code === 34 || code === 39 ? readQuoted(this.#c, parent) : readPlain(this.#c, false);
  }

  #endScalar(scalar: YamlScalar, parent: number): YamlScalar {
    if (scalar.style !== 'plain') {
      this.#endLine();
      return scalar;
    }
    const c = this.#c;
    const whole = continuePlain(c, scalar, parent);
    this.#settle();
    return whole;
  }

  #map(column: number, first: YamlScalar): YamlMap {
    const c = this.#c;
    const entries: YamlEntry[] = [];
    c.enter();
    for (let key = first; ; key = this.#scalar(column)) {
      entries.push(this.#entry(column, key));
      if (this.#column !== column || c.isDash || c.failed) break;
    }
    if (this.#column >= column) c.fail();
    c.leave();
    const end = entries.at(-1)?.range.end ?? 0;
    const range = textRange(first.range.start, end);
    return { kind: 'map', anchor: undefined, tag: undefined, flow: false, range, entries };
  }

  /** The cursor is behind the key. */
  #entry(column: number, key: YamlScalar): YamlEntry {
    const c = this.#c;
    checkKey(c, key);
    if (c.code() !== COLON || !isGap(c.code(1))) c.fail();
    const value = this.#valueAfter(column, true);
    return { key, name: jsonKey(key), value, range: textRange(key.range.start, value.range.end) };
  }

  /** The value behind a colon or dash, where the cursor is, of a collection at a column. */
  #valueAfter(column: number, ofMap: boolean): YamlNode {
    const c = this.#c;
    const after = ++c.at;
    if (c.failed) return missingScalar(c, after);
    c.skipSpaces();
    if (ofMap && c.code() === AMPERSAND) return this.#anchored(column);
    if (ofMap && c.code() === ASTERISK) return this.#alias();
    if (!c.atLineEnd) return ofMap ? this.#inline(column) : this.#item(column);
    this.#endLine();
    if (this.#column > column) return this.#node(column);
    return ofMap && this.#column === column && c.isDash ? this.#seq(column) : missingScalar(c, after);
  }

  /** A value of a map at a column, with an anchor before it in the key's line. */
  #anchored(column: number): YamlNode {
    const c = this.#c;
    const anchor = this.#anchors.begin();
    c.skipSpaces();
    if (!c.atLineEnd) return this.#anchors.add(anchor, this.#inline(column));
    this.#endLine();
    const isBelow = this.#column > column;
    if (!isBelow && !(this.#column === column && c.isDash)) c.fail();
    return this.#anchors.add(anchor, isBelow ? this.#node(column) : this.#seq(column));
  }

  #alias(): YamlNode {
    const alias = this.#anchors.alias();
    this.#endLine();
    return alias;
  }

  /** What stands behind a dash in its line: perhaps a collection of its own. */
  #item(parent: number): YamlNode {
    const code = this.#c.code();
    return code === 124 || code === 62 ? this.#inline(parent) : this.#node(parent);
  }

  #seq(column: number): YamlSeq {
    const c = this.#c;
    const start = c.at;
    const items: YamlItem[] = [];
    c.enter();
    do {
      const dash = c.at;
      const value = this.#valueAfter(column, false);
      items.push({ value, range: textRange(dash, value.range.end) });
    } while (this.#column === column && c.isDash && !c.failed);
    if (this.#column > column) c.fail();
    c.leave();
    const range = textRange(start, items.at(-1)?.range.end ?? start);
    return { kind: 'seq', anchor: undefined, tag: undefined, flow: false, range, items };
  }
}
