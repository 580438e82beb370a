import { describe, expect, it } from 'vitest';
import type { LiteralOrigin, Origin } from '../../../server/src/core/text/origin.ts';
import { padLines, TracedBuilder } from '../../../server/src/core/text/traced.ts';
import type { Parts } from '../../../server/src/core/text/traced.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';

const ADDED: Origin = { kind: 'given', name: 'padding' };
const VALUE: Origin = { kind: 'given', name: 'value' };

const literal = (end: number): LiteralOrigin => ({
  kind: 'literal',
  anchor: { file: 'file:///a' as Uri, define: '' },
  start: 0,
  end,
  call: undefined,
  exact: true,
});

/** Each part as its text and what it is of. */
const shown = ({ text, parts }: { text: string; parts: Parts }): unknown[] =>
  parts.ends.map((end, i) => {
    const origin = parts.origins[i];
    const of =
      origin?.kind === 'literal' ? [origin.start, origin.end, origin.exact] : origin?.kind === 'given' && origin.name;
    return [text.slice(parts.ends[i - 1] ?? 0, end), of];
  });

const parts = (...all: readonly (readonly [end: number, origin: Origin])[]): Parts => ({
  ends: all.map(([end]) => end),
  origins: all.map(([, origin]) => origin),
  maybe: all.map(() => false),
});

describe('padLines', () => {
  it('keeps the lines of template text apart from the padding', () => {
    const text = 'a\n\nbc';
    expect(shown(padLines({ text, parts: parts([5, literal(5)]) }, '  ', ADDED))).toEqual([
      ['a\n', [0, 2, true]],
      ['  ', 'padding'],
      ['\n', [2, 3, true]],
      ['  ', 'padding'],
      ['bc', [3, 5, true]],
    ]);
  });

  it('gives the padding within a value to the value, and goes on behind it', () => {
    const text = 'a\nv\nw\nb';
    const traced = { text, parts: parts([2, literal(2)], [6, VALUE], [7, literal(1)]) };
    expect(shown(padLines(traced, ' ', ADDED))).toEqual([
      ['a\n', [0, 2, true]],
      [' ', 'padding'],
      ['v\n w\n ', 'value'],
      ['b', [0, 1, true]],
    ]);
  });

  it('keeps a long embedded text in one piece, and all as it is without padding', () => {
    const text = 'line\n'.repeat(1001);
    const traced = { text, parts: parts([text.length, literal(text.length)]) };
    const padded = padLines(traced, ' ', ADDED);
    expect(padded.text).toBe('line\n '.repeat(1001));
    expect(shown(padded)).toEqual([[padded.text, [0, text.length, false]]]);
    expect(padLines(traced, '', ADDED)).toEqual(traced);
  });
});

describe('a builder', () => {
  it.each([
    ['', false],
    [' \n\t', false],
    [' \n a', true],
    ['x'.repeat(5000), true],
  ])('knows whether more than blanks was written since: %j', (text, expected) => {
    const builder = new TracedBuilder();
    builder.append('before ', VALUE);
    const from = builder.close();
    builder.append(text, VALUE);
    builder.append('\n', VALUE);
    expect(builder.wroteSince(from)).toBe(expected);
    expect(builder.wroteSince(0)).toBe(true);
  });
});
