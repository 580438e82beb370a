import { segmentsOf, toSourceEdits } from '../../project/literalEdit.ts';
import { nameOf, namePlace, placeSpan } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import type { RenderedDocument } from '../../chart/documents.ts';
import type { Release } from '../../chart/release.ts';
import { upgradeReleaseOf } from '../../project/upgradeRelease.ts';
import type { Origin, Place } from '../../text/origin.ts';
import { leavesOf } from '../../text/origin.ts';
import { sameSpan } from '../../text/range.ts';
import { placeOf } from '../../text/sourceMap.ts';
import { lineStart } from '../../yaml/lines.ts';
import { get, getPath, textOf } from '../../yaml/lookup.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { resolve } from '../../yaml/walk.ts';
import { chartExample, job } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly job: string;
  readonly change: string;
}

/** A Job's `spec.template` cannot be changed (ValidateJobUpdate in kubernetes pkg/apis/batch/validation). */
export const jobImmutable = defineRule<'release', Data>({
  meta: {
    id: 'job/immutable',
    title: 'A Job that upgrades would change, which Kubernetes refuses',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: "A Job that is no hook has the same name in every release, and its pod template holds what changes with the chart: its version, the application's, or an image tag.",
      why: 'The template of a Job is immutable. The upgrade that changes it fails with "field is immutable", as long as the finished Job is there.',
      fix: 'Give it a name of its own for each revision, `ttlSecondsAfterFinished`, or make it a hook (`post-install,post-upgrade`) where no pod of the release waits for it.',
      silent: [
        'hooks and CronJobs',
        '`ttlSecondsAfterFinished`: a finished Job is gone by then',
        'names with the revision, a version, a checksum or a random part',
        'Jobs with options of Argo CD or Flux that replace them',
        'image tags that come from no default of the chart',
        'Jobs that upgrades do not render, or render as a hook: Helm deletes what is there',
      ],
      bad: example('init'),
      good: example('init-{{ .Release.Revision }}'),
    },
  },

  *check(db, key) {
    const { objects } = hookGraphOf(db, key) ?? { objects: [] };
    const upgrade = upgradeReleaseOf(db, key);
    for (const object of objects) {
      if (!isPlainJob(object) || (upgrade && !isInstalledBy(upgrade, object))) continue;
      const changing = changeIn(object);
      const span = changing && namePlace(db, key, object);
      if (!span) continue;
      const at = placeSpan(db, changing.place);
      const related = at ? [{ span: at, message: `${changing.what} changes with the chart.` }] : [];
      yield { span, data: { job: nameOf(object), change: changing.what }, related };
    }
  },

  message: ({ job, change }) =>
    `${job} has the same name in every release, but its pod template holds ${change}: the upgrade that changes it fails, since the template of a Job is immutable.`,

  fixes(db, key, { span }) {
    const objects = hookGraphOf(db, key)?.objects ?? [];
    const found = objects.filter(isPlainJob).find((object) => sameSpan(namePlace(db, key, object), span));
    const name = resolve(found && getPath(found.manifest.node, ['metadata', 'name']));
    if (!found || name?.kind !== 'scalar' || name.style === 'literal' || name.style === 'folded') return [];
    const end = name.range.end - (name.style === 'plain' ? 0 : 1);
    const edits = toSourceEdits(db, found.document, [
      { range: { start: end, end }, newText: '-{{ .Release.Revision }}' },
    ]);
    const fix: Fix = { title: 'Give the Job of each revision a name of its own', safe: false, edits: edits ?? [] };
    return edits ? [fix] : [];
  },
});

/** Whether an upgrade has the Job too, among what it updates. */
const isInstalledBy = ({ manifests }: Release, { kind, name }: GraphObject): boolean =>
  manifests.some((document) => document.manifests.some((own) => own.gvk.kind === kind && own.name === name));

