import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
<<<<<<< HEAD
import { renderData } from '../unit/template/functions/renderData.ts';
import type { Json } from '../unit/template/rendering.ts';

/** What Helm made of each template; see functions/README.md. */
interface Recorded {
  readonly helm: string;
  readonly values: Json;
  readonly cases: readonly Case[];
}

interface Case {
  readonly template: string;
  readonly values?: Json;
  readonly output?: string;
  readonly error?: string;
}

const read = (name: string): Recorded =>
  JSON.parse(readFileSync(new URL(`functions/${name}.json`, import.meta.url), 'utf8')) as Recorded;

describe.each(['lists', 'dicts', 'merge', 'json', 'yaml', 'toml'])('%s give what Helm gives', (name) => {
  const recorded = read(name);
  it.each(recorded.cases)('$template', ({ template, values, output, error }) => {
    const rendered = renderData(template, values ?? recorded.values);
    expect(rendered.error).toBe(error);
    if (error !== undefined) return;
    expect(rendered.opaque).toEqual([]);
    expect(rendered.text).toBe(output);
  });
=======
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
>>>>>>> main
});
