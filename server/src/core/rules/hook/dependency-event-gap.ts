import type { HookEvent } from '../../chart/hook.ts';
import { addEvents, nameOf, neededAt, objectPlace } from '../../project/graphPlace.ts';
import type { Gap } from '../../project/gap.ts';
import { gapsByProvider } from '../../project/gap.ts';
import { hookGapsQuery } from '../../project/hookGaps.ts';
import { isRandom } from '../../project/installOnly.ts';
import { sameSpan } from '../../text/range.ts';
import { chartExample, job, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
  readonly events: readonly string[];
  readonly add: HookEvent;
  readonly isMild: boolean;
  /** Whether the consumer is no hook. */
  readonly isRegular: boolean;
}

/** Only the events of the running operation are run (pkg/action/install.go, upgrade.go, uninstall.go). */
export const dependencyEventGap = defineRule<'release', Data>({
  meta: {
    id: 'hook/dependency-event-gap',
    title: 'A hook is not run at an event at which another object needs it',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An account, role, ConfigMap, Secret or volume claim is a hook, and a Job or Pod that needs it runs in an operation in which the hook does not run, or not before it.',
      why: 'Helm runs the hooks of the operation only. What an install left may still be there at an upgrade, but a release from a chart without it never gets it, and its content is old; this case is a warning.',
      fix: 'Add the missing event to the annotation.',
      silent: [
        'hooks of uninstall that use what an install left behind',
        'events of rollback and test',
        'a second object of the same kind and name that is there in time',
        'an object with random content, made once and left on purpose',
        'references that are `optional`',
      ],
      bad: example('pre-install'),
      good: example('pre-install,pre-upgrade'),
    },
  },

  *check(db, key) {
    for (const gaps of gapsByProvider(db.get(hookGapsQuery, key), 'event-gap')) {
      const [gap] = gaps;
      const span = objectPlace(db, key, gap.provider);
      if (!span) continue;
      const uses = gaps.map(({ need }) => need);
      const isMild = gaps.every((each) => each.isMild);
      yield {
        span,
        data: dataOf(gaps.find((each) => !each.isMild) ?? gap),
        related: neededAt(db, key, uses),
        severity: isMild ? 'warning' : 'error',
      };
    }
  },

  message({ consumer, provider, events, add, isMild, isRegular }) {
    const only = `${provider} is made on ${events.map((event) => `\`${event}\``).join(', ')} only`;
    if (isRegular && add === 'pre-install')
      return `${only}, but ${consumer} needs it from the install on: an install never makes it, and the pods don't start.`;
    const made = `${only}, but ${consumer} needs it on \`${add}\``;
    return isMild
      ? `${made}: it gets what the first install left, or waits in vain where an older chart left nothing.`
      : `${made}: it does not exist then, and ${consumer} never starts.`;
  },

  fixes(db, key, { span, data }) {
    const gap = gapsByProvider(db.get(hookGapsQuery, key), 'event-gap').find(([g]) =>
      sameSpan(objectPlace(db, key, g.provider), span),
    )?.[0];
    if (!gap || isRandom(gap.provider)) return [];
    const edits = addEvents(db, gap.provider, [data.add]);
    const fix: Fix = { title: `Run ${gap.provider.name} on ${data.add} too`, safe: false, edits: edits ?? [] };
    return edits ? [fix] : [];
  },
});

const dataOf = ({ need, provider, moment, isMild }: Gap): Data => ({
  consumer: nameOf(need.consumer),
  provider: nameOf(provider),
  events: [...new Set(provider.hook?.events)],
  // What is no hook needs it before the regular objects are made.
  add: moment.step === 'manifests' ? `pre-${moment.operation === 'upgrade' ? 'upgrade' : 'install'}` : moment.step,
  isMild,
  isRegular: !need.consumer.hook,
});

/** An example whose account is a hook of these events. */
function example(events: string): string {
  return chartExample({
    'templates/account.yaml': objectHead(
      'v1',
      'ServiceAccount',
      '{{ .Release.Name }}-account',
      `"helm.sh/hook": ${events}`,
    ),
    'templates/job.yaml': job(
      '{{ .Release.Name }}-migrate',
      { account: '{{ .Release.Name }}-account', container: 'migrate' },
      '"helm.sh/hook": pre-install,pre-upgrade',
    ),
  });
}
