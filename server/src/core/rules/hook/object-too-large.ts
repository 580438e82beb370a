import { isOpen } from '../../chart/find.ts';
import { nameOf, objectPlace } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import type { ObjectSizes } from '../../project/objectSize.ts';
import { LEAST_MEASURED, objectSizesQuery } from '../../project/objectSize.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly kibibytes: number;
  readonly limit: 'data' | 'annotation';
}

/** MaxSecretSize in pkg/apis/core/types.go: of all data of a Secret or ConfigMap, base64 decoded. */
const MOST_DATA = 1024 * 1024;
/** TotalAnnotationSizeLimitB in apimachinery: `kubectl apply` and Argo CD keep the whole object in an annotation. */
const MOST_ANNOTATIONS = LEAST_MEASURED;

const example = (times: number): string =>
  chartExample({
    'templates/a.yaml': `${objectHead('v1', 'ConfigMap', 'a', 'helm.sh/hook: pre-install')}data:\n  a: {{ repeat ${times} "x" | quote }}\n`,
  });

/** The API server bounds the data of an object, and each annotation, in which some tools keep all of it. */
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
      const passed = limitPassed(object, db.get(objectSizesQuery, key));
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

function limitPassed({ manifest, document, certain, hook }: GraphObject, sizes: ObjectSizes) {
  const size = certain ? sizes.get(manifest.node) : undefined;
  if (!size || isOpen(document, manifest.node)) return undefined;
  if (size.data > MOST_DATA) return { bytes: size.data, limit: 'data' } as const;
  return hook && size.json > MOST_ANNOTATIONS ? ({ bytes: size.json, limit: 'annotation' } as const) : undefined;
}
