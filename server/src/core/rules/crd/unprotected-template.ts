import { compareText } from '../../base/compare.ts';
import { nodesOf } from '../../chart/chartTree.ts';
import { RESOURCE_POLICY } from '../../chart/hook.ts';
import type { Release } from '../../chart/release.ts';
import { definedKind } from '../../manifest/crd.ts';
import { isCrd } from '../../manifest/manifest.ts';
import { runsOnce } from '../../manifest/podSpec.ts';
import { addAnnotation } from '../../project/annotationEdit.ts';
import { isArchived } from '../../project/chartSource.ts';
import { mergeEdits, namePlace } from '../../project/graphPlace.ts';
import { hasOpenAnnotations } from '../../project/hookAnnotations.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { textsBehind } from '../../project/ownKinds.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartOf, releaseKey, scenarioOf } from '../../project/releaseKey.ts';
import { isNamedAt } from '../../project/valueNotes.ts';
import type { Span } from '../../text/range.ts';
import { sameSpan } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { relativePath } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, crd } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly crd: string;
  readonly kind: string;
  /** How many other CRDs the same chart has. */
  readonly others: number;
}

/** Uninstall and upgrade spare what says keep (pkg/action/resource_policy.go, pkg/kube/client.go); files in crds/ are never deleted. */
export const unprotectedTemplate = defineRule<'release', Data>({
  meta: {
    id: 'crd/unprotected-template',
    title: 'A CRD in a template is deleted with the release',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A CRD is rendered from a template, without `helm.sh/resource-policy: keep`. Reported once for a chart, at its first CRD.',
      why: '`helm uninstall` deletes it, and with a CRD Kubernetes deletes every object of its kind in the whole cluster: those of other releases and users too. The same happens when an upgrade no longer renders it. In a chart of nothing but CRDs, which nobody uninstalls by accident, it is an info; so it is where a `pre-delete` Job may refuse or clean up.',
      fix: 'Add `helm.sh/resource-policy: keep`; with a value such as `crds.keep`, on by default, for those who want it gone. Or put the CRD into `crds/`, which uninstall leaves alone.',
      silent: [
        'CRDs with `helm.sh/resource-policy: keep`',
        'templates that write the policy under a condition, through a helper, or by a value such as `crds.keep`: whoever turns it off means it',
        'templates that take annotations from a value whose comment in values.yaml speaks of the policy',
        'hooks: Helm never deletes a CRD that a hook made',
        'files of `crds/` that a template prints once more',
        'annotations of which a part is not known',
        'charts in an archive: their author is someone else',
      ],
      bad: example(),
      good: example('helm.sh/resource-policy: keep'),
    },
  },

  *check(db, key) {
    // Other values add CRDs to those that the defaults show: what mends the ones mends the others.
    const defaults =
      scenarioOf(key) === '' ? [] : unprotected(db, releaseKey(chartOf(key))).map(([first]) => ownerOf(first));
    const found = unprotected(db, key).filter(([first]) => !defaults.includes(ownerOf(first)));
    // Whoever uninstalls a chart of nothing but CRDs means them, and a Job that runs before may refuse.
    const isAll = isNothingElse(db, key);
    const isMeant = isAll || hasUninstallJob(db, key);
    for (const [{ span, object }, ...others] of found) {
      const kind = definedKind(object.manifest)?.kind ?? '';
      const data = { crd: object.name, kind, others: others.length };
      const elsewhere = others.filter((other) => !sameSpan(other.span, span));
      const related = elsewhere.map((other) => ({ span: other.span, message: 'The same holds for this CRD.' }));
      yield { span, data, related, severity: isMeant ? 'info' : 'warning' };
    }
  },

  message: ({ crd, kind, others }) =>
    others > 0
      ? `\`helm uninstall\` deletes the CRD \`${crd}\` and ${others} more of this chart, and with them every object of their kinds in the cluster. Add \`helm.sh/resource-policy: keep\` to each.`
      : `\`helm uninstall\` deletes the CRD \`${crd}\`, and with it every \`${kind}\` of the cluster. Add \`helm.sh/resource-policy: keep\`.`,

  fixes(db, key, { span }) {
    const group = unprotected(db, key).find(([first]) => sameSpan(first.span, span)) ?? [];
    const edits = group.map(({ object }) => addAnnotation(db, object, RESOURCE_POLICY, 'keep'));
    const all = edits.flatMap((own) => own ?? []);
    if (all.length === 0 || edits.includes(undefined)) return [];
    const title = `Keep ${group.length > 1 ? 'the CRDs' : 'the CRD'}: add helm.sh/resource-policy`;
    return [{ title, safe: false, edits: mergeEdits(all) }];
  },
});

