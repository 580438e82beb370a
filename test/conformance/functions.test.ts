import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromValues, render } from '../unit/template/rendering.ts';
import type { Json } from '../unit/template/rendering.ts';

/** See functions/README.md. */
interface Verdict {
  readonly template: string;
  readonly output?: string;
  readonly error?: string;
  readonly broken?: boolean;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`functions/${name}.json`, import.meta.url), 'utf8'));

const values = read('values') as Json;

describe.each(['strings', 'math', 'types'])('%s as Go and sprig have them', (name) => {
  it.each((read(name) as readonly Verdict[]).map((verdict) => [verdict.template, verdict] as const))(
    '%s',
    (template, { output, error, broken }) => {
      const rendered = render(template, fromValues(values));
      expect(rendered.error).toBe(error ?? '');
      if (broken) expect(rendered.opaque).toHaveLength(1);
      if (output === undefined) return;
      expect(rendered.text).toBe(output.replaceAll('<no value>', ''));
      expect(rendered.opaque).toEqual([]);
    },
  );
});
