import type { GoCursor } from './cursor.ts';
import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isHex } from './cursor.ts';

// Names, tags and directives of go.yaml.in/yaml/v2 (scannerc.go). `problem` is its complaint about where the cursor is.

/** What was read, or a complaint. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

/** `&name` or `*name`. */
export function readAnchor(c: GoCursor): Read<string> {
  c.skip();
  const name = c.word();
  const follows = c.code();
  const ends = isBlankOrEnd(follows) || '?:,]}%@`'.includes(String.fromCharCode(follows));
  if (name === '' || !ends) return { problem: 'did not find expected alphabetic or numeric character' };
  return { value: name };
}

/** The handle of a tag, e.g. `!` or `!e!`; empty where there is nothing to look up. */
export function readTag(c: GoCursor): Read<string> {
  const read = c.code(1) === 60 ? verbatimTag(c) : shortTag(c);
  if ('problem' in read) return read;
  if (!isBlankOrEnd(c.code())) return { problem: 'did not find expected whitespace or line break' };
  return read;
}

function verbatimTag(c: GoCursor): Read<string> {
  c.skip(2);
  const problem = skipTagUri(c, false);
  if (problem !== undefined) return { problem };
  if (c.code() !== 62) return { problem: "did not find the expected '>'" };
  c.skip();
  return { value: '' };
}

function shortTag(c: GoCursor): Read<string> {
  const handle = readHandle(c, false);
  if ('problem' in handle) return handle;
  const isWhole = handle.value.length > 1 && handle.value.endsWith('!');
  const start = c.at;
  const problem = skipTagUri(c, !isWhole);
  if (problem !== undefined) return { problem };
  if (isWhole) return handle;
  return { value: handle.value === '!' && c.at === start ? '' : '!' };
}

function readHandle(c: GoCursor, directive: boolean): Read<string> {
  if (c.code() !== 33) return { problem: "did not find expected '!'" };
  c.skip();
  const handle = `!${c.word()}`;
  if (c.code() !== 33)
    return directive && handle !== '!' ? { problem: "did not find expected '!'" } : { value: handle };
  c.skip();
  return { value: `${handle}!` };
}

const URI = ";/?:@&=+$,.!~*'()[]";

/** `hasHead`: something of the tag was read already, so that nothing need follow. */
function skipTagUri(c: GoCursor, hasHead: boolean): string | undefined {
  const start = c.at;
  for (;;) {
    c.word();
    const code = c.code();
    if (code === 37) {
      if (!isHex(c.code(1)) || !isHex(c.code(2))) return 'did not find URI escaped octet';
      c.skip(3);
    } else if (code !== 0 && URI.includes(String.fromCharCode(code))) c.skip();
    else return hasHead || c.at > start ? undefined : 'did not find expected tag URI';
  }
}

/** A line that begins with `%`: what it is, and the handle that it defines. */
export interface Directive {
  readonly kind: 'version' | 'tag';
  /** `1.1`, or a handle. */
  readonly text: string;
}

/** Reads a directive from its `%` to the end of its line, or says why go-yaml refuses it. */
export function readDirective(c: GoCursor): Read<Directive> {
  c.skip();
  const name = c.word();
  if (name === '') return { problem: 'could not find expected directive name' };
  if (!isBlankOrEnd(c.code())) return { problem: 'found unexpected non-alphabetical character' };
  if (name !== 'YAML' && name !== 'TAG') return { problem: 'found unknown directive name' };
  const read = name === 'YAML' ? readVersion(c) : readTagDirective(c);
  if ('problem' in read) return read;
  c.skipBlanks();
  c.skipComment();
  if (!isBreakOrEnd(c.code())) return { problem: 'did not find expected comment or line break' };
  c.skipBreak();
  return { value: { kind: name === 'YAML' ? 'version' : 'tag', text: read.value } };
}

function readVersion(c: GoCursor): Read<string> {
  c.skipBlanks();
  const major = readNumber(c);
  if ('problem' in major) return major;
  if (c.code() !== 46) return { problem: "did not find expected digit or '.' character" };
  c.skip();
  const minor = readNumber(c);
  return 'problem' in minor ? minor : { value: `${major.value}.${minor.value}` };
}

function readNumber(c: GoCursor): Read<number> {
  const start = c.at;
  while (isDigit(c.code())) {
    if (c.at - start === 2) return { problem: 'found extremely long version number' };
    c.skip();
  }
  if (c.at === start) return { problem: 'did not find expected version number' };
  return { value: Number(c.text.slice(start, c.at)) };
}

function readTagDirective(c: GoCursor): Read<string> {
  c.skipBlanks();
  const handle = readHandle(c, true);
  if ('problem' in handle) return handle;
  if (!isBlank(c.code())) return { problem: 'did not find expected whitespace' };
  c.skipBlanks();
  const problem = skipTagUri(c, false);
  if (problem !== undefined) return { problem };
  if (!isBlankOrEnd(c.code())) return { problem: 'did not find expected whitespace or line break' };
  return handle;
}
