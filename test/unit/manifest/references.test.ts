import { describe, expect, it } from 'vitest';
import { manifestsOf } from '../../../server/src/core/manifest/manifest.ts';
import { referencesOf } from '../../../server/src/core/manifest/references.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const POD = `
serviceAccountName: acc
imagePullSecrets: [{ name: pull }]
volumes:
  - { name: a, configMap: { name: map, optional: true } }
  - { name: b, secret: { secretName: secret } }
  - { name: c, persistentVolumeClaim: { claimName: claim } }
  - { name: d, projected: { sources: [{ configMap: { name: pm } }, { secret: { name: ps, optional: true } }] } }
  - { name: e, emptyDir: {} }
  - { name: f, csi: { driver: d, nodePublishSecretRef: { name: publish } } }
  - { name: g, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: class } } }
  - { name: h, csi: { driver: other, volumeAttributes: { secretProviderClass: none } } }
  - { name: i, azureFile: { secretName: azure } }
  - { name: j, rbd: { secretRef: { name: rbd } } }
initContainers:
  - { name: i, envFrom: [{ configMapRef: { name: init } }] }
containers:
  - name: a
    env:
      - { name: A, value: a }
      - { name: B, valueFrom: { secretKeyRef: { name: env, key: a, optional: true } } }
      - { name: C, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
    envFrom: [{ secretRef: { name: from } }]
ephemeralContainers:
  - { name: d, envFrom: [{ configMapRef: { name: debug } }] }
`;

const indented = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`);

function references(text: string): string[] {
  const [manifest] = manifestsOf(parseYaml(text));
  return (manifest ? referencesOf(manifest) : []).map(
    ({ kind, name, optional, via, namespace, node }) =>
      `${via} ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${optional ? '?' : ''} ${text.slice(node.range.start, node.range.end)}`,
  );
}

const ALL = [
  'serviceAccount ServiceAccount acc acc',
  'imagePullSecret Secret pull? pull',
  'volume ConfigMap map? map',
  'volume Secret secret secret',
  'volume PersistentVolumeClaim claim claim',
  'volume ConfigMap pm pm',
  'volume Secret ps? ps',
  'volume Secret publish publish',
  'volume SecretProviderClass class class',
  'volume Secret azure azure',
  'volume Secret rbd rbd',
  'envFrom ConfigMap init init',
  'env Secret env? env',
  'envFrom Secret from from',
  'envFrom ConfigMap debug debug',
];

describe('references of pods', () => {
  it.each([
    ['v1', 'Pod'],
    ['batch/v1', 'Job'],
  ])('%s %s without a spec for pods has none', (apiVersion, kind) => {
    expect(references(`apiVersion: ${apiVersion}\nkind: ${kind}\n`)).toEqual([]);
  });

  it('a Pod', () => {
    expect(references(`apiVersion: v1\nkind: Pod\nspec:${indented(POD, 2)}`)).toEqual(ALL);
  });

  it.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])('a %s', (kind) => {
    expect(references(`apiVersion: apps/v1\nkind: ${kind}\nspec:\n  template:\n    spec:${indented(POD, 6)}`)).toEqual(
      ALL,
    );
  });

  it('a PodTemplate', () => {
    expect(references(`apiVersion: v1\nkind: PodTemplate\ntemplate:\n  spec:${indented(POD, 4)}`)).toEqual(ALL);
  });

  it('a Job and a CronJob', () => {
    expect(references(`apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:${indented(POD, 6)}`)).toEqual(
      ALL,
    );
    const cron = `apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:${indented(POD, 10)}`;
    expect(references(cron)).toEqual(ALL);
  });

  it("another group's Deployment has none", () => {
    expect(
      references(`apiVersion: x.example/v1\nkind: Deployment\nspec:\n  template:\n    spec:${indented(POD, 6)}`),
    ).toEqual([]);
  });
});

describe('references of other objects', () => {
  it('a binding names its role and its accounts', () => {
    const text = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
roleRef: { kind: ClusterRole, name: r }
subjects:
  - { kind: ServiceAccount, name: a, namespace: ns }
  - { kind: User, name: u }
`;
    expect(references(text)).toEqual(['role ClusterRole r r', 'subject ServiceAccount ns/a a']);
  });

  it('webhooks and aggregated APIs name services', () => {
    const hook =
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nwebhooks: [{ clientConfig: { service: { name: s, namespace: ns } } }]\n';
    expect(references(hook)).toEqual(['service Service ns/s s']);
    expect(
      references('apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nspec: { service: { name: s } }\n'),
    ).toEqual(['service Service s s']);
  });

  it('an account names the secrets that its pods pull with', () => {
    expect(references('apiVersion: v1\nkind: ServiceAccount\nimagePullSecrets: [{ name: pull }]\n')).toEqual([
      'imagePullSecret Secret pull? pull',
    ]);
  });

  it('an Ingress names certificates and services, in each of its versions', () => {
    const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
spec:
  defaultBackend: { service: { name: all } }
  tls: [{ secretName: tls }]
  rules: [{ http: { paths: [{ backend: { service: { name: one } } }, { backend: { resource: { name: r } } }] } }]
`;
    expect(references(text)).toEqual([
      'ingress Secret tls? tls',
      'ingress Service all? all',
      'ingress Service one? one',
    ]);
    const old = 'apiVersion: extensions/v1beta1\nkind: Ingress\nspec: { backend: { serviceName: all } }\n';
    expect(references(old)).toEqual(['ingress Service all? all']);
    expect(references(old.replace('extensions/v1beta1', 'shop.example/v1'))).toEqual([]);
  });

  it('a CRD names the service that converts its versions', () => {
    const text =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { conversion: { webhook: { clientConfig: { service: { name: s, namespace: ns } } } } }\n';
    expect(references(text)).toEqual(['service Service ns/s s']);
  });

  it('owners, and broken input', () => {
    expect(references('apiVersion: v1\nkind: A\nmetadata: { ownerReferences: [{ kind: B, name: b }] }\n')).toEqual([
      'owner B b b',
    ]);
    expect(
      references('apiVersion: v1\nkind: Pod\nspec: { volumes: a, containers: { a: b }, serviceAccountName: [a] }\n'),
    ).toEqual([]);
  });
});
