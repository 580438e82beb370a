import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../server/src/cli/version.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { DEFAULT_CLIENT_SETTINGS } from '../../server/src/protocol/settings.ts';
import { generatedPapers, paper } from '../support/papers.ts';
import { isUpdate, TOP } from '../support/top.ts';

interface Manifest {
  readonly version: string;
  readonly contributes?: {
    readonly configuration?: { readonly properties?: Readonly<Record<string, { readonly default?: unknown }>> };
  };
}

const MANIFEST = JSON.parse(paper('package.json') ?? '{}') as Manifest;

function write(path: string, text: string | undefined): void {
  const full = join(TOP, path);
  if (text === undefined) return rmSync(full);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

describe('papers made from the rules (npm run docs writes them)', () => {
  it.each([...generatedPapers(RULES)])('%s', (path, text) => {
    if (isUpdate) write(path, text);
    expect(paper(path)).toBe(text);
  });
});

describe('the version', () => {
  it('is the same in the command and in package.json', () => {
    expect(VERSION).toBe(MANIFEST.version);
  });

  it('has its place in the changelog', () => {
    expect(paper('CHANGELOG.md')).toContain(`\n## ${MANIFEST.version}\n`);
  });
});

describe('settings', () => {
  const declared = Object.entries(MANIFEST.contributes?.configuration?.properties ?? {});

  it('have the defaults that the server has', () => {
    const values = new Map(declared.map(([name, { default: value }]) => [name, value]));
    for (const [name, value] of leaves('chartwright', DEFAULT_CLIENT_SETTINGS)) {
      expect({ name, value: values.get(name) }).toEqual({ name, value });
    }
  });

  it('stand in the README, and none besides', () => {
    const named = [...(paper('README.md') ?? '').matchAll(/`(chartwright\.[A-Za-z.]+)`/g)].map((m) => m[1] ?? '');
    const commands = new Set(named.filter((name) => !declared.some(([known]) => known === name)));
    expect(declared.map(([name]) => name).filter((name) => !named.includes(name))).toEqual([]);
    expect([...commands].filter((name) => !(paper('package.json') ?? '').includes(`"${name}"`))).toEqual([]);
  });
});

/** Settings by their dotted names; an empty object is a value. */
function leaves(prefix: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${prefix}.${key}`, inner));
}
