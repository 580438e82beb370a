import { DELETE_ANNOTATION, HOOK_ANNOTATION, LOG_ANNOTATION, WEIGHT_ANNOTATION } from '../../chart/hook.ts';
import type { RenderedDocument } from '../../chart/documents.ts';
import type { AnnotationRef } from '../../project/hookAnnotations.ts';
import { annotationBy, annotationRef, hasOpenAnnotations } from '../../project/hookAnnotations.ts';
import { isHookKey, removeAnnotations } from '../../project/hookEdit.ts';
import { isCertain, scalarSource } from '../../project/hookSource.ts';
import { isWrittenBeside } from '../../project/hookText.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import { releaseOf } from '../../project/release.ts';
import { annotationsEntry, annotationsOf, rootOf } from '../../project/releaseDocuments.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { Db } from '../../workspace/query.ts';
import { insertEntryText } from '../../yaml/edit.ts';
import { resolve } from '../../yaml/walk.ts';
import { jobExample } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Orphan {
  readonly at: AnnotationRef;
  readonly key: string;
  readonly kind: string;
}

const KEYS = [WEIGHT_ANNOTATION, DELETE_ANNOTATION, LOG_ANNOTATION];

const example = (...hook: readonly string[]): string =>
  jobExample(...hook, 'helm.sh/hook-delete-policy: before-hook-creation');

/** Helm reads the other annotations of a document only when it has `helm.sh/hook` (manifest_sorter.go). */
export const annotationOrphan = defineRule<'release', Orphan>({
  meta: {
    id: 'hook/annotation-orphan',
    title: 'A hook weight or policy on an object that is no hook',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An object has `helm.sh/hook-weight`, `helm.sh/hook-delete-policy` or `helm.sh/hook-output-log-policy`, but not `helm.sh/hook`.',
      why: 'Helm installs it with everything else and ignores the annotation: a Job with a delete policy alone is not made anew at upgrades, which fail when its template has changed.',
      fix: 'Add `helm.sh/hook` with its events, or remove the annotation.',
      silent: [
        '`helm.sh/hook` that the same text writes under a condition which does not hold here',
        'annotations of which a part can not be known here',
        'objects with a hook annotation of Argo CD',
      ],
      bad: example(),
      good: example('helm.sh/hook: post-upgrade'),
    },
  },

  *check(db, key) {
    for (const document of releaseOf(db, key)?.manifests ?? []) {
      const entry = annotationsOf(rootOf(document)).find(({ name }) => KEYS.includes(name));
      if (!entry || !isCertain(document, entry.key.range) || mayBeHook(document)) continue;
      const source = scalarSource(db, chartOf(key), document, entry.key);
      if (!source || isWrittenBeside(db, source.span, /helm\.sh\/hook["']?\s*[:,]|helm\.sh\/hook["'`]/)) continue;
      const at = annotationRef({ document, entry, text: '' });
      yield { span: source.span, data: { at, key: entry.name, kind: document.head.kind } };
    }
  },

  message: ({ key, kind }) =>
    `\`${key}\` has no effect without \`helm.sh/hook\`: this ${kind} is no hook, and Helm installs it with everything else.`,

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    return annotation ? fixesOf(db, annotation.document, data) : [];
  },
});

function mayBeHook(document: RenderedDocument): boolean {
  const { annotations } = document.head;
  return annotations.has('argocd.argoproj.io/hook') || annotations.has(HOOK_ANNOTATION) || hasOpenAnnotations(document);
}

function fixesOf(db: Db, document: RenderedDocument, { kind }: Orphan): readonly Fix[] {
  const map = resolve(annotationsEntry(rootOf(document))?.value);
  const at = map?.kind === 'map' ? map.entries.findIndex(({ name }) => KEYS.includes(name)) : -1;
  const key = map?.kind === 'map' ? map.entries[at]?.key : undefined;
  const quote = key?.kind === 'scalar' && key.style === 'double' ? '"' : '';
  const fixes: Fix[] = [];
  for (const events of kind === 'Job' ? ['post-install,post-upgrade', 'pre-install,pre-upgrade'] : []) {
    const name = `${quote}${HOOK_ANNOTATION}${quote}`;
    const insertion =
      map?.kind === 'map' ? insertEntryText(document.text, map, at, name, `${quote}${events}${quote}`) : undefined;
    const edits = insertion && toSourceEdits(db, document, insertion);
    if (edits) fixes.push({ title: `Make this a hook of ${events}`, safe: false, edits });
  }
  const edits = removeAnnotations(db, document, (entry) => isHookKey(entry.name));
  return edits ? [...fixes, { title: 'Remove the annotations that have no effect', safe: false, edits }] : fixes;
}
