import type { Hook } from '../../chart/hook.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION } from '../../chart/hook.ts';
import type { Annotation, AnnotationRef } from '../../project/hookAnnotations.ts';
import {
  annotationBy,
  annotationRef,
  annotationSource,
  editAnnotation,
  knownAnnotation,
} from '../../project/hookAnnotations.ts';
import { changingPart, isChanging } from '../../project/objectName.ts';
import { releaseOf } from '../../project/release.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { get, getPath, textOf } from '../../yaml/lookup.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface DynamicName {
  readonly at: AnnotationRef | null;
  readonly kind: string;
  /** Seconds that a finished one stays; null where it stays for good. */
  readonly stays: number | null;
}

/** What goes sooner needs no other clean-up. */
const SHORT = 3600;

const example = (policy: string): string =>
  chartExample({
    'templates/job.yaml': objectHead(
      'batch/v1',
      'Job',
      'a-{{ .Release.Revision }}',
      'helm.sh/hook: pre-upgrade',
      `helm.sh/hook-delete-policy: ${policy}`,
    ),
  });

/** `deleteHookByPolicy` in Helm's hooks.go deletes the object of the very name that is about to be created. */
export const dynamicName = defineRule<'release', DynamicName>({
  meta: {
    id: 'hook/dynamic-name',
    title: 'A hook object has another name in each revision, and nothing deletes the old ones',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: "A hook's name holds the revision, chance or the time, while `before-hook-creation` is all that cleans up.",
      why: 'Helm deletes the object of the name that it is about to create. The old ones have other names, so with each upgrade one more stays, uninstall included.',
      fix: 'Add `hook-succeeded`, or give the hook a fixed name: `before-hook-creation` makes room for it.',
      silent: [
        '`hook-succeeded` in the delete policy',
        'a Job that deletes itself by `ttlSecondsAfterFinished` within the hour, or without a policy that says otherwise',
        'hooks on install and delete events only, which run once',
        'names that change with the content (a hash, the chart version) only',
        'information only: hooks of tests alone, which run when somebody asks for them',
      ],
      bad: example('before-hook-creation'),
      good: example('hook-succeeded'),
    },
  },

  *check(db, key) {
    for (const hook of releaseOf(db, key)?.hooks ?? []) {
      const { document } = hook;
      if (!runsAgain(hook) || hook.deletePolicies.includes('hook-succeeded')) continue;
      if (!isChanging(db, document) || !knownAnnotation(db, document, HOOK_ANNOTATION)) continue;
      const annotation = knownAnnotation(db, document, DELETE_ANNOTATION);
      if (hook.annotations.deletePolicy && !annotation) continue;
      const place = changingPart(db, chartOf(key), document);
      const stays = timeToLive(document);
      if (!place || (stays !== null && (stays < SHORT || !hook.deletePolicies.includes('before-hook-creation'))))
        continue;
      const policy = annotation && annotationSource(db, chartOf(key), annotation);
      const related = policy ? [{ span: policy.span, message: 'This never finds the old one.' }] : [];
      const data = { at: annotation ? annotationRef(annotation) : null, kind: document.head.kind, stays };
      yield { span: place.span, data, related, severity: stays === null && !isTest(hook) ? 'warning' : 'info' };
    }
  },

  message: ({ kind, stays }) =>
    `This ${kind} has another name in each revision, so \`before-hook-creation\` never finds the old one: ` +
    (stays === null
      ? 'they pile up, and stay after uninstall.'
      : `each stays for the ${stays} seconds of \`ttlSecondsAfterFinished\`, after uninstall too, and for good if it never finishes.`),

  fixes(db, key, { data }) {
    const annotation: Annotation | undefined = data.at === null ? undefined : annotationBy(db, key, data.at);
    const edits = annotation && editAnnotation(db, annotation, `${annotation.text},hook-succeeded`);
    return edits ? [{ title: 'Add hook-succeeded', safe: false, edits }] : [];
  },
});

/** Null where none is set; of one that is not known, none at all. */
function timeToLive({ manifests }: Hook['document']): number | null {
  const nodes = manifests.flatMap(({ node }) => getPath(get(node, 'spec'), ['ttlSecondsAfterFinished']) ?? []);
  const [seconds] = nodes.map((node) => Number(textOf(node)));
  return seconds === undefined ? null : Number.isFinite(seconds) ? seconds : 0;
}

/** A test runs by its own name as often as one likes, and leaves one object in each revision in which somebody runs it. */
const isTest = ({ events }: Hook): boolean => events.every((event) => event === 'test');

const runsAgain = ({ events, document }: Hook): boolean =>
  document.head.annotations.has(HOOK_ANNOTATION) && events.some((event) => /upgrade|rollback|test/.test(event));
