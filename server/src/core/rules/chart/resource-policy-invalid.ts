import { HOOK_ANNOTATION, RESOURCE_POLICY } from '../../chart/hook.ts';
import type { AnnotationRef } from '../../project/hookAnnotations.ts';
import {
  annotationBy,
  annotationRef,
  annotationSource,
  annotationsNamed,
  editAnnotation,
} from '../../project/hookAnnotations.ts';
import { removeAnnotations } from '../../project/hookEdit.ts';
import { printedAt } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface PolicyInvalid {
  readonly at: AnnotationRef;
  readonly policy: string;
  readonly kind: string;
}

const example = (policy: string): string =>
  chartExample({
    'templates/claim.yaml': objectHead('v1', 'PersistentVolumeClaim', 'a', `helm.sh/resource-policy: ${policy}`),
  });

/** Uninstall: `filterManifestsToKeep` in Helm's resource_policy.go; upgrade: an exact comparison in kube/client.go. */
export const resourcePolicyInvalid = defineRule<'release', PolicyInvalid>({
  meta: {
    id: 'chart/resource-policy-invalid',
    title: 'A resource policy that Helm does not know',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'The annotation `helm.sh/resource-policy` has another value than `keep`.',
      why: 'On uninstall Helm neither deletes such an object nor says that it stays; on an upgrade that no longer has it, Helm deletes it. Only `keep`, in lower case and without blanks, protects it from both.',
      fix: 'Write `keep`, or remove the annotation where the object is to go with the release.',
      silent: ['values that can not be known here', 'hooks, on which the annotation has no effect at all'],
      bad: example('retain'),
      good: example('keep'),
    },
  },

  *check(db, key) {
    for (const annotation of annotationsNamed(db, releaseOf(db, key), RESOURCE_POLICY)) {
      const { head } = annotation.document;
      if (annotation.text === 'keep' || head.annotations.has(HOOK_ANNOTATION)) continue;
      const source = annotationSource(db, chartOf(key), annotation);
      const data = { at: annotationRef(annotation), policy: annotation.text, kind: head.kind };
      if (source) yield { span: source.span, data, related: printedAt(source) };
    }
  },

  message({ policy, kind }) {
    const loose = policy.trim().toLowerCase() === 'keep';
    const what = policy === '' ? 'An empty resource policy' : `\`${policy}\``;
    return loose
      ? `${what} is not \`keep\` to an upgrade: one that no longer has this ${kind} deletes it.`
      : `${what} is not \`keep\`: uninstall leaves this ${kind} without saying so, and an upgrade that no longer has it deletes it.`;
  },

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    if (!annotation) return [];
    const keep = editAnnotation(db, annotation, 'keep');
    const removal = removeAnnotations(db, annotation.document, ({ name }) => name === RESOURCE_POLICY);
    return [
      ...(keep ? [{ title: 'Change the policy to keep', safe: false, edits: keep }] : []),
      ...(removal ? [{ title: 'Remove the resource policy', safe: false, edits: removal }] : []),
    ];
  },
});
