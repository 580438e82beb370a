import type { RenderedDocument } from '../chart/documents.ts';
import { isOpen } from '../chart/find.ts';
import type { Hook } from '../chart/hook.ts';
import type { Operation } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { ObjectReference } from '../manifest/references.ts';
import { referencesOf } from '../manifest/references.ts';
import { getPath } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { Db, Query } from '../workspace/query.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { upgradeKeyOf } from './upgradeRelease.ts';

/** An object of a release. */
export interface GraphObject {
  readonly document: RenderedDocument;
  readonly manifest: Manifest;
  readonly kind: string;
  readonly name: string;
  /** Undefined where it is not known, or the kind has none. */
  readonly namespace: string | undefined;
  /** Undefined for what Helm installs with the rest. */
  readonly hook: Hook | undefined;
  /** Whether its kind and hook annotations are known and it is rendered for certain. */
  readonly certain: boolean;
  /** Whether its name is known. */
  readonly named: boolean;
}

/** An object that another one needs. */
export interface Need {
  readonly consumer: GraphObject;
  readonly kind: string;
  readonly name: string;
  readonly optional: boolean;
  /**
   * `permission`: a role or binding of the account that the consumer runs as; then `node` is the account's name.
   * `namespace`: the one that the consumer is made in.
   */
  readonly via: ObjectReference['via'] | 'permission' | 'namespace';
  /** Where the consumer names it, in the consumer's document. */
  readonly node: YamlNode;
  /** The objects of the release that are it; several where a hook copy stands beside a regular one. */
  readonly providers: readonly GraphObject[];
  /** Whether no unknown name could be another provider. */
  readonly certain: boolean;
}

/** Who needs what in a release. */
export interface HookGraph {
  readonly release: Release;
  readonly objects: readonly GraphObject[];
  /** The operation of which the render tells nothing, where templates ask whether it is an install or an upgrade. */
  readonly unseen: Operation | undefined;
  /** The objects of a kind and name, in their order. */
  readonly called: (kind: string, name: string) => readonly GraphObject[];
  readonly needsOf: (object: GraphObject) => readonly Need[];
  /** The needs that an object meets. */
  readonly usesOf: (object: GraphObject) => readonly Need[];
}

/** The graph of a release; undefined where there is no release. */
export const hookGraphQuery: Query<ReleaseKey, HookGraph | undefined> = {
  name: 'hookGraph',
  compute(db, key) {
    const release = releaseOf(db, key);
    return release && graphOf(db, release, unseenIn(db, key, release));
  },
};

export const hookGraphOf = (db: Db, key: ReleaseKey): HookGraph | undefined => db.get(hookGraphQuery, key);

/** The graph of the same release as an upgrade renders it; undefined where that makes no difference. */
export function upgradeGraphOf(db: Db, key: ReleaseKey): HookGraph | undefined {
  const upgrade = upgradeKeyOf(db, key);
  return upgrade && hookGraphOf(db, upgrade);
}

function unseenIn(db: Db, key: ReleaseKey, { options }: Release): HookGraph['unseen'] {
  if (options.isUpgrade) return 'install';
  return upgradeKeyOf(db, key) ? 'upgrade' : undefined;
}

/** Joins a release's objects by the names they use. */
function graphOf(db: Db, release: Release, unseen: HookGraph['unseen']): HookGraph {
  const objects = objectsOf(release);
  const index = indexOf(db, objects);
  const called = new Map<string, GraphObject[]>();
  for (const object of objects) push(called, nameKey(object.kind, object.name), object);
  const needs = new Map<GraphObject, readonly Need[]>();
  const uses = new Map<GraphObject, Need[]>();
  for (const object of objects) {
    const own = needsIn(db, object, index);
    needs.set(object, own);
    for (const need of own)
      for (const provider of need.providers) {
        const known = uses.get(provider);
        if (known) known.push(need);
        else uses.set(provider, [need]);
      }
  }
  return {
    release,
    objects,
    unseen,
    called: (kind, name) => called.get(nameKey(kind, name)) ?? [],
    needsOf: (o) => needs.get(o) ?? [],
    usesOf: (o) => uses.get(o) ?? [],
  };
}

function objectsOf(release: Release): GraphObject[] {
  const regular = release.manifests.map((document) => ({ document, hook: undefined }));
  const hooks = release.hooks.map((hook) => ({ document: hook.document, hook }));
  return [...regular, ...hooks].flatMap(({ document, hook }) =>
    document.manifests.map((manifest) => objectOf(release, document, manifest, hook)),
  );
}

