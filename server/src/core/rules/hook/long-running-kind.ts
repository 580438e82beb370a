import type { Hook, HookEvent } from '../../chart/hook.ts';
import { HOOK_ANNOTATION } from '../../chart/hook.ts';
import { dependencyHooks } from '../../project/dependencyHooks.ts';
import { annotationSource, knownAnnotation } from '../../project/hookAnnotations.ts';
import { isHookKey, removeAnnotations } from '../../project/hookEdit.ts';
import { printedAt } from '../../project/hookSource.ts';
import { mergeEdits } from '../../project/graphPlace.ts';
import { releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { documentBy, refOf } from '../../project/releaseDocuments.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartOf, releaseKey, scenarioOf } from '../../project/releaseKey.ts';
import type { Source } from '../../project/source.ts';
import { valueSpan } from '../../project/source.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface LongRunning {
  /** That which the finding lies on, and the others of the chart. */
  readonly documents: readonly DocumentRef[];
  readonly kind: string;
  readonly again: boolean;
  /** A dependency that is not in charts/, whose objects they are. */
  readonly dependency?: string;
}

const example = (...annotations: readonly string[]): string =>
  chartExample({ 'templates/a.yaml': objectHead('apps/v1', 'Deployment', 'a', ...annotations) });

/** Helm creates hooks and forgets them (hooks.go, action/install.go): no diff, no wait but for Jobs and Pods, no deletion. */
export const longRunningKind = defineRule<'release', LongRunning>({
  meta: {
    id: 'hook/long-running-kind',
    title: 'A workload that is to stay is a hook',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A Deployment, StatefulSet, ReplicaSet, autoscaler, Ingress or Service is a hook of an install or upgrade event. Reported once for a chart, at the first of them; an information where `commonAnnotations` makes all objects of a dependency that is not in charts/ hooks of upgrades.',
      why: 'Helm creates a hook and forgets it: an install-only one never sees an upgrade, one with an upgrade event is deleted and made anew each time, with downtime; `--wait` does not wait for it, and uninstall leaves it running.',
      fix: 'Remove the hook annotations, so that Helm manages the object. Note that the next upgrade then finds an object that it does not own: delete it first, or use `--take-ownership`.',
      silent: [
        'DaemonSets, which are used to pull images beforehand',
        'test and delete events',
        '`hook-succeeded` in the delete policy, which removes the object when the event is over',
        'events that can not be known here',
      ],
      bad: example('helm.sh/hook: post-install'),
      good: example(),
    },
  },

  *check(db, key) {
    const known = scenarioOf(key) === '' ? [] : longRunning(db, releaseKey(chartOf(key))).flat();
    const isKnown = ({ source: own }: Found): boolean => known.some(({ source }) => sameSpan(source.span, own.span));
    for (const group of longRunning(db, key)) {
      // Without the first of them the chart makes the same mistake.
      if (group.every(isKnown)) continue;
      const [{ hook, source }, ...others] = group;
      const documents = [hook, ...others.map((other) => other.hook)].map(({ document }) => refOf(document));
      const again = isAgain(hook.events);
      const more = others
        .filter((other) => !sameSpan(other.source.span, source.span))
        .map((other) => ({ span: other.source.span, message: `So is this ${other.hook.document.head.kind}.` }));
      const data = { documents, kind: hook.document.head.kind, again };
      yield { span: source.span, data, related: [...printedAt(source), ...more] };
    }
    const release = releaseOf(db, key);
    for (const { name, events, deletePolicies, origin } of release ? dependencyHooks(release) : []) {
      const span = valueSpan(db, origin);
      if (!span || !isAgain(events) || deletePolicies.includes('hook-succeeded')) continue;
      yield { span, data: { documents: [], kind: '', again: true, dependency: name }, severity: 'info' };
    }
  },

  message: ({ kind, again, dependency, documents: { length } }) =>
    dependency !== undefined
      ? `This makes hooks of all objects of \`${dependency}\`, so Helm does not manage them: what runs there is deleted and made anew at each upgrade, and uninstall leaves it.`
      : length === 1
        ? `This ${kind} is a hook, so Helm does not manage it: ${again ? 'it is deleted and made anew at each upgrade' : 'upgrades pass it by'}, and uninstall leaves it.`
        : `This ${kind} and ${length - 1} more of the chart are hooks, so Helm does not manage them: ${again ? 'they are deleted and made anew at each upgrade' : 'upgrades pass them by'}, and uninstall leaves them.`,

  fixes(db, key, { data }) {
    const edits = data.documents.map((ref) => {
      const document = documentBy(db, key, ref);
      return document && removeAnnotations(db, document, (entry) => isHookKey(entry.name));
    });
    const all = edits.flatMap((own) => own ?? []);
    const title = 'Remove the hook annotations (an installed one must be deleted before the next upgrade)';
    return all.length > 0 && !edits.includes(undefined) ? [{ title, safe: false, edits: mergeEdits(all) }] : [];
  },
});

interface Found {
  readonly hook: Hook;
  readonly source: Source;
}

/** The hooks of a release that are to stay, by their chart, what upgrades do with them, and whether values say so. */
function longRunning(db: Db, key: ReleaseKey): readonly (readonly [Found, ...Found[]])[] {
  const groups = new Map<string, [Found, ...Found[]]>();
  for (const hook of releaseOf(db, key)?.hooks ?? []) {
    if (!isLongRunning(hook) || hook.deletePolicies.includes('hook-succeeded')) continue;
    const annotation = knownAnnotation(db, hook.document, HOOK_ANNOTATION);
    const source = annotation && annotationSource(db, chartOf(key), annotation);
    if (!source) continue;
    const again = isAgain(hook.events);
    const group = `${hook.document.render.template.chart.fullPath} ${again} ${printedAt(source).length > 0}`;
    const known = groups.get(group);
    if (known) known.push({ hook, source });
    else groups.set(group, [{ hook, source }]);
  }
  return [...groups.values()];
}

const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'HorizontalPodAutoscaler', 'Ingress', 'Service'];

const isLongRunning = ({ document, events }: Hook): boolean =>
  KINDS.includes(document.head.kind) && events.some((event) => /-(?:install|upgrade)$/.test(event));

const isAgain = (events: readonly HookEvent[]): boolean => events.some((event) => /upgrade/.test(event));
