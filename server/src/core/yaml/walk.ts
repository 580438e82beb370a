import type { YamlEntry, YamlNode } from './nodes.ts';
import { isMergeKey } from './scalar.ts';

/** Enough for any real document; an alias bomb ends here. */
const MAX_STEPS = 1_000_000;
const MAX_DEPTH = 200;

/** The node itself, or what an alias stands for. Undefined when its anchor does not exist. */
export function resolve(node: YamlNode | undefined): Exclude<YamlNode, { kind: 'alias' }> | undefined {
  let found = node;
  for (let i = 0; i < MAX_DEPTH; i++) {
    if (found?.kind !== 'alias') return found;
    found = found.target;
  }
  return undefined;
}

/** What a visitor answers: `skip` leaves the node's children out, `stop` ends the walk. */
export type VisitAnswer = 'skip' | 'stop' | undefined;

/** Names and indexes from the walk's start to a node. */
export type YamlPath = readonly (string | number)[];

/**
 * Calls `visitor` for a node and all values below it, in source order; keys are not visited.
 * An alias is followed: the visitor gets the alias, then its target's children below the alias's path.
 * False when the step bound, which counts every visit, ended the walk.
 */
export function visit(
  root: YamlNode | undefined,
  visitor: (node: YamlNode, path: YamlPath) => VisitAnswer,
  maxSteps = MAX_STEPS,
): boolean {
  const budget = { left: maxSteps, stopped: false };
  if (root) visitNode(root, [], visitor, budget);
  return budget.left >= 0;
}

interface Budget {
  left: number;
  stopped: boolean;
}

function visitNode(
  node: YamlNode,
  path: (string | number)[],
  visitor: (node: YamlNode, path: YamlPath) => VisitAnswer,
  budget: Budget,
): void {
  if (--budget.left < 0 || path.length > MAX_DEPTH) {
    budget.left = -1;
    budget.stopped = true;
    return;
  }
  const answer = visitor(node, path);
  if (answer === 'stop') budget.stopped = true;
  if (answer !== undefined) return;
  for (const [step, child] of children(node)) {
    visitNode(child, [...path, step], visitor, budget);
    if (budget.stopped) return;
  }
}

function children(node: YamlNode): readonly (readonly [string | number, YamlNode])[] {
  const real = resolve(node);
  if (real?.kind === 'map') return real.entries.map((entry) => [entry.name, entry.value] as const);
  if (real?.kind === 'seq') return real.items.map((item, i) => [i, item.value] as const);
  return [];
}

/** Plain data as Helm and kustomize would see it. Numbers are doubles and may be infinite or NaN. */
export type YamlJson = string | number | boolean | null | readonly YamlJson[] | { readonly [name: string]: YamlJson };

/**
 * A node as plain data: aliases expanded, merge keys worked out, the last of equal keys kept.
 * Undefined when an anchor is missing or the step bound, which counts every expanded node, is passed.
 */
export function toJson(node: YamlNode | undefined, maxSteps = MAX_STEPS): YamlJson | undefined {
  return json(node, { left: maxSteps, stopped: false }, 0);
}

function json(node: YamlNode | undefined, budget: Budget, depth: number): YamlJson | undefined {
  const real = resolve(node);
  if (!real || --budget.left < 0 || depth > MAX_DEPTH) return undefined;
  if (real.kind === 'scalar') return real.value;
  if (real.kind === 'seq') {
    const out: YamlJson[] = [];
    for (const { value } of real.items) {
      const item = json(value, budget, depth + 1);
      if (item === undefined) return undefined;
      out.push(item);
    }
    return out;
  }
  const out = new Map<string, YamlJson>();
  for (const entry of effectiveEntries(real, budget).values()) {
    const value = json(entry.value, budget, depth + 1);
    if (value === undefined) return undefined;
    out.set(entry.name, value);
  }
  return Object.fromEntries(out);
}

/**
 * The entries that count, by name: of equal names the last, and a merge stands where it is written, so that it
 * overrides the keys above it (go.yaml.in/yaml/v2 merges while it reads) and of a merged list the earlier maps win.
 * Maps that merge each other lead to one by ever so many ways: when the budget, which counts every entry on them, is
 * negative afterwards, entries are missing. Callers that ask for many maps share one.
 */
export function effectiveEntries(
  node: YamlNode | undefined,
  budget: { left: number } = { left: MAX_STEPS },
): ReadonlyMap<string, YamlEntry> {
  const out = new Map<string, YamlEntry>();
  collect(node, out, budget, 0);
  return out;
}

function collect(
  node: YamlNode | undefined,
  out: Map<string, YamlEntry>,
  budget: { left: number },
  depth: number,
): void {
  const map = resolve(node);
  if (map?.kind !== 'map' || depth > MAX_DEPTH) return;
  for (const entry of map.entries) {
    if (--budget.left < 0) return;
    if (!isMergeKey(entry.key)) {
      out.set(entry.name, entry);
      continue;
    }
    for (const merged of mergedMaps(entry.value)) collect(merged, out, budget, depth + 1);
  }
}

function mergedMaps(value: YamlNode): readonly YamlNode[] {
  return value.kind === 'seq' ? value.items.map((item) => item.value).reverse() : [value];
}
