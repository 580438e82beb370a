import { nearest } from '../../base/nearest.ts';
import type { RenderedDocument } from '../../chart/documents.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION, LOG_ANNOTATION, WEIGHT_ANNOTATION } from '../../chart/hook.ts';
import type { Annotation, AnnotationRef } from '../../project/hookAnnotations.ts';
import { annotationBy, annotationRef } from '../../project/hookAnnotations.ts';
import { editScalar, isCertain, scalarSource } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import { annotationsOf, documentsIn, rootOf } from '../../project/releaseDocuments.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { basename } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import type { YamlEntry } from '../../yaml/nodes.ts';
import { jobExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface UnknownKey {
  readonly at: AnnotationRef;
  readonly key: string;
  readonly meant: string | null;
}

const KEYS = [HOOK_ANNOTATION, WEIGHT_ANNOTATION, DELETE_ANNOTATION, LOG_ANNOTATION];

const strangeKeys = (document: RenderedDocument): readonly YamlEntry[] =>
  annotationsOf(rootOf(document)).filter(({ name }) => name.startsWith(HOOK_ANNOTATION) && !KEYS.includes(name));

const example = (key: string): string => jobExample('helm.sh/hook: pre-upgrade', `${key}: before-hook-creation`);

/** The keys are those of pkg/release/v1/hook.go; Helm 2 had `helm.sh/hook-delete-timeout` besides. */
export const annotationUnknownKey = defineRule<'release', UnknownKey>({
  meta: {
    id: 'hook/annotation-unknown-key',
    title: 'Helm does not know this hook annotation',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An annotation begins with `helm.sh/hook` and is none of `helm.sh/hook`, `helm.sh/hook-weight`, `helm.sh/hook-delete-policy` and `helm.sh/hook-output-log-policy`.',
      why: 'Helm passes over it without a word, and the default holds instead.',
      fix: 'Write the key that is meant.',
      silent: [
        '`helm.sh/hook-deletion-policy` in a workspace with a `.kluctl.yaml`: kluctl reads it',
        'annotations that stand in a branch of unknown outcome',
      ],
      bad: example('helm.sh/hook-deletion-policy'),
      good: example('helm.sh/hook-delete-policy'),
    },
  },

  *check(db, key) {
    const release = releaseOf(db, key);
    for (const document of release ? documentsIn(release) : []) {
      for (const entry of db.once(strangeKeys, document)) {
        if (!isCertain(document, entry.key.range) || (entry.name.includes('deletion') && hasKluctl(db))) continue;
        const source = scalarSource(db, chartOf(key), document, entry.key);
        const annotation: Annotation = { document, entry, text: '' };
        const data = { at: annotationRef(annotation), key: entry.name, meant: meantBy(entry.name) };
        if (source) yield { span: source.span, data };
      }
    }
  },

  message: ({ key, meant }) =>
    `Helm does not know \`${key}\` and passes over it.${meant === null ? '' : ` \`${meant}\` may be meant.`}`,

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    if (!annotation || data.meant === null || annotation.document.head.annotations.has(data.meant)) return [];
    const edits = editScalar(db, annotation.document, annotation.entry.key, data.meant);
    return edits ? [{ title: `Rename to ${data.meant}`, safe: false, edits }] : [];
  },
});

const hasKluctl = (db: Db): boolean => db.discovered().some((uri) => basename(uri) === '.kluctl.yaml');

/** Helm 2's `hook-delete-timeout` has no successor. */
const meantBy = (key: string): string | null =>
  key === 'helm.sh/hook-delete-timeout' ? null : (nearest(key, KEYS) ?? null);
