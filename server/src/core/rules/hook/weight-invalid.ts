import { WEIGHT_ANNOTATION } from '../../chart/hook.ts';
import type { AnnotationRef } from '../../project/hookAnnotations.ts';
import {
  annotationBy,
  annotationRef,
  annotationSource,
  annotationsNamed,
  editAnnotation,
} from '../../project/hookAnnotations.ts';
import { printedAt } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { jobExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface WeightInvalid {
  readonly at: AnnotationRef;
  readonly weight: string;
}

const example = (weight: string): string => jobExample('helm.sh/hook: pre-upgrade', `helm.sh/hook-weight: ${weight}`);

/** `calculateHookWeight` in Helm's manifest_sorter.go: strconv.Atoi, and 0 for what it refuses. */
export const weightInvalid = defineRule<'release', WeightInvalid>({
  meta: {
    id: 'hook/weight-invalid',
    title: 'A hook weight is no whole number',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'The value of `helm.sh/hook-weight` is no whole number in decimal digits with an optional sign, such as `1.5`, `1_000` or `first`.',
      why: 'Helm takes 0 for it without a word, and the hook runs in another place than is written.',
      fix: 'Write a whole number in quotes. Negative ones are allowed.',
      silent: [
        'values that can not be known here',
        'an empty value that values supply: Helm takes 0, as without the annotation',
      ],
      bad: example('"1.5"'),
      good: example('"-15"'),
    },
  },

  *check(db, key) {
    for (const annotation of annotationsNamed(db, releaseOf(db, key), WEIGHT_ANNOTATION)) {
      const source = isWeight(annotation.text) ? undefined : annotationSource(db, chartOf(key), annotation);
      if (!source || (annotation.text === '' && source.kind !== 'literal')) continue;
      const data = { at: annotationRef(annotation), weight: annotation.text };
      yield { span: source.span, data, related: printedAt(source) };
    }
  },

  message: ({ weight }) =>
    `${weight === '' ? 'An empty weight' : `\`${weight}\``} is no whole number, so Helm sorts this hook as if its weight were 0.`,

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    const weight = wholeNumber(data.weight);
    const edits = annotation && weight !== undefined && editAnnotation(db, annotation, weight);
    return edits ? [{ title: `Change the weight to ${weight}`, safe: false, edits }] : [];
  },
});

const MOST = 2n ** 63n;

/** Go's Atoi on a machine of 64 bits. */
function isWeight(text: string): boolean {
  if (!/^[+-]?\d{1,30}$/.test(text)) return false;
  const weight = BigInt(text.replace('+', ''));
  return weight >= -MOST && weight < MOST;
}

function wholeNumber(text: string): string | undefined {
  const plain = text.trim().replaceAll('_', '');
  const weight = plain === '' ? NaN : Math.round(Number(plain));
  return Number.isSafeInteger(weight) ? String(weight) : undefined;
}
