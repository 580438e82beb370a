import type { HookEvent } from '../../chart/hook.ts';
import { isWorkload } from '../../manifest/podSpec.ts';
import { addEvents, nameOf, objectPlace, usePlace } from '../../project/graphPlace.ts';
import { isCustomResource } from '../../project/customResource.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import type { HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf, upgradeGraphOf } from '../../project/hookGraph.ts';
import type { InstallOnly } from '../../project/installOnly.ts';
import { installOnlyOf } from '../../project/installOnly.ts';
import { mayGenerate } from '../../project/podWords.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartOf, releaseKey, scenarioOf } from '../../project/releaseKey.ts';
import { isPassiveCase, mayRunAgain, missingEvents, runFileOnUpgrade } from '../../project/runOnUpgrade.ts';
import { sameSpan } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { basename } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, job, objectHead } from '../example.ts';
import type { Fix, Related, Severity } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly why: InstallOnly['why'];
  readonly object: string;
  readonly other: string | undefined;
  /** The events as written, and those to add. */
  readonly events: readonly HookEvent[];
  readonly missing: readonly HookEvent[];
  /** Whether running pods use it, so that no upgrade may delete it. */
  readonly isInUse: boolean;
  /** Whether it may make something that must not be made twice. */
  readonly mayGenerate: boolean;
}

const SEVERITIES: Readonly<Record<InstallOnly['why'], Severity>> = {
  used: 'warning',
  pair: 'warning',
  generated: 'info',
  unseen: 'info',
  applies: 'info',
  split: 'hint',
  job: 'hint',
};

/** Helm runs the hooks of an upgrade only (pkg/action/upgrade.go): what an install made stays as it was. */
export const installOnly = defineRule<'release', Data>({
  meta: {
    id: 'hook/install-only',
    title: 'A hook is run on install only, so that upgrades never renew it',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A ConfigMap, account, role or other passive object is a hook of installs (and perhaps of uninstalls), and an object of every upgrade uses it; or a Job runs on install only.',
      why: '`helm upgrade` runs no install hooks. The object keeps the content of the first install, and a release that was installed by an older chart without it never gets it.',
      fix: 'Add `pre-upgrade` beside `pre-install`, or `post-upgrade` beside `post-install`; one action does it for all passive hooks of a file. What makes certificates or passwords stays install-only: run again, it makes new ones. A Job that makes certificates and applies files of the chart as well is to be split in two: leave in it what makes them, and move what applies into a second Job at `pre-install,pre-upgrade`, with a higher weight, which reads from the cluster what the first one made.',
      silent: [
        'an object that only hooks of the install use, such as the role of a Job that runs once, or a Secret whose name is among the settings of its pod',
        'an object that nothing in the chart names and that `hook-succeeded` deletes again',
        'a second object of the same kind and name that upgrades make',
        'a Job whose name says that it checks something and makes nothing (`check`, `preflight`, `probe`, `verify`, `validate`)',
        'a Job that another branch of its template gives events of upgrades, which values choose',
        'a Job that mounts a ConfigMap which a CronJob with the same image reads too',
        'a Job of a chart in which upgrades run another Job with the same image (and with the same ConfigMap, where it mounts one that changes, and with the same task, where `kubectl` is told one), or read a Secret or ConfigMap of the release that no template renders: the Job makes it, once, unless its pod has no account',
        'a Job beside one for upgrades, if only other values bring that, with the same name and more behind it',
        'a Job, or an object that nothing names, that the default values make too, where another value switches off what makes it all right',
        'volume claims, namespaces and workloads',
      ],
      bad: example('pre-install'),
      good: example('pre-install,pre-upgrade'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    const defaults = scenarioOf(key) === '' ? undefined : hookGraphOf(db, releaseKey(chartOf(key)));
    for (const found of graph ? installOnlyOf(graph, upgradeGraphOf(db, key)) : []) {
      if (defaults && isSwitchedOff(defaults, found)) continue;
      const span = objectPlace(db, key, found.object);
      if (!span) continue;
      yield { span, data: dataOf(found), severity: SEVERITIES[found.why], related: relatedOf(db, key, found) };
    }
  },

  message({ why, object, other, events, missing, ...data }) {
    const only = `${object} runs on ${events.map((e) => `\`${e}\``).join(', ')} only`;
    const stale =
      'Upgrades leave it as the first install made it, and a release from a chart without it never gets it.';
    switch (why) {
      case 'used':
        return `${object} is made on install only, but ${other ?? ''} uses it at every upgrade. ${stale} ${data.isInUse ? 'Make it a regular object; a hook that needs it earlier gets a copy with a name of its own.' : `Add \`${missing.join(',')}\`.`}`;
      case 'pair':
        return `${object} is made on install only, but ${other ?? ''} gets a new certificate at every upgrade: the two no longer fit, and the API server refuses the calls. Keep what is there with \`lookup\` in both.`;
      case 'generated':
        return `${object} is made on install only, and ${other ?? ''} uses it: a release from a chart without it never gets it. An upgrade event would make a new value each time, so make it a regular object that keeps the old one with \`lookup\`.`;
      case 'unseen':
        return `${object} is made on install only. ${stale}`;
      case 'applies':
        return `${only}, but ${other ?? ''}, which it reads, changes with every upgrade: the change is never applied.`;
      case 'split':
        return `${only}, but it applies ${other ?? ''} too, which comes with the chart: upgrades never apply it. On \`${missing.join(',')}\` it would also make its certificates anew, so split it: a second Job, on \`${[...events, ...missing].join(',')}\` with a higher weight, applies and reads what this one made.`;
      case 'job':
        return `${only}: upgrades don't run it. Add \`${missing.join(',')}\` if it may run again${data.mayGenerate ? ' and keeps what it made the first time' : ''}.`;
    }
  },

  fixes(db, key, { span, data }) {
    const graph = hookGraphOf(db, key);
    if (!graph) return [];
    const found = mayRunAgain(db, key, graph).find(({ object }) => sameSpan(objectPlace(db, key, object), span));
    const edits = found && addEvents(db, found.object, missingEvents(found));
    if (!found || !edits) return [];
    const one: Fix = { title: `Run this on upgrade too (add ${data.missing.join(',')})`, safe: false, edits };
    const isRegular = found.why === 'used' || isCustomResource(found.object);
    const unhooked = isRegular ? unhook(db, key, found.object) : undefined;
    const other: Fix[] = unhooked ? [{ title: UNHOOK_TITLE, safe: false, edits: unhooked }] : [];
    return isPassiveCase(found) ? [one, ...wholeFile(db, key, span.uri), ...other] : [one];
  },
});

