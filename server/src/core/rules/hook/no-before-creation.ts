import type { RenderedDocument } from '../../chart/documents.ts';
import type { Hook } from '../../chart/hook.ts';
import { DELETE_ANNOTATION, DELETE_POLICIES, HOOK_ANNOTATION } from '../../chart/hook.ts';
import { podTemplateOf } from '../../manifest/podTemplate.ts';
import { isCustomResource } from '../../project/customResource.ts';
import type { AnnotationRef } from '../../project/hookAnnotations.ts';
import {
  annotationBy,
  annotationRef,
  annotationSource,
  editAnnotation,
  knownAnnotation,
} from '../../project/hookAnnotations.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { printedAt } from '../../project/hookSource.ts';
import type { SourceEdit } from '../../project/literalEdit.ts';
import { namingOf } from '../../project/objectName.ts';
import { releaseOf } from '../../project/release.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import type { Db } from '../../workspace/query.ts';
import { getPath, textOf } from '../../yaml/lookup.ts';
import { jobExample } from '../example.ts';
import type { Fix, Severity } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface NoBeforeCreation {
  readonly at: AnnotationRef;
  readonly kind: string;
  /** After what the object stays. */
  readonly stays: 'success' | 'failure' | 'interruption';
  /** Whether Kubernetes itself deletes what is finished, some time later. */
  readonly isTimed: boolean;
}

const example = (policy: string): string =>
  jobExample('helm.sh/hook: pre-upgrade', `helm.sh/hook-delete-policy: ${policy}`);

/** Kinds that take something with them when they are deleted, and CRDs, which no policy deletes (hooks.go). */
const KEPT = ['CustomResourceDefinition', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim'];

/**
 * `execHook` in Helm's hooks.go: the default applies to an empty list only, and creation is a plain POST in Helm 3. Since 3.19
 * what succeeded before another hook failed is deleted by `hook-succeeded` too.
 */
export const noBeforeCreation = defineRule<'release', NoBeforeCreation>({
  meta: {
    id: 'hook/no-before-creation',
    title: 'A left-over hook object blocks the next run',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A hook has a delete policy without `before-hook-creation`, and the same name at each run.',
      why: 'Writing any policy switches off the default `before-hook-creation`. What stays after a failure, an interrupted command or a success without `hook-succeeded` makes the next run stop with "already exists" in Helm 3, until somebody deletes it by hand; Helm 4 takes an old finished Job for a success.',
      fix: 'Add `before-hook-creation` to the list, in values.yaml where the value comes from there.',
      silent: [
        'no delete policy at all: the default is right',
        'a name that changes at each run, with the revision, chance or a hash, and `generateName`',
        'CRDs, which Helm never deletes, and volume claims, volumes and namespaces, which hold more than themselves',
        'policies or names that can not be known here, and lists with an item that is no policy, which is another finding',
        'Jobs with `ttlSecondsAfterFinished` and both `hook-succeeded` and `hook-failed`: what an interrupted command leaves goes by itself',
        'information only: hooks on delete events alone with both `hook-succeeded` and `hook-failed`, tests, other Jobs with `ttlSecondsAfterFinished`, and a Secret that is to stay (`hook-failed` alone)',
      ],
      bad: example('hook-succeeded'),
      good: example('before-hook-creation,hook-succeeded'),
    },
  },

  *check(db, key) {
    for (const hook of releaseOf(db, key)?.hooks ?? []) {
      const { document } = hook;
      const annotation = lacksDefault(hook) ? knownAnnotation(db, document, DELETE_ANNOTATION) : undefined;
      if (!annotation || KEPT.includes(document.head.kind) || !knownAnnotation(db, document, HOOK_ANNOTATION)) continue;
      const source = namingOf(db, document) === 'fixed' ? annotationSource(db, chartOf(key), annotation) : undefined;
      if (!source) continue;
      const [stays, isTimed] = [staysAfter(hook), isDeletedInTime(hook)];
      if (stays === 'interruption' && isTimed) continue;
      const data = { at: annotationRef(annotation), kind: document.head.kind, stays, isTimed };
      yield { span: source.span, data, severity: severityOf(hook), related: printedAt(source) };
    }
  },

  message({ kind, stays, isTimed }) {
    const when = {
      success: 'when it has succeeded',
      failure: 'when it fails',
      interruption: 'when the command is interrupted or, before Helm 3.19, another hook fails',
    };
    const also = isKeptSecret(kind, stays)
      ? ' Add it only if what it holds may be made anew; else make it a regular object.'
      : '';
    const next = isTimed ? 'a run before its `ttlSecondsAfterFinished` are over' : 'the next run';
    return `Without \`before-hook-creation\` this ${kind} stays ${when[stays]}, and ${next} stops with "already exists".${also}`;
  },

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    if (!annotation || isKeptSecret(data.kind, data.stays)) return [];
    const edits = editAnnotation(db, annotation, `before-hook-creation,${annotation.text}`);
    const regular = customResourceEdits(db, key, annotation.document);
    const one: Fix[] = edits ? [{ title: 'Add before-hook-creation', safe: !regular, edits }] : [];
    return regular ? [...one, { title: UNHOOK_TITLE, safe: false, edits: regular }] : one;
  },
});

/** Of a custom resource a controller may delete what it made for it, so that making it again is not harmless but in tests. */
function customResourceEdits(db: Db, key: ReleaseKey, document: RenderedDocument): readonly SourceEdit[] | undefined {
  const object = hookGraphOf(db, key)?.objects.find((own) => own.document === document);
  const isOfTests = object?.hook?.events.every((event) => event === 'test') === true;
  return object && isCustomResource(object) && !isOfTests ? unhook(db, key, object) : undefined;
}

/** A Secret that no policy deletes after a success may hold what must not change. */
const isKeptSecret = (kind: string, stays: NoBeforeCreation['stays']): boolean =>
  kind === 'Secret' && stays === 'success';

function lacksDefault({ annotations, deletePolicies }: Hook): boolean {
  const known: readonly string[] = DELETE_POLICIES;
  return (
    annotations.deletePolicy !== undefined &&
    deletePolicies.length > 0 &&
    deletePolicies.every((policy) => known.includes(policy)) &&
    !deletePolicies.includes('before-hook-creation')
  );
}

/** Only what has containers can fail by itself. */
function staysAfter({ deletePolicies, document: { manifests } }: Hook): NoBeforeCreation['stays'] {
  if (!deletePolicies.includes('hook-succeeded')) return 'success';
  const runs = manifests.some((manifest) => podTemplateOf(manifest) !== undefined);
  return runs && !deletePolicies.includes('hook-failed') ? 'failure' : 'interruption';
}

/** A Job that Kubernetes deletes after it has finished (`ttlSecondsAfterFinished`). */
const isDeletedInTime = ({ document: { manifests } }: Hook): boolean =>
  manifests.some(
    ({ node, gvk }) => gvk.kind === 'Job' && textOf(getPath(node, ['spec', 'ttlSecondsAfterFinished'])) !== undefined,
  );

function severityOf(hook: Hook): Severity {
  const stays = staysAfter(hook);
  if (isKeptSecret(hook.document.head.kind, stays) || isDeletedInTime(hook)) return 'info';
  if (hook.events.every((event) => event === 'test')) return 'info';
  return stays === 'interruption' && hook.events.every((event) => event.endsWith('-delete')) ? 'info' : 'warning';
}
