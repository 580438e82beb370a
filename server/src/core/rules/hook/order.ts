import { annotationPlace, nameOf, neededAt, setWeight } from '../../project/graphPlace.ts';
import type { Gap } from '../../project/gap.ts';
import { gapsByProvider } from '../../project/gap.ts';
import { isOfReleaseName } from '../../project/gapKind.ts';
import { hookGapsQuery } from '../../project/hookGaps.ts';
import type { Release } from '../../chart/release.ts';
import { runsOnce } from '../../manifest/podSpec.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { sameSpan } from '../../text/range.ts';
import { chartExample, job, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
  readonly step: string;
  readonly consumerWeight: number;
  readonly providerWeight: number;
  /** Whether only one of the two names begins with the release's, so that the order is another under another name. */
  readonly isByRelease: boolean;
  /** Whether the order is wrong under the name that the release has here, and whether Helm waits for the consumer. */
  readonly isWrong: boolean;
  readonly isAwaited: boolean;
  /** Whether it is a namespace, without which nothing can be made in it. */
  readonly isNamespace: boolean;
}

/** hookByWeight in pkg/action/hooks.go: weight, then name; the kind counts between equal names only. */
export const hookOrder = defineRule<'release', Data>({
  meta: {
    id: 'hook/order',
    title: 'A hook runs before another one that it needs',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A Job or Pod and an object that it needs are hooks of the same event, and the object comes later; or a DaemonSet or another workload, and its account does; or any object, and its namespace does.',
      why: 'Helm runs the hooks of an event one after another, by weight, then by name. It waits for the Job, so that the object is never made.',
      fix: 'Give the object a lower weight than the Job. Where the weights are equal and only one of the names begins with that of the release, it is a warning, and an info where the order is right under the name that the release has here: under some names it is wrong.',
      silent: [
        'equal weights where the names are in the right order',
        'an object that an earlier event of the same operation makes as well',
        'references that are `optional`',
        'roles of an account that the chart does not make, such as `default`, where they come from another chart',
      ],
      bad: example('b', 'a'),
      good: example('a', 'b'),
    },
  },

  *check(db, key) {
    for (const gaps of gapsByProvider(db.get(hookGapsQuery, key), 'order')) {
      const [gap] = gaps;
      const span = annotationPlace(db, key, gap.provider, 'weight');
      if (!span) continue;
      const uses = gaps.map(({ need }) => need);
      const release = hookGraphOf(db, key)?.release;
      if (!release) continue;
      const data = dataOf(gaps.find(({ isMild }) => !isMild) ?? gap, release);
      const isMild = gaps.every((each) => each.isMild);
      yield {
        span,
        data,
        related: neededAt(db, key, uses),
        severity: isMild ? 'info' : data.isByRelease ? 'warning' : 'error',
      };
    }
  },

  message({ consumer, provider, step, consumerWeight, providerWeight, isByRelease, isWrong, isAwaited, isNamespace }) {
    if (!isWrong)
      return `At \`${step}\`, ${consumer} runs after ${provider}, which it needs, only if the release has a name that sorts so: both have weight ${consumerWeight}, and equal weights go by name. Give ${provider} a lower weight.`;
    const why =
      consumerWeight === providerWeight
        ? `both have weight ${consumerWeight}, and equal weights go by name, not by kind${isByRelease ? ': what the release is called decides' : ''}`
        : `weight ${consumerWeight} against ${providerWeight}`;
    const before = `At \`${step}\`, ${consumer} runs before ${provider}, which it needs (${why}).`;
    if (isNamespace) return `${before} The API server refuses it, and the install fails.`;
    return isAwaited
      ? `${before} Helm waits for it, so that the rest is never made.`
      : `${before} Its pods are refused until the account is there.`;
  },

  fixes(db, key, { span }) {
    const gaps = gapsByProvider(db.get(hookGapsQuery, key), 'order').find(([gap]) =>
      sameSpan(annotationPlace(db, key, gap.provider, 'weight'), span),
    );
    if (!gaps) return [];
    const weight = Math.min(...gaps.map(({ need }) => need.consumer.hook?.weight ?? 0)) - 1;
    const edits = setWeight(db, gaps[0].provider, weight);
    const fix: Fix = { title: `Give ${gaps[0].provider.name} the weight ${weight}`, safe: false, edits: edits ?? [] };
    return edits ? [fix] : [];
  },
});

function dataOf({ need: { consumer, via }, provider, moment, isMild }: Gap, release: Release): Data {
  const [consumerWeight, providerWeight] = [consumer.hook?.weight ?? 0, provider.hook?.weight ?? 0];
  const isMixed = isOfReleaseName(release, consumer) !== isOfReleaseName(release, provider);
  const isAwaited = runsOnce(consumer.manifest);
  return {
    consumer: nameOf(consumer),
    provider: nameOf(provider),
    step: moment.step,
    consumerWeight,
    providerWeight,
    isByRelease: consumerWeight === providerWeight && isMixed,
    isWrong: !isMild || !isAwaited,
    isAwaited,
    isNamespace: via === 'namespace',
  };
}

/** An example with the names of a ConfigMap and of the Job that reads it. */
function example(map: string, reader: string): string {
  const hook = '"helm.sh/hook": pre-install,pre-upgrade';
  const config = `${objectHead('v1', 'ConfigMap', `{{ .Release.Name }}-${map}`, hook)}data:\n  a: b\n`;
  const envFrom = { configMapRef: `{{ .Release.Name }}-${map}` };
  return chartExample({
    'templates/hooks.yaml': `${config}---\n${job(`{{ .Release.Name }}-${reader}`, { container: 'a', envFrom }, hook)}`,
  });
}
