import { isOpen } from '../../chart/find.ts';
import { argoPhases } from '../../project/argoPhase.ts';
import { nameOf, nodePlace } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { editScalar } from '../../project/hookSource.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import { sameSpan } from '../../text/range.ts';
import { getPath } from '../../yaml/lookup.ts';
import type { YamlScalar } from '../../yaml/nodes.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly seconds: number;
}

/** Below this a Job may be gone before Argo CD has looked at it again. */
const LEAST = 10;
const ENOUGH = 60;

const example = (seconds: number): string =>
  chartExample({
    'templates/a.yaml': `${objectHead('batch/v1', 'Job', 'a', 'helm.sh/hook: pre-install,pre-upgrade')}spec:\n  ttlSecondsAfterFinished: ${seconds}\n`,
  });

/** The TTL controller deletes a Job that many seconds after it has finished, and Argo CD finds no result any more. */
export const argocdTtlZero = defineRule<'release', Data>({
  meta: {
    id: 'hook/argocd-ttl-zero',
    title: 'A hook Job deletes itself before Argo CD sees that it has finished',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    profile: 'argocd',
    docs: {
      what: 'A Job that Argo CD runs as a hook has `ttlSecondsAfterFinished` below 10.',
      why: 'Kubernetes deletes the Job as soon as it has finished. Argo CD, which waits for it, finds no Job any more, and the sync hangs or runs the Job again.',
      fix: 'Leave the clean-up to the delete policy, or give Argo CD a minute.',
      silent: [
        'Jobs that are no hooks, and events that Argo CD passes over (test, rollback)',
        "objects with Argo CD's own hook annotation",
        'a value that can not be known here',
      ],
      bad: example(0),
      good: example(120),
    },
  },

  *check(db, key) {
    for (const object of hookGraphOf(db, key)?.objects ?? []) {
      const node = shortLife(object);
      const span = node && nodePlace(db, key, object, node);
      if (span) yield { span, data: { object: nameOf(object), seconds: Number(node.value) } };
    }
  },

  message: ({ object, seconds }) =>
    `Kubernetes deletes ${object} ${seconds} seconds after it has finished, before Argo CD sees that: the sync hangs, or runs it again.`,

  fixes(db, key, { span }) {
    for (const object of hookGraphOf(db, key)?.objects ?? []) {
      const node = shortLife(object);
      if (!node || !sameSpan(nodePlace(db, key, object, node), span)) continue;
      const edit = { range: node.range, newText: String(ENOUGH) };
      const edits = toSourceEdits(db, object.document, [edit]) ?? editScalar(db, object.document, node, edit.newText);
      return edits ? [{ title: `Keep the Job for ${ENOUGH} seconds`, safe: false, edits }] : [];
    }
    return [];
  },
});

function shortLife(object: GraphObject): YamlScalar | undefined {
  const { manifest, document, certain, kind } = object;
  const node = getPath(manifest.node, ['spec', 'ttlSecondsAfterFinished']);
  if (!certain || kind !== 'Job' || argoPhases(object).length === 0 || node?.kind !== 'scalar') return undefined;
  return typeof node.value === 'number' && node.value < LEAST && !isOpen(document, node) ? node : undefined;
}
