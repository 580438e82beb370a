import { kindKey } from '../../manifest/crd.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { isCrd, manifestsOf } from '../../manifest/manifest.ts';
import type { HookEvent } from '../../chart/hook.ts';
import { RESOURCE_POLICY } from '../../chart/hook.ts';
import { isOpen } from '../../chart/find.ts';
import { addAnnotation } from '../../project/annotationEdit.ts';
import type { Step } from '../../project/availability.ts';
import { availabilityOf, momentsOf, operationOf } from '../../project/availability.ts';
import { isArchived } from '../../project/chartSource.ts';
import { nameOf, outerSpan, setEvents } from '../../project/graphPlace.ts';
import type { GraphObject, HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { asksForKinds, folderKindsQuery, renderedKinds } from '../../project/ownKinds.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { sameSpan } from '../../text/range.ts';
import type { Span } from '../../text/range.ts';
import { basename, joinUri } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import { getPath, textOf } from '../../yaml/lookup.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { chartExample, crd, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly crd: string;
  readonly step: Step;
}

/** A custom resource and the CRD that is not there when Helm looks for its kind. */
interface Early {
  readonly object: GraphObject;
  readonly crd: GraphObject;
  readonly step: Step;
}

/**
 * Helm builds all objects that are no hooks, which asks the API server for their kinds, before it creates the first one
 * or runs a pre-install hook (KubeClient.Build in pkg/action/install.go); a hook is built when its turn comes
 * (pkg/action/hooks.go), with kinds asked for anew.
 */
export const sameReleaseResource = defineRule<'release', Data>({
  meta: {
    id: 'crd/same-release-resource',
    title: 'A custom resource is installed together with its CRD',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A template renders a custom resource, and the CRD of its kind comes from a template of the same release (or from a hook), not from `crds/`.',
      why: 'Helm asks the cluster for the kinds of all objects before it creates the first of them and before pre-install hooks run. On a cluster without the CRD the first install stops with "no matches for kind"; only where an older version left the CRD behind it works.',
      fix: 'Put the CRD into `crds/`, which Helm installs before all else, or into a chart of its own; or create the custom resource by a `post-install,post-upgrade` hook.',
      silent: [
        'CRDs that a `crds/` folder holds as well, that of an enabled subchart too',
        'templates that ask for the kind: `.Capabilities.APIVersions`, or a `lookup` of the CRD',
        'hooks that run when the CRD is there: `post-install`, tests, or after the hook that creates it',
        'hooks of upgrades and deletions only',
        'CRDs and custom resources of which a part is not known',
      ],
      bad: example('templates'),
      good: example('crds'),
    },
  },

  *check(db, key) {
    const seen: Span[] = [];
    for (const early of earlyIn(db, key)) {
      const span = placeOf(db, key, early.object);
      if (!span || seen.some((other) => sameSpan(other, span))) continue;
      seen.push(span);
      const made = placeOf(db, key, early.crd);
      const related = made ? [{ span: made, message: `The release makes ${nameOf(early.crd)} here.` }] : [];
      yield { span, data: { object: nameOf(early.object), crd: early.crd.name, step: early.step }, related };
    }
  },

  message: ({ object, crd, step }) =>
    step === 'manifests'
      ? `The CRD \`${crd}\` of ${object} comes with the same release, but Helm asks for its kind before it creates anything: the first install stops with "no matches for kind". Put the CRD into \`crds/\`, or create this by a \`post-install\` hook.`
      : `The CRD \`${crd}\` is not there yet when this \`${step}\` hook creates ${object}: the first install stops with "no matches for kind".`,

  fixes(db, key, { span }) {
    const found = earlyIn(db, key).find(({ object }) => sameSpan(placeOf(db, key, object), span));
    return found ? [...hookFix(db, found.object), ...moveFix(db, found.crd)] : [];
  },
});

function hookFix(db: Db, object: GraphObject): readonly Fix[] {
  const events = (object.hook?.events ?? []).map((e): HookEvent => (e === 'pre-install' ? 'post-install' : e));
  const edits = object.hook
    ? setEvents(db, object, events)
    : addAnnotation(db, object, '"helm.sh/hook"', 'post-install,post-upgrade');
  const title = object.hook
    ? `Create it on ${events.join(',')}`
    : 'Create it by a post-install,post-upgrade hook (each upgrade makes it anew)';
  return edits ? [{ title, safe: false, edits }] : [];
}

/** A CRD that is kept survives the upgrade in which its template goes, and with it all its resources. */
function moveFix(db: Db, { document, hook, manifest }: GraphObject): readonly Fix[] {
  const { uri, text, chart } = document.render.template;
  const to = joinUri(chart.chart.files.root, `crds/${basename(uri)}`);
  const isWhole = manifestsOf(parseYaml(text)).every(isCrd);
  if (hook || !isKeptOnUpgrade(manifest) || isArchived(uri) || text.includes('{{') || !isWhole) return [];
  if (!to || db.file(to).kind !== 'absent') return [];
  return [{ title: 'Move the CRD to crds/', safe: false, edits: [], rename: [{ from: uri, to }] }];
}

const isKeptOnUpgrade = ({ node }: Manifest): boolean =>
  textOf(getPath(node, ['metadata', 'annotations', RESOURCE_POLICY])) === 'keep';

function placeOf(db: Db, key: ReleaseKey, object: GraphObject): Span | undefined {
  const kind = getPath(object.manifest.node, ['kind']);
  return kind && outerSpan(db, key, object, kind);
}

function earlyIn(db: Db, key: ReleaseKey): readonly Early[] {
  const graph = hookGraphOf(db, key);
  const kinds = graph ? renderedKinds(graph) : new Map<string, readonly GraphObject[]>();
  if (!graph || kinds.size === 0) return [];
  return graph.objects.flatMap((object) => {
    const crds = isCertain(object) ? (kinds.get(kindKey(object.manifest.gvk)) ?? []) : [];
    const early = crds.length > 0 ? earlyOf(graph, object, crds) : undefined;
    if (!early || db.get(folderKindsQuery, key).has(kindKey(object.manifest.gvk))) return [];
    return asksForKinds(graph.release, object.document) ? [] : [early];
  });
}

const isCertain = ({ certain, document, manifest }: GraphObject): boolean =>
  certain && !isCrd(manifest) && !isOpen(document, getPath(manifest.node, ['apiVersion']));

function earlyOf(graph: HookGraph, object: GraphObject, crds: readonly GraphObject[]): Early | undefined {
  const [first] = crds.filter(({ hook }) => !hook || hook.events.some((event) => operationOf(event) === 'install'));
  if (!first) return undefined;
  for (const moment of momentsOf(graph, object)) {
    if (moment.operation !== 'install') continue;
    if (!object.hook) return { object, crd: first, step: 'manifests' };
    const isThere = crds.some((crd) => availabilityOf(graph.release, crd, object, moment) === 'there');
    if (!isThere) return { object, crd: first, step: moment.step };
  }
  return undefined;
}

/** An example whose CRD lies in a folder of the chart. */
function example(folder: string): string {
  return chartExample({
    [`${folder}/crd.yaml`]: crd('Widget', 'helm.sh/resource-policy: keep'),
    'templates/widget.yaml': objectHead('example.org/v1', 'Widget', '{{ .Release.Name }}-first'),
  });
}
