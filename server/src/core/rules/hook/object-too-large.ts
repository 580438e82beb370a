import { isOpen } from '../../chart/find.ts';
import { nameOf, objectPlace } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { utf8Length } from '../../template/utf8.ts';
import { get, textOf } from '../../yaml/lookup.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { effectiveEntries } from '../../yaml/walk.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly kibibytes: number;
  readonly limit: 'data' | 'annotation';
}

/** MaxSecretSize in pkg/apis/core/types.go: of all data of a Secret or ConfigMap, base64 decoded. */
const MOST_DATA = 1024 * 1024;
/** TotalAnnotationSizeLimitB in apimachinery: `kubectl apply` and Argo CD keep the whole object in an annotation. */
const MOST_ANNOTATIONS = 256 * 1024;

const example = (times: number): string =>
  '-- Chart.yaml --\napiVersion: v2\nname: a\nversion: 1.0.0\n-- templates/a.yaml --\n' +
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: pre-install\ndata:\n  a: {{ repeat ${times} "x" | quote }}\n`;

export const objectTooLarge = defineRule<'release', Data>({
  meta: {
    id: 'hook/object-too-large',
    title: 'A ConfigMap or Secret is larger than the API server takes',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'The data of a ConfigMap or Secret passes 1 MiB (a warning), or the object of a hook passes the 256 KiB of an annotation (an info).',
      why: 'The API server refuses more than 1 MiB. `kubectl apply` and Argo CD without server-side apply keep a copy of the object in an annotation, which may have 256 KiB at most.',
      fix: 'Split it, by group or by file. CRDs that a hook applies can stand in `crds/`, or in templates with `helm.sh/resource-policy: keep`.',
      silent: [
        'objects of which a part can not be known here',
        'regular objects below 1 MiB, which Helm installs without a copy',
      ],
      bad: example(1_100_000),
      good: example(100_000),
    },
  },

  *check(db, key) {
    for (const object of hookGraphOf(db, key)?.objects ?? []) {
      const passed = limitPassed(object);
      const span = passed && objectPlace(db, key, object);
      if (!passed || !span) continue;
      const data = { object: nameOf(object), kibibytes: Math.round(passed.bytes / 1024), limit: passed.limit };
      yield { span, data, severity: passed.limit === 'data' ? 'warning' : 'info' };
    }
  },

  message: ({ object, kibibytes, limit }) =>
    limit === 'data'
      ? `${object} holds ${kibibytes} KiB of data; the API server refuses more than 1024 KiB. Split it.`
      : `${object} has ${kibibytes} KiB; \`kubectl apply\` and Argo CD without server-side apply refuse more than 256 KiB, since they keep a copy in an annotation.`,
});

function limitPassed({ kind, manifest, document, certain, hook }: GraphObject) {
  const { group } = manifest.gvk;
  if (
    !certain ||
    group !== '' ||
    (kind !== 'ConfigMap' && kind !== 'Secret') ||
    document.text.length < MOST_ANNOTATIONS
  )
    return undefined;
  if (isOpen(document, manifest.node)) return undefined;
  const bytes = dataBytes(manifest.node, kind);
  if (bytes > MOST_DATA) return { bytes, limit: 'data' } as const;
  const whole = jsonBytes(manifest.node);
  return hook && whole > MOST_ANNOTATIONS ? ({ bytes: whole, limit: 'annotation' } as const) : undefined;
}

function dataBytes(node: YamlNode, kind: string): number {
  const encoded = kind === 'Secret' ? ['data'] : ['binaryData'];
  const plain = kind === 'Secret' ? ['stringData'] : ['data'];
  const sum = (fields: readonly string[], size: (text: string) => number): number =>
    fields
      .flatMap((field) => [...effectiveEntries(get(node, field)).values()])
      .reduce((total, { value }) => total + size(textOf(value) ?? ''), 0);
  return sum(plain, utf8Length) + sum(encoded, (text) => Math.floor((text.replace(/[\s=]+/g, '').length * 3) / 4));
}

/** The least that the object's data takes as JSON. */
function jsonBytes(node: YamlNode): number {
  const entries = ['data', 'stringData', 'binaryData'].flatMap((field) => [...effectiveEntries(get(node, field))]);
  const size = (text: string): number => utf8Length(JSON.stringify(text));
  return entries.reduce((sum, [name, { value }]) => sum + size(name) + size(textOf(value) ?? '') + 2, 0);
}
