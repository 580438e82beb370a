import { get, getPath, items, textOf } from '../yaml/lookup.ts';
import { resolve } from '../yaml/walk.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { Manifest } from './manifest.ts';
import { containersOf, podSpecOf } from './podSpec.ts';

/** In which way an object names another. */
export type ReferenceVia =
  | 'serviceAccount'
  | 'volume'
  | 'env'
  | 'envFrom'
  | 'imagePullSecret'
  | 'role'
  | 'subject'
  | 'service'
  | 'ingress'
  | 'owner';

/** One object named by another. */
export interface ObjectReference {
  readonly kind: string;
  readonly name: string;
  /** Where the reference says so; else it is the namespace of the object that holds it. */
  readonly namespace: string | undefined;
  /** Whether the holder works without it. */
  readonly optional: boolean;
  readonly via: ReferenceVia;
  /** The name as written; its range is relative like that of the manifest's nodes. */
  readonly node: YamlNode;
}

/** What an object refers to by name, in no special order. Names that are no text, or empty, are left out. */
export function referencesOf(manifest: Manifest): readonly ObjectReference[] {
  const podSpec = podSpecOf(manifest);
  return [
    ...(podSpec ? podReferences(podSpec) : []),
    ...(podSpec ? [] : bindingReferences(manifest)),
    ...(podSpec ? [] : accountReferences(manifest)),
    ...(podSpec ? [] : serviceReferences(manifest)),
    ...(podSpec ? [] : ingressReferences(manifest)),
    ...ownerReferences(manifest),
  ];
}

function podReferences(podSpec: YamlNode): ObjectReference[] {
  const account = get(podSpec, 'serviceAccountName') ?? get(podSpec, 'serviceAccount');
  return [
    ...named('ServiceAccount', 'serviceAccount', account),
    ...items(get(podSpec, 'imagePullSecrets')).flatMap((item) =>
      // A kubelet pulls without a secret that is not there.
      named('Secret', 'imagePullSecret', get(item.value, 'name'), true),
    ),
    ...items(get(podSpec, 'volumes')).flatMap((item) => volumeReferences(item.value)),
    ...containersOf(podSpec).flatMap(containerReferences),
  ];
}

/** Kinds of volumes that name a Secret in `secretRef` or another field (core/v1 VolumeSource); a driver needs it to mount. */
const VOLUME_SECRETS: readonly (readonly string[])[] = [
  ['csi', 'nodePublishSecretRef', 'name'],
  ['azureFile', 'secretName'],
  ['cephfs', 'secretRef', 'name'],
  ['cinder', 'secretRef', 'name'],
  ['flexVolume', 'secretRef', 'name'],
  ['iscsi', 'secretRef', 'name'],
  ['rbd', 'secretRef', 'name'],
  ['scaleIO', 'secretRef', 'name'],
  ['storageos', 'secretRef', 'name'],
];

function volumeReferences(volume: YamlNode): ObjectReference[] {
  const configMap = get(volume, 'configMap');
  const secret = get(volume, 'secret');
  return [
    ...providerReference(get(volume, 'csi')),
    ...VOLUME_SECRETS.flatMap((path) => named('Secret', 'volume', getPath(volume, path))),
    ...named('ConfigMap', 'volume', get(configMap, 'name'), isTrue(get(configMap, 'optional'))),
    ...named('Secret', 'volume', get(secret, 'secretName'), isTrue(get(secret, 'optional'))),
    ...named('PersistentVolumeClaim', 'volume', getPath(volume, ['persistentVolumeClaim', 'claimName'])),
    ...items(getPath(volume, ['projected', 'sources'])).flatMap(({ value }) =>
      (['configMap', 'secret'] as const).flatMap((field) => sourceReference(value, field, 'volume')),
    ),
  ];
}

/** The object that says what the secrets-store driver mounts. */
const providerReference = (csi: YamlNode | undefined): ObjectReference[] =>
  textOf(get(csi, 'driver')) === 'secrets-store.csi.k8s.io'
    ? named('SecretProviderClass', 'volume', getPath(csi, ['volumeAttributes', 'secretProviderClass']))
    : [];

