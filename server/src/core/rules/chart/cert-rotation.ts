import { isWorkload } from '../../manifest/podSpec.ts';
import { chancesIn, thinksOfUpgrades } from '../../project/chance.ts';
import type { Chance } from '../../project/chance.ts';
import type { GraphObject, HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { nameOf, placeSpan } from '../../project/graphPlace.ts';
import { isUpgraded } from '../../project/installOnly.ts';
import { getPath } from '../../yaml/lookup.ts';
import { resolve } from '../../yaml/walk.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly call: string;
  readonly user: string | undefined;
}

/** Templates are rendered anew at each upgrade, with another key (sprig's crypto.go). */
export const certRotation = defineRule<'release', Data>({
  meta: {
    id: 'chart/cert-rotation',
    title: 'A certificate is made anew at every upgrade, and pods keep the old one',
    severity: 'warning',
    target: 'release',
    stage: 'preview',
    docs: {
      what: 'A Secret holds the result of `genCA`, `genSelfSignedCert` or `genSignedCert`, nothing keeps the first one, and no checksum restarts the pods that use it.',
      why: 'Every upgrade makes another certificate. Pods that run keep the old one, while the API server and clients already trust the new authority: calls fail until the pods restart.',
      fix: 'Take the certificate from the Secret that is there with `lookup`, or give the workload an annotation such as `checksum/tls` over the Secret.',
      silent: [
        'templates that use `lookup` or `.Release.IsInstall`',
        'hooks of install only',
        'Secrets whose every user has a checksum among its pod annotations',
        'a branch that the default values do not take is an info',
      ],
      bad: example(''),
      good: example('      annotations:\n        checksum/tls: {{ randAlphaNum 8 }}\n'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const { object, chance, user } of graph ? rotating(graph) : []) {
      const span = placeSpan(db, chance.place);
      if (span) yield { span, data: { object: nameOf(object), call: chance.name, user: user && nameOf(user) } };
    }
  },

  message: ({ object, call, user }) =>
    `\`${call}\` makes another certificate for ${object} at every upgrade` +
    (user === undefined ? '' : `, while the pods of ${user} keep the old one`) +
    '. Look the old one up and keep it, or restart the pods by a checksum.',
});

interface Rotating {
  readonly object: GraphObject;
  readonly chance: Chance;
  readonly user: GraphObject | undefined;
}

/** One for each object: the call whose result comes last is the certificate that is served. */
function rotating(graph: HookGraph): readonly Rotating[] {
  return graph.objects.flatMap((object) => {
    const { kind, document, manifest } = object;
    if (kind !== 'Secret' || document.maybe || !isUpgraded(object)) return [];
    const [chance] = ['data', 'stringData']
      .flatMap((field) => getPath(manifest.node, [field]) ?? [])
      .flatMap((node) => chancesIn(document, node.range))
      .filter(({ isCertificate }) => isCertificate);
    if (!chance || thinksOfUpgrades(graph.release, document)) return [];
    const users = graph
      .usesOf(object)
      .map(({ consumer }) => consumer)
      .filter(({ manifest: m }) => isWorkload(m));
    const user = users.find((own) => !hasChecksum(own));
    return users.length > 0 && !user ? [] : [{ object, chance, user }];
  });
}

function hasChecksum({ manifest, document }: GraphObject): boolean {
  const annotations = resolve(getPath(manifest.node, ['spec', 'template', 'metadata', 'annotations']));
  if (annotations?.kind !== 'map') return false;
  return (
    annotations.entries.some(({ name }) => /checksum|hash|rollme/i.test(name)) ||
    chancesIn(document, annotations.range).length > 0
  );
}

/** An example whose Deployment has further metadata in its pods. */
function example(annotations: string): string {
  return `-- Chart.yaml --
apiVersion: v2
name: a
version: 1.0.0
-- templates/a.yaml --
{{- $ca := genCA "a" 365 }}
apiVersion: v1
kind: Secret
metadata:
  name: a-tls
stringData:
  tls.crt: {{ $ca.Cert | quote }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  selector:
    matchLabels:
      app: a
  template:
    metadata:
      labels:
        app: a
${annotations}    spec:
      volumes:
        - name: tls
          secret:
            secretName: a-tls
      containers:
        - name: a
          image: a:1.0.0
`;
}
