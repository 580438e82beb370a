import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromValues, render } from '../unit/template/rendering.ts';
import type { Json } from '../unit/template/rendering.ts';

/** See functions/README.md. */
interface Verdict {
  readonly template: string;
  readonly output?: string;
  readonly error?: string;
  readonly varies?: boolean;
  readonly open?: boolean;
}

const FAMILIES = {
  '.': ['strings', 'math', 'types'],
  encodings: ['encoding', 'regex', 'semver', 'dates', 'url', 'path'],
};

const read = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`functions/${folder}/${name}.json`, import.meta.url), 'utf8'));

describe.each(
  Object.entries(FAMILIES).flatMap(([folder, names]) => names.map((name) => ({ folder, name }))),
)('$name as Go and sprig have them', ({ folder, name }) => {
  const values = read(folder, 'values') as Json;
  const verdicts = read(folder, name) as readonly Verdict[];
  it.each(verdicts)('$template', ({ template, output, error, varies, open }) => {
    const rendered = render(template, fromValues(values));
    expect(rendered.error).toBe(error ?? '');
    if (varies || open) expect(rendered.opaque.length).toBeGreaterThan(0);
    if (output === undefined) return;
    expect(rendered.text).toBe(output.replaceAll('<no value>', ''));
    expect(rendered.opaque).toEqual([]);
  });
});
