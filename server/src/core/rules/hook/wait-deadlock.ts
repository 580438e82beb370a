import type { HookEvent } from '../../chart/hook.ts';
import { nameOf, objectPlace, outerSpan, setEvents } from '../../project/graphPlace.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import { isPassive } from '../../project/installOnly.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import type { Deadlock } from '../../project/waiting.ts';
import { deadlocksOf } from '../../project/waiting.ts';
import type { Span } from '../../text/range.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, deployment, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
  readonly events: string;
  readonly by: Deadlock['by'];
}

/** With --wait Helm waits for the regular objects before it runs post-install hooks (pkg/action/install.go performInstall). */
export const waitDeadlock = defineRule<'release', Data>({
  meta: {
    id: 'hook/wait-deadlock',
    title: 'Pods wait for a hook that runs only when they are ready',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A Deployment, StatefulSet or DaemonSet needs an object that the chart makes as a `post-install` hook only, or the Secret of a cert-manager Certificate that is one, or an init container of it waits for the Job of such a hook.',
      why: 'With `--wait` or `--atomic`, with Flux, and with Argo CD, hooks of `post-install` run when all pods are ready. These never get ready, so the first install stops at its time limit.',
      fix: 'Make the object at `pre-install,pre-upgrade`, if it needs nothing of the release; or make it a regular object, as a Job that the init container waits for can be.',
      silent: [
        'objects that exist in time as well: regular ones, and hooks of `pre-install`',
        'references that are `optional`, and image pull secrets',
        'workloads with `replicas: 0`',
        'scripts that name the Job otherwise than as one (`job/NAME`, or `job` and then the name), or in a comment',
        'hooks of upgrades only',
      ],
      bad: example('post-install'),
      good: example('pre-install'),
    },
  },

  *check(db, key) {
    for (const deadlock of deadlocksOf(db, key)) {
      const span = placeOf(db, key, deadlock);
      const made = objectPlace(db, key, deadlock.provider);
      if (!span) continue;
      const related = made ? [{ span: made, message: `${nameOf(deadlock.provider)} is a hook.` }] : [];
      yield { span, data: dataOf(deadlock), related };
    }
  },

  message: ({ consumer, provider, events, by }) =>
    `${consumer} ${VERBS[by]} ${provider}, a \`${events}\` hook: with \`--wait\`, Flux or Argo CD it runs only when these pods are ready, and so never.`,

  fixes(db, key, { span }) {
    const found = deadlocksOf(db, key).find((deadlock) => sameSpan(placeOf(db, key, deadlock), span));
    return found ? [...earlierFix(db, found), ...regularFix(db, key, found)] : [];
  },
});

const VERBS = { object: 'needs', secret: 'needs the Secret of', script: 'waits for' } as const;

const placeOf = (db: Db, key: ReleaseKey, { consumer, node }: Deadlock): Span | undefined =>
  outerSpan(db, key, consumer, node);

const dataOf = ({ consumer, provider, by }: Deadlock): Data => ({
  consumer: nameOf(consumer),
  provider: nameOf(provider),
  events: provider.hook?.events.join(',') ?? '',
  by,
});

/** Only for what runs nothing itself: a Job may need what comes with the release. */
function earlierFix(db: Db, { provider, by }: Deadlock): readonly Fix[] {
  // A certificate needs its issuer, which may come with the release.
  if (by === 'secret') return [];
  const events = (provider.hook?.events ?? []).map((e) => e.replace(/^post-(?=install|upgrade)/, 'pre-') as HookEvent);
  const edits = isPassive(provider) ? setEvents(db, provider, events) : undefined;
  return edits ? [{ title: `Make it on ${[...new Set(events)].join(',')}`, safe: false, edits }] : [];
}

function regularFix(db: Db, key: ReleaseKey, { provider }: Deadlock): readonly Fix[] {
  const edits = unhook(db, key, provider);
  return edits ? [{ title: UNHOOK_TITLE, safe: false, edits }] : [];
}

/** An example whose Secret is made at an event. */
function example(event: string): string {
  return chartExample({
    'templates/key.yaml': objectHead(
      'v1',
      'Secret',
      '{{ .Release.Name }}-key',
      `"helm.sh/hook": ${event}`,
      '"helm.sh/hook-delete-policy": before-hook-creation',
    ),
    'templates/app.yaml': deployment('{{ .Release.Name }}', {
      container: 'a',
      envFrom: { secretRef: '{{ .Release.Name }}-key' },
    }),
  });
}
