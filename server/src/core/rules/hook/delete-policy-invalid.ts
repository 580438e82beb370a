import { nearest } from '../../base/nearest.ts';
import { DELETE_ANNOTATION, DELETE_POLICIES, HOOK_ANNOTATION } from '../../chart/hook.ts';
import { hookItems, withItem } from '../../chart/hookItems.ts';
import type { HookItem } from '../../chart/hookItems.ts';
import type { Annotation, AnnotationRef } from '../../project/hookAnnotations.ts';
import {
  annotationBy,
  annotationRef,
  annotationSource,
  annotationsNamed,
  editAnnotation,
} from '../../project/hookAnnotations.ts';
import { removeAnnotations } from '../../project/hookEdit.ts';
import { printedAt, scalarSource } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { Uri } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import { jobExample } from '../example.ts';
import type { Fix, Report } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface PolicyInvalid {
  readonly at: AnnotationRef;
  readonly index: number;
  readonly item: string;
  /** The policy that is meant; null where none is near. */
  readonly meant: string | null;
  /** Whether no known policy stands beside it. */
  readonly alone: boolean;
}

const example = (policy: string): string =>
  jobExample('helm.sh/hook: pre-upgrade', `helm.sh/hook-delete-policy: ${policy}`);

/** `operateAnnotationValues` in Helm's manifest_sorter.go keeps any word; hooks.go compares, and falls back only for an empty list. */
export const deletePolicyInvalid = defineRule<'release', PolicyInvalid>({
  meta: {
    id: 'hook/delete-policy-invalid',
    title: 'A hook has a delete policy that Helm does not know',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'The annotation `helm.sh/hook-delete-policy` is empty, or has an item other than `before-hook-creation`, `hook-succeeded` and `hook-failed`.',
      why: 'Helm keeps the word without a message, and it matches nothing. Worse, any value switches off the default `before-hook-creation`: the next run can fail with "already exists".',
      fix: 'Write the policy that is meant, or remove the annotation, which brings the default back.',
      silent: [
        'values that can not be known here',
        'an empty item beside a known policy, which does no harm',
        'objects without `helm.sh/hook`, on which it has no meaning at all',
      ],
      bad: example('hook-success'),
      good: example('before-hook-creation,hook-succeeded'),
    },
  },

  *check(db, key) {
    for (const annotation of annotationsNamed(db, releaseOf(db, key), DELETE_ANNOTATION)) {
      if (!annotation.document.head.annotations.has(HOOK_ANNOTATION)) continue;
      const items = hookItems(annotation.text);
      const alone = !items.some(isKnownPolicy);
      for (const [index, item] of items.entries()) {
        if (isKnownPolicy(item) || (item.name === '' && (!alone || items.length > 1))) continue;
        const report = reportOf(db, chartOf(key), annotation, item, index, alone);
        if (report) yield report;
      }
    }
  },

  message({ item, meant, alone }) {
    const what = item === '' ? 'This delete policy is empty' : `\`${item}\` is no delete policy and matches nothing`;
    const effect = alone
      ? '; it also switches off the default `before-hook-creation`, so that the next run can fail with "already exists"'
      : '';
    const hint = meant === null ? '' : ` \`${meant}\` may be meant.`;
    return `${what}${effect}.${hint}`;
  },

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    return annotation ? fixesOf(db, annotation, data) : [];
  },
});

const isKnownPolicy = ({ name }: HookItem): boolean => DELETE_POLICIES.some((policy) => policy === name);

function reportOf(
  db: Db,
  chart: Uri,
  annotation: Annotation,
  item: HookItem,
  index: number,
  alone: boolean,
): Report<PolicyInvalid> | undefined {
  const { document, entry } = annotation;
  const source = scalarSource(db, chart, document, entry.value, item.range) ?? annotationSource(db, chart, annotation);
  if (!source) return undefined;
  const meant = item.name === '' ? null : (nearest(item.name, DELETE_POLICIES) ?? null);
  const data = { at: annotationRef(annotation), index, item: item.written, meant, alone };
  return { span: source.span, data, related: printedAt(source) };
}

function fixesOf(db: Db, annotation: Annotation, { index, item, meant, alone }: PolicyInvalid): readonly Fix[] {
  const { text, document, entry } = annotation;
  const isThere = hookItems(text).some(({ name }) => name === meant);
  const by = isThere || meant === null ? undefined : meant;
  const change = by === undefined && alone ? undefined : editAnnotation(db, annotation, withItem(text, index, by));
  const title = by === undefined ? `Remove ${item}` : `Change ${item} to ${by}`;
  const removal = alone ? removeAnnotations(db, document, (own) => own === entry) : undefined;
  return [
    ...(change ? [{ title, safe: false, edits: change }] : []),
    ...(removal
      ? [{ title: 'Remove the delete policy, which brings the default back', safe: false, edits: removal }]
      : []),
  ];
}
