import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import type { Fixture } from './fixture.ts';
import { parseFixture, printFixture } from './fixture.ts';
import { observe } from './runFixture.ts';
import { isUpdate, TOP } from './top.ts';

/** Every txtar file below a folder of the repository, by its path below that folder. */
export function fixturesBelow(folder: string): ReadonlyMap<string, Fixture> {
  const top = join(TOP, folder);
  const names = existsSync(top) ? readdirSync(top, { recursive: true, encoding: 'utf8' }) : [];
  const paths = names.filter((name) => name.endsWith('.txtar')).sort();
  return new Map(paths.map((path) => [relative('.', path), parseFixture(readFileSync(join(top, path), 'utf8'))]));
}

/** Fails unless the engine says of a fixture what its labels and goldens say; with `--update`, makes them say so. */
export async function expectFixture(path: string, fixture: Fixture, enabled: readonly string[]): Promise<void> {
  const observed = printFixture(await observe(fixture, enabled));
  if (isUpdate) writeFileSync(join(TOP, path), observed);
  else expect(observed, 'left: the fixture, right: what the engine says').toBe(printFixture(fixture));
}
