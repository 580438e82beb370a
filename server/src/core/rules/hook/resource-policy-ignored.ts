import type { Hook } from '../../chart/hook.ts';
import { DELETE_ANNOTATION, RESOURCE_POLICY } from '../../chart/hook.ts';
import { knownAnnotation } from '../../project/hookAnnotations.ts';
import { isHookKey, removeAnnotations } from '../../project/hookEdit.ts';
import { isKnown, scalarSource } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { documentBy, refOf } from '../../project/releaseDocuments.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface PolicyIgnored {
  readonly document: DocumentRef;
  readonly kind: string;
  readonly deletedBy: 'before-hook-creation' | 'hook-succeeded' | 'hook-failed';
}

const example = (...hook: readonly string[]): string =>
  chartExample({
    'templates/claim.yaml': objectHead('v1', 'PersistentVolumeClaim', 'a', ...hook, 'helm.sh/resource-policy: keep'),
  });

/** Helm's hooks.go never reads the annotation, whatever the documentation recommends. */
export const resourcePolicyIgnored = defineRule<'release', PolicyIgnored>({
  meta: {
    id: 'hook/resource-policy-ignored',
    title: '`keep` does not keep a hook object',
    severity: 'info',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An object has both `helm.sh/hook` and `helm.sh/resource-policy: keep`, and a delete policy of the hook deletes it.',
      why: 'Helm does not read the resource policy of hooks: `before-hook-creation`, the default, deletes the object before the next run, with all that it holds.',
      fix: 'Remove the hook annotations, so that `keep` counts, or remove `keep`.',
      silent: [
        'CRDs, which no hook policy deletes',
        'hooks that no policy deletes: on install events alone, or with a policy that is never met',
        'annotations that can not be known here',
      ],
      bad: example('helm.sh/hook: pre-install,pre-upgrade'),
      good: example(),
    },
  },

  *check(db, key) {
    for (const hook of releaseOf(db, key)?.hooks ?? []) {
      const { document, annotations } = hook;
      const deletedBy = deletes(hook);
      const policy = knownAnnotation(db, document, RESOURCE_POLICY);
      if (!deletedBy || policy?.text !== 'keep' || document.head.kind === 'CustomResourceDefinition') continue;
      if (
        !isKnown(document, annotations.hook) ||
        (annotations.deletePolicy && !knownAnnotation(db, document, DELETE_ANNOTATION))
      )
        continue;
      const source = scalarSource(db, chartOf(key), document, policy.entry.key);
      if (source) yield { span: source.span, data: { document: refOf(document), kind: document.head.kind, deletedBy } };
    }
  },

  message: ({ kind, deletedBy }) =>
    `\`keep\` does not protect a hook: \`${deletedBy}\` still deletes this ${kind}${deletedBy === 'before-hook-creation' ? ' before each run' : ''}.`,

  fixes(db, key, { data }) {
    const document = documentBy(db, key, data.document);
    if (!document) return [];
    const unhook = removeAnnotations(db, document, ({ name }) => isHookKey(name));
    const drop = removeAnnotations(db, document, ({ name }) => name === RESOURCE_POLICY);
    return [
      ...(unhook ? [{ title: 'Remove the hook annotations, so that keep counts', safe: false, edits: unhook }] : []),
      ...(drop ? [{ title: 'Remove the resource policy', safe: false, edits: drop }] : []),
    ];
  },
});

/** The policy that deletes a hook in the course of a release's life. */
function deletes({ events, deletePolicies }: Hook): PolicyIgnored['deletedBy'] | undefined {
  if (deletePolicies.includes('hook-succeeded')) return 'hook-succeeded';
  const again = events.some((event) => /upgrade|rollback|test/.test(event));
  const isDefault = deletePolicies.length === 0 || deletePolicies.includes('before-hook-creation');
  if (again && isDefault) return 'before-hook-creation';
  return deletePolicies.includes('hook-failed') ? 'hook-failed' : undefined;
}
