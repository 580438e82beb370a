import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderData } from '../unit/template/functions/renderData.ts';
import type { Json } from '../unit/template/rendering.ts';

/** What Helm made of each template; see functions/data/README.md. */
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
  JSON.parse(readFileSync(new URL(`functions/data/${name}.json`, import.meta.url), 'utf8')) as Recorded;

describe.each(['lists', 'dicts', 'merge', 'json', 'yaml', 'toml'])('%s give what Helm gives', (name) => {
  const recorded = read(name);
  it.each(recorded.cases)('$template', ({ template, values, output, error }) => {
    const rendered = renderData(template, values ?? recorded.values);
    expect(rendered.error).toBe(error);
    if (error !== undefined) return;
    expect(rendered.opaque).toEqual([]);
    expect(rendered.text).toBe(output);
  });
});
