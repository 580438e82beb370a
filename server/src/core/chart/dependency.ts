import type { Uri } from '../text/uri.ts';
import { check, parseConstraint } from '../version/masterminds.ts';
import { parseVersion } from '../version/version.ts';
import { items, textOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { resolve } from '../yaml/walk.ts';
import { field, sanitized, textField } from './goField.ts';

/** One entry of `dependencies` in Chart.yaml, requirements.yaml or a lock file. Missing texts are empty. */
export interface Dependency {
  /** The file it stands in. */
  readonly uri: Uri;
  /** For the places of its fields; a scalar or sequence where it should be a mapping. */
  readonly node: YamlNode;
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  /** Paths with commas between them, not trimmed one by one. */
  readonly condition: string;
  readonly tags: readonly string[];
  readonly alias: string;
  readonly importValues: readonly ImportValues[];
}

/** `child` and `parent` are dotted paths; `.` is the parent's root. A plain text `x` means exports.x to the root. */
export interface ImportValues {
  readonly node: YamlNode;
  readonly child: string;
  readonly parent: string;
}

/** Chart.lock or requirements.lock. */
export interface ChartLock {
  readonly uri: Uri;
  readonly node: YamlNode | undefined;
  readonly digest: string;
  readonly generated: string;
  readonly dependencies: readonly Dependency[];
}

/** The entries of a `dependencies` list; undefined where there is none. */
export function dependenciesOf(uri: Uri, node: YamlNode | undefined): readonly Dependency[] | undefined {
  return resolve(node)?.kind === 'seq' ? items(node).map(({ value }) => dependencyOf(uri, value)) : undefined;
}

/** Reads a lock file; never throws. */
export function parseChartLock(uri: Uri, text: string): ChartLock {
  const node = parseYaml(text).documents[0]?.root;
  return {
    uri,
    node,
    digest: textField(node, 'digest'),
    generated: textField(node, 'generated'),
    dependencies: dependenciesOf(uri, field(node, 'dependencies')?.value) ?? [],
  };
}

function dependencyOf(uri: Uri, node: YamlNode): Dependency {
  return {
    uri,
    node,
    name: sanitized(textField(node, 'name')),
    version: sanitized(textField(node, 'version')),
    repository: sanitized(textField(node, 'repository')),
    condition: sanitized(textField(node, 'condition')),
    tags: items(field(node, 'tags')?.value).map(({ value }) => sanitized(textOf(value) ?? '')),
    alias: textField(node, 'alias'),
    importValues: items(field(node, 'import-values')?.value).flatMap(({ value }) => importOf(value)),
  };
}

function importOf(node: YamlNode): readonly ImportValues[] {
  const name = textOf(node);
  if (name !== undefined) return [{ node, child: `exports.${name}`, parent: '.' }];
  if (resolve(node)?.kind !== 'map') return [];
  return [{ node, child: textField(node, 'child'), parent: textField(node, 'parent') }];
}

/** Helm's IsCompatibleRange: whether a version fits a constraint; false where one of them is none. */
export function isCompatible(constraint: string, version: string): boolean {
  const parsed = parseVersion(version);
  const read = parseConstraint(constraint);
  return parsed !== undefined && read.ok && check(read.constraint, parsed);
}