interface Unprotected {
  readonly object: GraphObject;
  /** Where its name is written: one place for all that a loop makes. */
  readonly span: Span;
}

type Group = readonly [first: Unprotected, ...others: Unprotected[]];

const hasUninstallJob = (db: Db, key: ReleaseKey): boolean =>
  hookGraphOf(db, key)?.objects.some(
    ({ hook, manifest }) => hook?.events.includes('pre-delete') === true && runsOnce(manifest),
  ) === true;

/** CRDs, and admission policies, which come with some. */
const isNothingElse = (db: Db, key: ReleaseKey): boolean =>
  hookGraphOf(db, key)?.objects.every(
    ({ manifest, kind }) => isCrd(manifest) || /^(?:Validat|Mutat)ingAdmissionPolicy/.test(kind),
  ) === true;

/** The unprotected CRDs of a release by the chart that has them, as they stand in its files. */
function unprotected(db: Db, key: ReleaseKey): readonly Group[] {
  const charts = new Map<string, Unprotected[]>();
  const graph = hookGraphOf(db, key);
  for (const object of graph?.objects ?? []) {
    if (!graph || !isUnprotected(object) || isArchived(object.document.render.template.uri)) continue;
    const texts = textsBehind(graph.release, object.document);
    if (texts.some(isSwitched) || isOffered(graph.release, texts)) continue;
    const span = namePlace(db, key, object);
    if (!span || isInCrds(graph.release, span.uri)) continue;
    const one = { object, span };
    charts.set(ownerOf(one), [...(charts.get(ownerOf(one)) ?? []), one]);
  }
  return [...charts.values()].flatMap((own) => {
    const [first, ...others] = own.sort(
      (a, b) => compareText(a.span.uri, b.span.uri) || a.span.range.start - b.span.range.start,
    );
    return first ? [[first, ...others]] : [];
  });
}

/** The chart of a CRD's template, below the root. */
const ownerOf = ({ object }: Unprotected): string => object.document.render.template.chart.fullPath;

/** Whether a file lies in a chart's crds/, from where Helm has made it without owning it, and refuses it as a part of a release. */
const isInCrds = ({ root }: Release, uri: Uri): boolean =>
  [...nodesOf(root)].some(({ chart }) => relativePath(chart.files.root, uri).startsWith('crds/'));

/** The policy under a condition, or a value such as `crds.keep` that chooses between two files. */
const isSwitched = (text: string): boolean =>
  /helm\.sh\/resource-policy/i.test(text) || [...text.matchAll(VALUES_PATH)].some(([path]) => /keep/i.test(path));

const VALUES_PATH = /\.Values\.[\w.]+/gi;

/** Keys that are looked for in values.yaml. */
const MOST_KEYS = 100;

/** The keys about annotations, such as `crds.annotations`, in the paths of a text. */
function annotationKeys(text: string): readonly string[] {
  const found = [...text.matchAll(VALUES_PATH)].flatMap(
    ([path]) => path.split('.').findLast((key) => /annotations/i.test(key)) ?? [],
  );
  return [...new Set(found)].slice(0, MOST_KEYS);
}

/** Whether values.yaml names the policy at a value from which templates take annotations: who leaves it empty means it. */
const isOffered = ({ root }: Release, texts: readonly string[]): boolean =>
  texts
    .flatMap(annotationKeys)
    .some((key) => [...nodesOf(root)].some(({ chart }) => isNamedAt(chart.values?.text ?? '', key, RESOURCE_POLICY)));

const isUnprotected = ({ manifest, document, hook, certain }: GraphObject): boolean =>
  certain &&
  !hook &&
  definedKind(manifest) !== undefined &&
  !document.head.annotations.has(RESOURCE_POLICY) &&
  !hasOpenAnnotations(document);

/** An example whose CRD has these annotations. */
function example(...annotations: readonly string[]): string {
  return chartExample({ 'templates/crd.yaml': crd('Widget', ...annotations) });
}
