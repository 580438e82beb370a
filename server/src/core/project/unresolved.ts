import { nearest } from '../base/nearest.ts';
import { findObject } from '../chart/find.ts';
import type { Release } from '../chart/release.ts';
import type { Gvk } from '../manifest/manifest.ts';
import { containersOf, podSpecOf, runsOnce } from '../manifest/podSpec.ts';
import { get, items, stringOf } from '../yaml/lookup.ts';
import type { Db } from '../workspace/query.ts';
import { releaseKeysOf } from './generated.ts';
import { hasPods } from './graphObject.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';
import { hookGraphOf } from './hookGraph.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf } from './releaseKey.ts';

/** What a hook's pod names, and no template makes. */
export interface Unresolved {
  readonly need: Need;
  /** The object that its author may have meant. */
  readonly meant: GraphObject;
}

const KINDS = ['ServiceAccount', 'ConfigMap', 'Secret'];

/** The names in hooks that begin with the release's and that nothing in the chart makes, while something nearly so called is made. */
export function unresolvedIn(db: Db, key: ReleaseKey): readonly Unresolved[] {
  const graph = hookGraphOf(db, key);
  if (!graph) return [];
  const needs = graph.objects
    .filter((object) => object.hook && hasPods(object))
    .flatMap((object) => graph.needsOf(object));
  return needs.flatMap((need): Unresolved[] => {
    const meant = isCandidate(graph, need) ? meantBy(graph, need) : undefined;
    return meant && isNowhere(db, key, need) ? [{ need, meant }] : [];
  });
}

function isCandidate(graph: HookGraph, need: Need): boolean {
  const { release } = graph;
  if (need.optional || !need.certain || need.via === 'permission' || need.providers.length > 0) return false;
  if (!KINDS.includes(need.kind) || !need.name.startsWith(release.options.name)) return false;
  if (findObject(release, need.kind, need.name).answer !== 'absent') return false;
  return need.kind === 'ServiceAccount' || !mayBeMade(graph, need);
}

/** Whether something that runs, or a controller of a custom resource, may make a Secret or ConfigMap of this name. */
const mayBeMade = ({ objects }: HookGraph, { consumer, name }: Need): boolean =>
  objects.some(
    (object) => (object !== consumer && runsOnce(object.manifest)) || makes(object) || isCustom(object, name),
  );

const MAKING = /\b(?:kubectl|create|apply|certgen|kube-webhook-certgen|openssl|patch)\b/;

const makes = ({ manifest }: GraphObject): boolean =>
  containersOf(podSpecOf(manifest)).some((container) =>
    ['command', 'args', 'image'].some((field) => {
      const node = get(container, field);
      return [node, ...items(node).map(({ value }) => value)].some((word) => MAKING.test(stringOf(word) ?? ''));
    }),
  );

/** A custom resource that names it, or whose name it begins with. */
const isCustom = ({ manifest, document }: GraphObject, name: string): boolean =>
  !isBuiltIn(manifest.gvk) && (name.startsWith(manifest.name) || document.text.includes(name));

/** Whether Kubernetes itself knows a group: those without a dot, and its own domain. */
const isBuiltIn = ({ group }: Gvk): boolean => !group.includes('.') || group.endsWith('.k8s.io');

/** An object of the kind with nearly the same name, or with one more or less word in it; of what has content, one that nothing uses. */
function meantBy(graph: HookGraph, { kind, name, consumer }: Need): GraphObject | undefined {
  const own = consumer.document.render.template.chart;
  const others = graph.objects.filter(
    (object) =>
      object.kind === kind &&
      object.certain &&
      object.named &&
      object.document.render.template.chart === own &&
      (kind === 'ServiceAccount' || graph.usesOf(object).length === 0),
  );
  const rest = (text: string): string => text.slice(graph.release.options.name.length);
  const near = nearest(
    rest(name),
    others.map((object) => rest(object.name)),
  );
  return (
    others.find((object) => rest(object.name) === near) ??
    others.find((object) => object.name.startsWith(`${name}-`) || name.startsWith(`${object.name}-`))
  );
}

/** Whether no scenario of the chart has the object. */
function isNowhere(db: Db, key: ReleaseKey, { kind, name }: Need): boolean {
  for (const other of releaseKeysOf(db, chartOf(key))) {
    const release: Release | undefined = releaseOf(db, other);
    if (release && findObject(release, kind, name).answer !== 'absent') return false;
  }
  return true;
}
