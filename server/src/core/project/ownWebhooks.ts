import { isOpen } from '../chart/find.ts';
import { definedKind, kindKey } from '../manifest/crd.ts';
import type { Gvk } from '../manifest/manifest.ts';
import { get, getPath, items, stringOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import { isCustomResource } from './customResource.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';

/** A custom resource and a webhook of the same release that must answer before it is created. */
export interface WebhookRace {
  readonly object: GraphObject;
  readonly webhook: Webhook;
}

/** A webhook of a configuration, which stops a request that it does not answer. */
export interface Webhook {
  readonly configuration: GraphObject;
  readonly name: string;
  /** The Service that answers, a part of the release. */
  readonly service: GraphObject;
  readonly node: YamlNode;
}

/** Webhooks of one release that are asked whether they concern an object. */
const MOST_WEBHOOKS = 500;

/** The races of a release, at most one for each object. Hooks are left out: they wait for something already. */
export function webhookRaces(graph: HookGraph): readonly WebhookRace[] {
  const admitting = webhookFor(graph);
  return graph.objects.flatMap((object): WebhookRace[] => {
    if (object.hook || !object.certain || !isCustomResource(object)) return [];
    const webhook = admitting(object);
    return webhook ? [{ object, webhook }] : [];
  });
}

/** Finds the webhook of the same release that must admit an object, hook or not; each type of object is looked at once. */
export function webhookFor(graph: HookGraph): (object: GraphObject) => Webhook | undefined {
  const webhooks = graph.objects.flatMap((object) => webhooksOf(graph, object)).slice(0, MOST_WEBHOOKS);
  const definitions = webhooks.length === 0 ? new Map<string, GraphObject>() : definitionsIn(graph);
  const byType = new Map<string, Webhook | undefined>();
  return (object) => {
    const { group, version, kind } = object.manifest.gvk;
    const type = `${group}/${version} ${kind}`;
    if (byType.has(type)) return byType.get(type);
    const plurals = pluralsOf(definitions, object.manifest.gvk);
    const webhook = webhooks.find(({ node }) => asksAbout(node, object, plurals));
    byType.set(type, webhook);
    return webhook;
  };
}

/** The webhooks of a configuration that stop a request when they don't answer, and are served by the release. */
function webhooksOf(graph: HookGraph, configuration: GraphObject): Webhook[] {
  const { manifest, document, hook, certain } = configuration;
  if (hook || !certain || !manifest.gvk.kind.endsWith('WebhookConfiguration')) return [];
  const needs = graph.needsOf(configuration);
  return items(get(manifest.node, 'webhooks')).flatMap(({ value: node }): Webhook[] => {
    const written = getPath(node, ['clientConfig', 'service', 'name']);
    const service = needs.find((need) => need.node === written)?.providers.find((object) => !object.hook);
    const isKnown = !isOpen(document, get(node, 'rules')) && !isOpen(document, get(node, 'failurePolicy'));
    if (!service || !isKnown || !isFailing(node, manifest.gvk) || isSelective(node)) return [];
    return [{ configuration, service, node, name: stringOf(get(node, 'name')) ?? '' }];
  });
}

/** In v1 a webhook that says nothing fails the request; in v1beta1 it was ignored. */
const isFailing = (node: YamlNode, { version }: Gvk): boolean =>
  (stringOf(get(node, 'failurePolicy')) ?? (version === 'v1' ? 'Fail' : 'Ignore')) === 'Fail';

/** Whether labels of the object, or conditions, may leave it out; labels of a namespace, where it must have them. */
function isSelective(node: YamlNode): boolean {
  const isFilled = (...path: string[]): boolean => {
    const found = resolve(getPath(node, path));
    return found?.kind === 'map' ? found.entries.length > 0 : items(found).length > 0;
  };
  return isFilled('objectSelector') || isFilled('matchConditions') || isFilled('namespaceSelector', 'matchLabels');
}

/** Resources of which a dash was forgotten stand in one text: the author means each. */
function asksAbout(node: YamlNode, { manifest }: GraphObject, plurals: ReadonlySet<string>): boolean {
  const { group, version } = manifest.gvk;
  return items(get(node, 'rules')).some(({ value }) => {
    const says = (field: string, fits: (word: string) => boolean): boolean =>
      items(get(value, field)).some((item) => fits(stringOf(item.value) ?? ''));
    return (
      says('apiGroups', (word) => word === '*' || word === group) &&
      says('apiVersions', (word) => word === '*' || word === version) &&
      says('operations', (word) => word === '*' || word === 'CREATE') &&
      says('resources', (word) => word.split(/\s+/).some((name) => name === '*' || name === '*/*' || plurals.has(name)))
    );
  });
}

/** The CRDs that a release renders, by what they define; of equal ones the first. */
function definitionsIn({ objects }: HookGraph): ReadonlyMap<string, GraphObject> {
  const definitions = new Map<string, GraphObject>();
  for (const object of objects) {
    const defined = definedKind(object.manifest);
    const key = defined && kindKey(defined);
    if (key !== undefined && !definitions.has(key)) definitions.set(key, object);
  }
  return definitions;
}

/** The resource names of a kind: as its CRD says, where the release renders that, else as they are usually made. */
function pluralsOf(definitions: ReadonlyMap<string, GraphObject>, gvk: Gvk): ReadonlySet<string> {
  const crd = definitions.get(kindKey(gvk));
  const written = crd && stringOf(getPath(crd.manifest.node, ['spec', 'names', 'plural']));
  const word = gvk.kind.toLowerCase();
  return new Set(written === undefined ? [`${word}s`, `${word}es`, word.replace(/y$/, 'ies')] : [written]);
}
