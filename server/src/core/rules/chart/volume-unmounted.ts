import type { RenderedDocument } from '../../chart/documents.ts';
import { isOpen } from '../../chart/find.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { containersOf, podSpecOf } from '../../manifest/podSpec.ts';
import { scenarioData } from '../../project/given.ts';
import { nameOf } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { mountsWritten, writtenValue } from '../../project/writtenMounts.ts';
import { get, getPath, items, textOf } from '../../yaml/lookup.ts';
import type { YamlEntry, YamlNode } from '../../yaml/nodes.ts';
import type { Span } from '../../text/range.ts';
import { dirname, joinUri } from '../../text/uri.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly volume: string;
  /** Whether the pod does not start before the volume is there. */
  readonly waits: boolean;
}

const example = (mounts: string): string =>
  chartExample({
    'templates/a.yaml':
      `${objectHead('batch/v1', 'Job', 'a')}spec:\n  template:\n    spec:\n      containers:\n        - name: a\n` +
      `          volumeMounts:\n            - name: tmp\n              mountPath: /tmp\n${mounts}` +
      '      volumes:\n        - name: tmp\n          emptyDir: {}\n        - name: settings\n          configMap:\n            name: b\n',
  });

/** A kubelet prepares every volume of a pod, mounted or not. */
export const volumeUnmounted = defineRule<'release', Data>({
  meta: {
    id: 'chart/volume-unmounted',
    title: 'A volume of a pod is mounted by no container',
    severity: 'hint',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A pod declares a volume, and none of its containers mounts it.',
      why: 'No container sees it, though the pod waits for a Secret, ConfigMap or claim that it names. Often a mount was forgotten beside others of its kind.',
      fix: 'Mount the volume in a container, or remove it.',
      silent: [
        'pods of which whole lines, or the name of a mount, can not be known here',
        'pods in which nothing is mounted at all, which are not finished',
        'other values than the defaults and those of `ci/`: a switch may declare a volume for a container that another one adds',
        'volumes of a name that a template of the chart mounts under other values, or that values.yaml mounts, be it in a comment',
        'volumes that a values file of `ci/` writes: it tries a setting',
        'pods that a tool adds containers to: annotations of Istio, Vault or Linkerd',
      ],
      bad: example(''),
      good: example('            - name: settings\n              mountPath: /etc/settings\n'),
    },
  },

  *check(db, key) {
    const { set, files } = scenarioData(key);
    // A single switch may declare a volume for a container that another one adds.
    if (set.length > 0) return;
    const tried = files.flatMap((file) => joinUri(dirname(chartOf(key)), file) ?? []);
    // A helper's volume is one mistake, however many pods have it.
    const said: Span[] = [];
    const graph = hookGraphOf(db, key);
    const found = graph?.objects.flatMap((object) => unmountedOf(db, object)) ?? [];
    const mounted = graph && found.length > 0 ? mountsWritten(db, graph.release) : new Set();
    for (const { object, volume, name } of found) {
      const volumeName = textOf(name.value) ?? '';
      if (mounted.has(volumeName)) continue;
      const written = writtenValue(db, key, object, name);
      if (!written || mounted.has(written.text) || tried.includes(written.span.uri)) continue;
      if (said.some((own) => sameSpan(own, written.span))) continue;
      said.push(written.span);
      yield { span: written.span, data: { object: nameOf(object), volume: volumeName, waits: isWaitedFor(volume) } };
    }
  },

  message: ({ object, volume, waits }) =>
    `${object} declares the volume \`${volume}\`, which no container mounts: ${waits ? 'the pod waits for it, and nothing sees it' : 'nothing sees it'}.`,
});

interface Unmounted {
  readonly object: GraphObject;
  readonly volume: YamlNode;
  readonly name: YamlEntry;
}

function unmountedOf(db: Db, object: GraphObject): readonly Unmounted[] {
  const volumes = object.certain ? db.once(unmountedIn, object.document).get(object.manifest) : undefined;
  return (volumes ?? []).flatMap((volume) => {
    const name = volume.kind === 'map' ? volume.entries.find((entry) => entry.name === 'name') : undefined;
    return name ? [{ object, volume, name }] : [];
  });
}

const unmountedIn = (document: RenderedDocument): ReadonlyMap<Manifest, readonly YamlNode[]> =>
  new Map(document.manifests.map((manifest) => [manifest, unmounted(manifest, document)]));

/** The volumes that no container mounts; none where that can't be known, or where nothing is mounted at all yet. */
function unmounted(manifest: Manifest, document: RenderedDocument): readonly YamlNode[] {
  const podSpec = podSpecOf(manifest);
  const containers = containersOf(podSpec);
  if (!podSpec || containers.length === 0 || hasHole(document, podSpec) || isInjected(manifest.node)) return [];
  const all = [...containers, ...items(get(podSpec, 'ephemeralContainers')).map(({ value }) => value)];
  const mounts = all.flatMap((container) =>
    ['volumeMounts', 'volumeDevices'].flatMap((field) =>
      items(get(container, field)).map(({ value }) => get(value, 'name')),
    ),
  );
  if (mounts.length === 0 || mounts.some((name) => isOpen(document, name))) return [];
  const mounted = new Set(mounts.map(textOf));
  return items(get(podSpec, 'volumes'))
    .map(({ value }) => value)
    .filter((volume) => !isOpen(document, get(volume, 'name')) && !mounted.has(textOf(get(volume, 'name'))));
}

/** Whether whole lines of a node are not known, which may hold containers, mounts or volumes. */
function hasHole({ opaque, range: own }: RenderedDocument, { range }: YamlNode): boolean {
  return opaque.some(
    ({ range: span, openColumn }) =>
      openColumn !== undefined && span.start >= own.start + range.start && span.end <= own.start + range.end,
  );
}

/** A kubelet starts no container before all Secrets, ConfigMaps and claims of the pod are there, but for optional ones. */
const isWaitedFor = (volume: YamlNode): boolean =>
  ['secret', 'configMap', 'persistentVolumeClaim'].some((field) => {
    const source = get(volume, field);
    return source !== undefined && textOf(get(source, 'optional')) !== 'true';
  });

const INJECTORS = /^(?:sidecar\.istio\.io|vault\.hashicorp\.com|linkerd\.io|config\.linkerd\.io)\//;

/** Whether a tool adds containers to the pod, which may mount volumes. */
const isInjected = (node: YamlNode): boolean =>
  [[], ['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template']].some((path) => {
    const annotations = getPath(node, [...path, 'metadata', 'annotations']);
    return annotations?.kind === 'map' && annotations.entries.some(({ name }) => INJECTORS.test(name));
  });