function objectOf(
  release: Release,
  document: RenderedDocument,
  manifest: Manifest,
  hook: Hook | undefined,
): GraphObject {
  const { kind } = manifest.gvk;
  const at = (...path: string[]): YamlNode | undefined => getPath(manifest.node, path);
  const written = hook ? [hook.annotations.hook, hook.annotations.weight, hook.annotations.deletePolicy] : [];
  const known = written.flatMap((entry) => (entry ? [entry.value] : []));
  const isKnown = [at('kind'), ...known].every((node) => !isOpen(document, node));
  const isGlobal = kind.startsWith('Cluster') || isOpen(document, at('metadata', 'namespace'));
  return {
    document,
    manifest,
    kind,
    name: manifest.name,
    namespace: isGlobal ? undefined : (manifest.namespace ?? release.options.namespace),
    hook,
    certain: isKnown && !document.maybe,
    named: manifest.name !== '' && !isOpen(document, at('metadata', 'name')),
  };
}

/** Objects by kind and name, those of unknown name by kind, and for each account the bindings that name it. */
interface Index {
  readonly byName: ReadonlyMap<string, readonly GraphObject[]>;
  readonly unnamed: ReadonlyMap<string, readonly GraphObject[]>;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
}

interface Binding {
  readonly object: GraphObject;
  readonly role: ObjectReference | undefined;
  readonly subject: ObjectReference;
}

function indexOf(db: Db, objects: readonly GraphObject[]): Index {
  const byName = new Map<string, GraphObject[]>();
  const unnamed = new Map<string, GraphObject[]>();
  const bindings = new Map<string, Binding[]>();
  for (const object of objects) {
    if (object.named) push(byName, nameKey(object.kind, object.name), object);
    else push(unnamed, object.kind, object);
    if (!object.kind.endsWith('RoleBinding')) continue;
    const references = knownReferences(db, object);
    const role = references.find(({ via }) => via === 'role');
    for (const subject of references) {
      if (subject.via === 'subject') push(bindings, subject.name, { object, role, subject });
    }
  }
  return { byName, unnamed, bindings };
}

const nameKey = (kind: string, name: string): string => `${kind} ${name}`;

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function knownReferences(db: Db, { manifest, document }: GraphObject): readonly ObjectReference[] {
  const references = db.once(referencesOf, manifest);
  return document.opaque.length === 0 ? references : references.filter(({ node }) => !isOpen(document, node));
}

function needsIn(db: Db, consumer: GraphObject, index: Index): readonly Need[] {
  return knownReferences(db, consumer)
    .filter(({ via }) => via !== 'subject' && via !== 'owner')
    .flatMap((reference) => {
      const need = needOf(consumer, index, reference, reference.via);
      return reference.via === 'serviceAccount' ? [need, ...permissionNeeds(consumer, index, need)] : [need];
    });
}

function needOf(
  consumer: GraphObject,
  { byName, unnamed }: Index,
  { kind, name, namespace, optional, node }: Omit<ObjectReference, 'via'>,
  via: Need['via'],
): Need {
  const wanted = namespace ?? consumer.namespace;
  const isNear = (o: GraphObject): boolean =>
    o.namespace === undefined || wanted === undefined || o.namespace === wanted;
  const fitting = (byName.get(nameKey(kind, name)) ?? []).filter(isNear);
  const providers = fitting.filter((object) => object.certain);
  const isSure = consumer.certain && providers.length === fitting.length && !(unnamed.get(kind) ?? []).some(isNear);
  return { consumer, kind, name, optional, via, node, providers, certain: isSure };
}

/** The bindings of the account that a pod runs as, and the roles they grant: without them it may do nothing. */
function permissionNeeds(consumer: GraphObject, index: Index, account: Need): readonly Need[] {
  const bindings = (index.bindings.get(account.name) ?? []).filter(
    ({ object, subject }) => (subject.namespace ?? object.namespace ?? consumer.namespace) === consumer.namespace,
  );
  return bindings.flatMap(({ object, role }) => {
    const { kind, name, namespace } = object;
    const binding = { kind, name, namespace, optional: false, node: account.node };
    const own = needOf(consumer, index, binding, 'permission');
    if (!role) return [own];
    const granted = needOf(consumer, index, { ...role, namespace: undefined, node: account.node }, 'permission');
    return granted.providers.length > 0 ? [own, granted] : [own];
  });
}
