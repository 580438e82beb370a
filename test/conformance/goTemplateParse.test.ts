import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../server/src/core/template/parser.ts';

/** What Go's own parser says of each text, `ok` where it accepts it. */
interface Recorded {
  readonly go: string;
  readonly verdicts: readonly (readonly [source: string, verdict: string])[];
}

const recorded = JSON.parse(readFileSync(new URL('goTemplateParse.json', import.meta.url), 'utf8')) as Recorded;

describe(`the first problem is the one that Go ${recorded.go} stops at`, () => {
  it.each(recorded.verdicts)('%j', (source, verdict) => {
    expect(parseTemplate(source).problems[0]?.message ?? 'ok').toBe(verdict);
  });
});
