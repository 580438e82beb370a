import { describe, expect, it } from 'vitest';
import type { LiteralOrigin, Origin } from '../../../server/src/core/text/origin.ts';
import { Paddings } from '../../../server/src/core/text/paddings.ts';
import { padLines } from '../../../server/src/core/text/traced.ts';
import type { TracedText } from '../../../server/src/core/text/traced.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';

const FILE = Array.from({ length: 900 }, (_, i) => `line ${i}`).join('\n');
const HERE: Origin = { kind: 'given', name: 'here' };
const THERE: Origin = { kind: 'given', name: 'there' };

const literal = (file: string, end: number): LiteralOrigin => ({
  kind: 'literal',
  anchor: { file: file as Uri, define: '' },
  start: 0,
  end,
  call: undefined,
  exact: true,
});

const traced = (text: string, file = 'file:///a', doubt = false): TracedText => ({
  text,
  parts: { ends: [text.length], origins: [literal(file, text.length)], maybe: [doubt] },
});

const remembered = (): Paddings => {
  const paddings = Paddings.of(FILE);
  if (!paddings) throw new Error('the text is too short');
  return paddings;
};

describe('Paddings', () => {
  it('keeps the text and its places, and has the padding come from the new call', () => {
    const paddings = remembered();
    const first = paddings.padLines(traced(FILE), '    ', HERE, '\n    ');
    const second = paddings.padLines(traced(FILE), '    ', THERE, '\n    ');
    expect(first).toEqual(padLines(traced(FILE), '    ', HERE, '\n    '));
    expect(second).toEqual(padLines(traced(FILE), '    ', THERE, '\n    '));
    expect(second.parts.ends).toBe(first.parts.ends);
  });

  it.each([
    ['another padding', traced(FILE), '  ', ''],
    ['another start', traced(FILE), '    ', ''],
    ['a text of another place', traced(FILE, 'file:///b'), '    ', '\n    '],
    ['another text', traced(`${FILE}\n`), '    ', '\n    '],
    ['a text that only may stand there', traced(FILE, 'file:///a', true), '    ', '\n    '],
  ])('pads %s anew', (_, text, pad, start) => {
    const paddings = remembered();
    paddings.padLines(traced(FILE), '    ', HERE, '\n    ');
    expect(paddings.padLines(text, pad, HERE, start)).toEqual(padLines(text, pad, HERE, start));
  });

  it('remembers nothing of short texts', () => {
    expect(Paddings.of('line\n'.repeat(10))).toBeUndefined();
  });
});
