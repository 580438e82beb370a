import { findObject } from '../chart/find.ts';
import type { Db } from '../workspace/query.ts';
import { releaseKeysOf } from './generated.ts';
import { scenarioData } from './given.ts';
import { hasPods } from './graphObject.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';
import { hookGraphOf } from './hookGraph.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf } from './releaseKey.ts';

/** An account that a pod runs as under some values, and that the chart makes under others only. */
export interface LostAccount {
  readonly need: Need;
  /** What makes it elsewhere. */
  readonly provider: GraphObject;
  readonly at: ReleaseKey;
}

/** The accounts of a release's own making that it lacks, while other values, which are not about accounts, have them. */
export function lostAccounts(db: Db, key: ReleaseKey): readonly LostAccount[] {
  const graph = hookGraphOf(db, key);
  const needs = graph?.objects.filter(hasPods).flatMap((object) => graph.needsOf(object)) ?? [];
  return needs.flatMap((need) => (graph && isLost(graph, need) ? madeElsewhere(db, key, need) : []));
}

/** A dependency that is not here may make objects, but not one that the chart itself makes under other values. */
function isLost({ release }: HookGraph, { via, name, certain, providers }: Need): boolean {
  if (via !== 'serviceAccount' || !certain || providers.length > 0) return false;
  if (!name.startsWith(release.options.name) || name === release.options.name) return false;
  const isDependency = release.missing.some(({ use }) => name.includes(use.name));
  return !isDependency && findObject({ ...release, missing: [] }, 'ServiceAccount', name).answer === 'absent';
}

function madeElsewhere(db: Db, key: ReleaseKey, need: Need): readonly LostAccount[] {
  for (const at of releaseKeysOf(db, chartOf(key))) {
    const provider = isComparable(key, at) ? providerIn(hookGraphOf(db, at), need) : undefined;
    if (provider && (provider.hook || need.consumer.hook)) return [{ need, provider, at }];
  }
  return [];
}

/** The account there, of the same chart and for the same pod. */
function providerIn(graph: HookGraph | undefined, { name, consumer }: Need): GraphObject | undefined {
  const { template } = consumer.document.render;
  const same = graph?.objects.find(
    ({ kind, name: other, document }) =>
      kind === consumer.kind && other === consumer.name && document.render.template.name === template.name,
  );
  const found = same && graph?.needsOf(same).find((need) => need.via === 'serviceAccount' && need.name === name);
  return found?.providers.find(({ document }) => document.render.template.chart.fullPath === template.chart.fullPath);
}

/** Whether two scenarios differ in values that don't say who makes accounts. */
function isComparable(key: ReleaseKey, other: ReleaseKey): boolean {
  const [own, its] = [scenarioData(key), scenarioData(other)];
  if (own.files.length > 0 || its.files.length > 0 || own.upgrade !== its.upgrade) return false;
  const texts = (data: typeof own): readonly string[] => data.set.map((change) => JSON.stringify(change));
  const [mine, theirs] = [texts(own), texts(its)];
  const changed = [...own.set, ...its.set].filter((change) => {
    const text = JSON.stringify(change);
    return !(mine.includes(text) && theirs.includes(text));
  });
  return changed.every(([path]) => !path.some((name) => OWNERSHIP.test(name)));
}

/** Words of values with which users say that they bring an account, or a policy that needs it, of their own. */
const OWNERSHIP =
  /account|rbac|role|create|existing|external|security|identity|irsa|iam|oidc|auth|user|psp|permission|install|name|override/i;