function containerReferences(container: YamlNode): ObjectReference[] {
  return [
    ...items(get(container, 'env')).flatMap(({ value }) =>
      (['configMapKeyRef', 'secretKeyRef'] as const).flatMap((field) =>
        sourceReference(get(value, 'valueFrom'), field, 'env'),
      ),
    ),
    ...items(get(container, 'envFrom')).flatMap(({ value }) =>
      (['configMapRef', 'secretRef'] as const).flatMap((field) => sourceReference(value, field, 'envFrom')),
    ),
  ];
}

function sourceReference(holder: YamlNode | undefined, field: string, via: ReferenceVia): ObjectReference[] {
  const source = get(holder, field);
  const kind = field.startsWith('configMap') ? 'ConfigMap' : 'Secret';
  return named(kind, via, get(source, 'name'), isTrue(get(source, 'optional')));
}

function bindingReferences({ gvk, node }: Manifest): ObjectReference[] {
  if (gvk.group !== 'rbac.authorization.k8s.io' || !gvk.kind.endsWith('RoleBinding')) return [];
  const roleRef = get(node, 'roleRef');
  return [
    ...named(textOf(get(roleRef, 'kind')) ?? '', 'role', get(roleRef, 'name')),
    ...items(get(node, 'subjects')).flatMap(({ value }) =>
      textOf(get(value, 'kind')) === 'ServiceAccount'
        ? named('ServiceAccount', 'subject', get(value, 'name'), false, get(value, 'namespace'))
        : [],
    ),
  ];
}

/** What a ServiceAccount gives its pods; they start without it. */
function accountReferences({ gvk, node }: Manifest): ObjectReference[] {
  if (gvk.group !== '' || gvk.kind !== 'ServiceAccount') return [];
  return items(get(node, 'imagePullSecrets')).flatMap(({ value }) =>
    named('Secret', 'imagePullSecret', get(value, 'name'), true),
  );
}

/** An Ingress is made without what it names: its controller waits for it. */
function ingressReferences({ gvk, node }: Manifest): ObjectReference[] {
  if (gvk.kind !== 'Ingress' || !INGRESS_GROUPS.includes(gvk.group)) return [];
  const paths = items(getPath(node, ['spec', 'rules'])).flatMap(({ value }) =>
    items(getPath(value, ['http', 'paths'])).map((path) => get(path.value, 'backend')),
  );
  const backends = [getPath(node, ['spec', 'defaultBackend']), getPath(node, ['spec', 'backend']), ...paths];
  return [
    ...items(getPath(node, ['spec', 'tls'])).flatMap(({ value }) =>
      named('Secret', 'ingress', get(value, 'secretName'), true),
    ),
    ...backends.flatMap((backend) =>
      // `serviceName` is that of the versions before networking.k8s.io/v1.
      named('Service', 'ingress', getPath(backend, ['service', 'name']) ?? get(backend, 'serviceName'), true),
    ),
  ];
}

const INGRESS_GROUPS = ['networking.k8s.io', 'extensions'];

/** Services that the API server calls: those of webhooks and of aggregated APIs. */
function serviceReferences({ gvk, node }: Manifest): ObjectReference[] {
  const services =
    gvk.kind === 'APIService'
      ? [getPath(node, ['spec', 'service'])]
      : gvk.kind === 'CustomResourceDefinition'
        ? [getPath(node, ['spec', 'conversion', 'webhook', 'clientConfig', 'service'])]
        : gvk.kind.endsWith('WebhookConfiguration')
          ? items(get(node, 'webhooks')).map(({ value }) => getPath(value, ['clientConfig', 'service']))
          : [];
  return services.flatMap((service) =>
    named('Service', 'service', get(service, 'name'), false, get(service, 'namespace')),
  );
}

const ownerReferences = ({ node }: Manifest): ObjectReference[] =>
  items(getPath(node, ['metadata', 'ownerReferences'])).flatMap(({ value }) =>
    named(textOf(get(value, 'kind')) ?? '', 'owner', get(value, 'name')),
  );

function named(
  kind: string,
  via: ReferenceVia,
  node: YamlNode | undefined,
  optional = false,
  namespace?: YamlNode,
): ObjectReference[] {
  const name = textOf(node);
  if (!node || name === undefined || name === '' || kind === '') return [];
  return [{ kind, name, namespace: textOf(namespace), optional, via, node }];
}

function isTrue(node: YamlNode | undefined): boolean {
  const scalar = resolve(node);
  return scalar?.kind === 'scalar' && scalar.value === true;
}