function isPlainJob({ hook, kind, manifest, certain, named, document }: GraphObject): boolean {
  if (hook || kind !== 'Job' || !certain || !named || manifest.gvk.group !== 'batch') return false;
  const name = getPath(manifest.node, ['metadata', 'name']);
  const annotations = resolve(getPath(manifest.node, ['metadata', 'annotations']));
  const isReplaced =
    annotations?.kind === 'map' &&
    annotations.entries.some(({ name: key, value }) => isReplacing(key, textOf(value) ?? ''));
  const isTimed = get(getPath(manifest.node, ['spec']), 'ttlSecondsAfterFinished') !== undefined;
  const parts = name ? segmentsOf(document, name.range).map(({ origin }) => origin) : [];
  return !isReplaced && !isTimed && !parts.some((origin) => changeOf(origin) !== undefined);
}

const isReplacing = (key: string, value: string): boolean =>
  key.startsWith('argocd.argoproj.io/hook') ||
  (key === 'argocd.argoproj.io/sync-options' && /(?:Replace|Force)=true/.test(value)) ||
  key === 'kustomize.toolkit.fluxcd.io/force';

function changeIn({ manifest, document }: GraphObject): { what: string; place: Place } | undefined {
  const template: YamlNode | undefined = getPath(manifest.node, ['spec', 'template']);
  for (const { origin, range } of template ? segmentsOf(document, template.range) : []) {
    const { start } = document.range;
    const text = document.text.slice(range.start - start, range.end - start);
    const what = changeOf(origin) ?? imageOf(origin, text) ?? tagOf(origin, text, lineBefore(document, range.start));
    const place = placeOf(origin);
    if (what !== undefined && place) return { what, place };
  }
  return undefined;
}

/** What the chart's metadata and defaults change from one version to the next. */
const GIVEN = ['.Chart.Version', '.Chart.AppVersion', '.Release.Revision'];

function changeOf(origin: Origin): string | undefined {
  if (isSum(origin)) return 'a checksum';
  for (const leaf of leavesOf([origin])) {
    if (leaf.kind === 'given' && GIVEN.includes(leaf.name)) return `\`${leaf.name}\``;
    if (leaf.kind === 'values' && /^(?:tag|imageTag|digest|version|imageVersion)$/.test(leaf.path.at(-1) ?? ''))
      return `\`.Values.${leaf.setting.join('.')}\``;
  }
  return undefined;
}

/** A default image with its tag in one value. */
function imageOf(origin: Origin, text: string): string | undefined {
  const [leaf, ...more] = leavesOf([origin]);
  const isImage = leaf?.kind === 'values' && more.length === 0 && /image$/i.test(leaf.path.at(-1) ?? '');
  return isImage && /^[\w./-]+:(?!latest$)[\w.-]+$/.test(text.trim())
    ? `\`.Values.${leaf.setting.join('.')}\``
    : undefined;
}

/** What stands before an offset of the whole render on its line. */
const lineBefore = ({ text, range }: RenderedDocument, offset: number): string =>
  text.slice(lineStart(text, offset - range.start), offset - range.start);

/** A part of an image with a version in it, from a value such as `operatorVersion` or `image_tag`. */
function tagOf(origin: Origin, text: string, before: string): string | undefined {
  const [leaf, ...more] = leavesOf([origin]);
  const isTag = leaf?.kind === 'values' && more.length === 0 && /(?:tag|version|digest)$/i.test(leaf.path.at(-1) ?? '');
  return isTag && /\d/.test(text) && /^[\s-]*image:/.test(before) ? `\`.Values.${leaf.setting.join('.')}\`` : undefined;
}

const isSum = (origin: Origin): boolean =>
  (origin.kind === 'printed' && isSum(origin.of)) || (origin.kind === 'computed' && /sum$/.test(origin.name));

/** An example whose Job has the end of a name. */
function example(name: string): string {
  return chartExample({
    'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: 1.0.0\n',
    'templates/job.yaml': job(`{{ .Release.Name }}-${name}`, { container: 'a', image: 'a:{{ .Chart.AppVersion }}' }),
  });
}
