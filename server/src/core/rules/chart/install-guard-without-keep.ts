import { doubtAbout, findObject } from '../../chart/find.ts';
import { HOOK_ANNOTATION } from '../../chart/hook.ts';
import type { Release } from '../../chart/release.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { runsOnce } from '../../manifest/podSpec.ts';
import { nameOf, outerSpan } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { addAnnotations } from '../../project/annotationEdit.ts';
import { hookGraphOf, upgradeGraphOf } from '../../project/hookGraph.ts';
import { annotationSource, knownAnnotation } from '../../project/hookAnnotations.ts';
import { isRenderedWhileAbsent } from '../../project/lookupGuard.ts';
import { upgradeReleaseOf } from '../../project/upgradeRelease.ts';
import { sameSpan } from '../../text/range.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import { getPath, textOf } from '../../yaml/lookup.ts';
import type { SourceEdit } from '../../project/literalEdit.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  /** Whether the template asks the cluster for it, not whether this is an install. */
  readonly isLookup: boolean;
  /** The events of the hook that it is at upgrades. */
  readonly events: readonly string[];
}

const POLICY = 'helm.sh/resource-policy';

/** An upgrade deletes what the release before has and the new one lacks, unless the old text says keep (pkg/kube/client.go Update). */
export const installGuardWithoutKeep = defineRule<'release', Data>({
  meta: {
    id: 'chart/install-guard-without-keep',
    title: 'An object is rendered on install only, and so deleted by the first upgrade',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An object that is no hook is rendered under `.Release.IsInstall` (or not `.Release.IsUpgrade`), or only where `lookup` does not find it, without `helm.sh/resource-policy: keep`; or it is a hook at upgrades, not of `post-upgrade`, and regular objects use it.',
      why: 'An upgrade renders the chart without it. Helm deletes what the release before has and the new one has not: the object is gone after the first upgrade.',
      fix: 'Add `helm.sh/resource-policy: keep`, or render it at upgrades as well.',
      silent: [
        'objects with `helm.sh/resource-policy: keep`, and hooks',
        'Jobs and Pods: they have done their work',
        'objects that upgrades render elsewhere, or under a name that is not known',
        'objects that are hooks at upgrades and that only hooks use',
      ],
      bad: example(),
      good: example('helm.sh/resource-policy: keep'),
    },
  },

  *check(db, key) {
    for (const object of vanishing(db, key)) {
      const kind = getPath(object.manifest.node, ['kind']);
      const span = kind && outerSpan(db, key, object, kind);
      const isLookup = isRenderedWhileAbsent(db, object);
      if (span) yield { span, data: { object: nameOf(object), isLookup, events: [] } };
    }
    for (const object of turnedHooks(db, key)) {
      const annotation = knownAnnotation(db, object.document, HOOK_ANNOTATION);
      const source = annotation && annotationSource(db, chartOf(key), annotation);
      const events = object.hook?.events ?? [];
      if (source) yield { span: source.span, data: { object: nameOf(object), isLookup: false, events } };
    }
  },

  message: ({ object, isLookup, events }) =>
    events.length > 0
      ? `${object} is a regular object on install, but a \`${events.join(',')}\` hook on upgrades: the first upgrade makes it anew as a hook, and then Helm deletes it with what is no longer part of the release.`
      : isLookup
        ? `${object} is rendered only while the cluster does not have it: the next upgrade finds it and leaves it out, and so Helm deletes it.`
        : `${object} is rendered on install only, and nothing keeps it: Helm deletes it at the first upgrade.`,

  fixes(db, key, { span }) {
    const found = vanishing(db, key).find((object) => {
      const kind = getPath(object.manifest.node, ['kind']);
      return kind && sameSpan(outerSpan(db, key, object, kind), span);
    });
    const edits = found && keepEdits(db, found);
    return edits ? [{ title: 'Keep it: add helm.sh/resource-policy', safe: false, edits }] : [];
  },
});

function vanishing(db: Db, key: ReleaseKey): readonly GraphObject[] {
  const upgrade = upgradeReleaseOf(db, key);
  const graph = hookGraphOf(db, key);
  // What no template renders otherwise is the same document in both.
  const kept = new Set([...(upgrade?.manifests ?? []), ...(upgrade?.hooks ?? []).map((hook) => hook.document)]);
  return (graph?.objects ?? []).filter(
    (object) =>
      mayVanish(object) &&
      ((upgrade !== undefined &&
        !kept.has(object.document) &&
        isGone(upgrade, graph?.release, object.kind, object.name)) ||
        isRenderedWhileAbsent(db, object)),
  );
}

/**
 * What is a regular object of the install and a hook at upgrades, there needed by regular objects: Helm deletes it after the
 * pre-upgrade hooks, as something that the new release lacks (pkg/action/upgrade.go, then pkg/kube/client.go Update).
 */
function turnedHooks(db: Db, key: ReleaseKey): readonly GraphObject[] {
  const upgrade = upgradeGraphOf(db, key);
  const graph = hookGraphOf(db, key);
  if (!upgrade || graph === undefined) return [];
  return upgrade.objects.filter((object) => {
    const { kind, name, hook } = object;
    if (!hook || !graph.called(kind, name).some(mayVanish)) return false;
    const [first, ...more] = upgrade.called(kind, name);
    const isGone = object === first && [first, ...more].every((one) => one.certain && one.hook && isGoneAfter(one));
    return isGone && [first, ...more].some((one) => upgrade.usesOf(one).some(({ consumer }) => !consumer.hook));
  });
}

const isGoneAfter = ({ hook, manifest }: GraphObject): boolean =>
  hook?.events.includes('post-upgrade') === false && !isKept(manifest);

const isKept = ({ node }: Manifest): boolean => textOf(getPath(node, ['metadata', 'annotations', POLICY])) === 'keep';

const mayVanish = ({ hook, certain, named, manifest }: GraphObject): boolean =>
  !hook && certain && named && !runsOnce(manifest) && !isKept(manifest);

/** What is not known of the install as well cannot hold the object: it would be there twice. */
function isGone(upgrade: Release, install: Release | undefined, kind: string, name: string): boolean {
  const found = findObject(upgrade, kind, name);
  if (found.answer !== 'unknown') return found.answer === 'absent';
  return install !== undefined && found.reason === doubtAbout(upgrade) && found.reason === doubtAbout(install);
}

function keepEdits(db: Db, { document, manifest }: GraphObject): readonly SourceEdit[] | undefined {
  const edits = addAnnotations(document.text, manifest.node, [[POLICY, 'keep']]);
  return edits && toSourceEdits(db, document, edits);
}

/** An example whose object has these annotations. */
function example(...annotations: readonly string[]): string {
  return chartExample({
    'templates/a.yaml': `{{- if .Release.IsInstall }}\n${objectHead('v1', 'ConfigMap', 'first', ...annotations)}data:\n  a: b\n{{- end }}\n`,
  });
}
