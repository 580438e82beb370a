import { addTo } from '../base/groups.ts';
import { isOpen } from '../chart/find.ts';
import type { ObjectReference } from '../manifest/references.ts';
import { referencesOf } from '../manifest/references.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { Db } from '../workspace/query.ts';
import type { GraphObject } from './graphObject.ts';

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

/** Objects by kind and name, those of unknown name by kind, and for each account the bindings that name it. */
export interface Index {
  readonly byName: ReadonlyMap<string, readonly GraphObject[]>;
  readonly unnamed: ReadonlyMap<string, readonly GraphObject[]>;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
}

interface Binding {
  readonly object: GraphObject;
  readonly role: ObjectReference | undefined;
  readonly subject: ObjectReference;
}

/** What {@link needsIn} looks up of all objects of a release. */
export function indexOf(db: Db, objects: readonly GraphObject[]): Index {
  const byName = new Map<string, GraphObject[]>();
  const unnamed = new Map<string, GraphObject[]>();
  const bindings = new Map<string, Binding[]>();
  for (const object of objects) {
    if (object.named) addTo(byName, nameKey(object.kind, object.name), object);
    else addTo(unnamed, object.kind, object);
    if (!object.kind.endsWith('RoleBinding')) continue;
    const references = knownReferences(db, object);
    const role = references.find(({ via }) => via === 'role');
    for (const subject of references) {
      if (subject.via === 'subject') addTo(bindings, subject.name, { object, role, subject });
    }
  }
  return { byName, unnamed, bindings };
}

/** What objects of one kind and name have in common. */
export const nameKey = (kind: string, name: string): string => `${kind} ${name}`;

function knownReferences(db: Db, { manifest, document }: GraphObject): readonly ObjectReference[] {
  const references = db.once(referencesOf, manifest);
  return document.opaque.length === 0 ? references : references.filter(({ node }) => !isOpen(document, node));
}

/** What an object names, and for a pod the rights of its account. */
export function needsIn(db: Db, consumer: GraphObject, index: Index): readonly Need[] {
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