/** An example whose ConfigMap is a hook of these events. */
function example(events: string): string {
  return chartExample({
    'templates/config.yaml': `${objectHead('v1', 'ConfigMap', '{{ .Release.Name }}-crds', `"helm.sh/hook": ${events}`)}data:\n  version: {{ .Chart.Version }}\n`,
    'templates/job.yaml': job('{{ .Release.Name }}-apply-{{ .Release.Revision }}', {
      container: 'apply',
      image: 'kubectl:1.30',
      envFrom: { configMapRef: '{{ .Release.Name }}-crds' },
    }),
  });
}

/** Whether the defaults have the same object: what makes it all right there, such as an upgrade Job, is only switched off. */
const isSwitchedOff = ({ called }: HookGraph, { why, object }: InstallOnly): boolean =>
  (why === 'job' || why === 'unseen') && called(object.kind, object.name).some(({ hook }) => hook !== undefined);

const dataOf = (found: InstallOnly): Data => ({
  why: found.why,
  object: nameOf(found.object),
  other: found.other && nameOf(found.other),
  events: found.object.hook?.events ?? [],
  missing: missingEvents(found),
  isInUse: found.use !== undefined && found.use.via !== 'permission' && isWorkload(found.use.consumer.manifest),
  mayGenerate: mayGenerate(found.object),
});

function relatedOf(db: Db, key: ReleaseKey, { why, other, use }: InstallOnly): readonly Related[] {
  const isRead = why === 'applies' || why === 'split';
  const span = use && !isRead ? usePlace(db, key, use) : other && objectPlace(db, key, other);
  const message = isRead ? 'This changes with the chart.' : why === 'pair' ? 'This is made anew.' : 'It is used here.';
  return span ? [{ span, message }] : [];
}

/** The same for every passive hook of a file, where there are several. */
function wholeFile(db: Db, key: ReleaseKey, uri: Uri): readonly Fix[] {
  const edits = runFileOnUpgrade(db, key, uri);
  const count = edits[0]?.edits.length ?? 0;
  const title = `Run all ${count} passive install-only hooks of ${basename(uri)} on upgrade too`;
  return count < 2 ? [] : [{ title, safe: false, edits }];
}
