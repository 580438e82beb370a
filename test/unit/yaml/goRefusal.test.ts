import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goRefusal } from '../../../server/src/core/yaml/go/refusal.ts';

/** Texts and what sigs.k8s.io/yaml 1.6 over go.yaml.in/yaml/v2 2.4 says of them; undefined where it reads them. */
const cases: readonly (readonly [text: string, message: string | undefined])[] = [
  ['', undefined],
  ['[]!t   - y: z\n', undefined],
  ['{}[~[]>', undefined],
  ['\\u00e9key: value\nü>key: value\n{1:>', "yaml: line 4: could not find expected ':'"],
  ['key: value\n[  }k: "v"\na-\n  !t null,', 'yaml: line 1: did not find expected key'],
  ['-  - y: z\n[', "yaml: line 3: could not find expected ':'"],
  ['%TAG !e! tag:x\n&x |', 'yaml: line 1: did not find expected <document start>'],
];

describe('goRefusal', () => {
  it.each(cases)('%j', (text, message) => {
    expect(goRefusal(text)?.message).toBe(message);
  });

  it('stops at whatever it is given, at a place in the text', () => {
    const bits = [
      'a',
      ': ',
      '- ',
      '\n',
      '\n  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '|',
      '>',
      '&x ',
      '*x',
      '? ',
      '!t ',
      '%',
      '\t',
      '---\n',
    ];
    const texts = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const refusal = goRefusal(text);
        if (!refusal) return;
        expect(refusal.message).toMatch(/^yaml: \S/);
        expect(refusal.range.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('gives up where collections nest without end', () => {
    expect(goRefusal('[\n'.repeat(5000))).toBeUndefined();
  });
});
