import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isUpdate } from '../../support/top.ts';
import { sourceOf, writeGolden } from './golden.ts';
import { loadTokenizer } from './tokenizer.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const tokenize = await loadTokenizer();

describe('scopes of the Helm grammar', () => {
  it.each(readdirSync(FOLDER))('%s', (name) => {
    const path = join(FOLDER, name);
    const golden = readFileSync(path, 'utf8');
    const written = writeGolden(tokenize, sourceOf(golden));
    if (isUpdate) writeFileSync(path, written);
    expect(written).toBe(isUpdate ? written : golden);
  });
});
