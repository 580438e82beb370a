import { describe, expect, it } from 'vitest';
import type { Import } from './importsOf.ts';
import { importsOf, sourcesBelow } from './importsOf.ts';
import type { Room } from './rooms.ts';
import { ROOMS } from './rooms.ts';

const FILES = [...sourcesBelow('server/src'), ...sourcesBelow('client/src'), ...sourcesBelow('client/webview')];
const IMPORTS = FILES.flatMap(importsOf);

/** A file's path below core/, server/src/ or the top, whichever is nearest. */
const shortPath = (file: string): string => file.replace(/^server\/src\/(core\/)?/, '');

/** The row of the table for a file: its own, else that of its room. */
function rowOf(file: string): string {
  const path = shortPath(file).replace(/^client\/webview\//, 'webview/');
  return path in ROOMS ? path : (path.split('/')[0] ?? path);
}

const roomOf = (file: string): string => shortPath(file).split('/')[0] ?? '';

function isAllowed(found: Import, { rooms, packages = [] }: Room): boolean {
  const { file, specifier, target } = found;
  if (target === undefined) return packages.some((name) => isOfPackage(specifier, name));
  if (isRule(target)) return rowOf(file) === 'rules/index.ts';
  return (
    roomOf(target) === roomOf(file) ||
    rooms.includes(rowOf(target)) ||
    rooms.includes(shortPath(target)) ||
    rooms.includes(roomOf(target))
  );
}

const isOfPackage = (specifier: string, name: string): boolean =>
  specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`);

/** rules/<area>/<problem>.ts */
const isRule = (file: string): boolean => /^rules\/[^/]+\//.test(shortPath(file));

const told = ({ file, specifier }: Import): string => `${file} imports ${specifier}`;

describe('the import table', () => {
  it('has a row for every room', () => {
    const rows = [...new Set(FILES.map(rowOf))];
    expect(rows.filter((row) => !(row in ROOMS))).toEqual([]);
  });

  it(`holds for all ${IMPORTS.length} imports of ${FILES.length} files`, () => {
    expect(IMPORTS.length).toBeGreaterThan(100);
    const forbidden = IMPORTS.filter((found) => !isAllowed(found, ROOMS[rowOf(found.file)] ?? { rooms: [] }));
    expect(forbidden.map(told)).toEqual([]);
  });

  it('sees every form of import', () => {
    const seen = importsOf('test/repository/forms.txt').map((found) => found.specifier);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('refuses what it must refuse', () => {
    const from = (file: string, specifier: string, target?: string): boolean =>
      isAllowed({ file, specifier, target }, ROOMS[rowOf(file)] ?? { rooms: [] });
    const core = 'server/src/core';
    expect(from(`${core}/text/uri.ts`, '../yaml/nodes.ts', `${core}/yaml/nodes.ts`)).toBe(false);
    expect(from(`${core}/text/uri.ts`, 'node:path')).toBe(false);
    expect(from(`${core}/rules/a/x.ts`, './y.ts', `${core}/rules/a/y.ts`)).toBe(false);
    expect(from(`${core}/features/a.ts`, '../rules/a/y.ts', `${core}/rules/a/y.ts`)).toBe(false);
    expect(from(`${core}/features/a.ts`, '../rules/index.ts', `${core}/rules/index.ts`)).toBe(false);
    expect(from('client/src/a.ts', '../../server/src/core/engine.ts', `${core}/engine.ts`)).toBe(false);
    expect(from(`${core}/features/a.ts`, '../rules/rule.ts', `${core}/rules/rule.ts`)).toBe(true);
  });
});
