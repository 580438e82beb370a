import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../server/src/cli/version.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { generatedPapers, paper } from '../support/papers.ts';
import { isUpdate, TOP } from '../support/top.ts';

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
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
  const declared = Object.keys(MANIFEST.contributes.configuration.properties);

  it('stand in the README, and none besides', () => {
    const text = paper('README.md') ?? '';
    expect(declared.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
    const named = [...text.matchAll(/`(chartwright\.[A-Za-z.]+)`/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(paper('package.json') ?? '').includes(`"${name}"`))).toEqual([]);
  });
});
