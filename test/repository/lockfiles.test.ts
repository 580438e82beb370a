import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const locked = (file: string): Readonly<Record<string, LockedPackage>> => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
  return packages;
};

describe.each(['package-lock.json', 'test/vscode/host/package-lock.json'])('%s', (file) => {
  const packages = Object.entries(locked(file));

  it('holds the packages of every platform, without which `npm ci` refuses', () => {
    const names = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, '')));
    const optional = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
    expect(optional.filter((name) => !names.has(name))).toEqual([]);
    expect(packages.length).toBeGreaterThan(1);
  });

  it('names no registry', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
