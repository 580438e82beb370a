import { nodesOf } from '../../chart/chartTree.ts';
import { RESOURCE_POLICY } from '../../chart/hook.ts';
import type { Release } from '../../chart/release.ts';
import { definedKind } from '../../manifest/crd.ts';
import { isCrd } from '../../manifest/manifest.ts';
import { addAnnotation } from '../../project/annotationEdit.ts';
import { isArchived } from '../../project/chartSource.ts';
import { outerSpan } from '../../project/graphPlace.ts';
import { hasOpenAnnotations } from '../../project/hookAnnotations.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { textsBehind } from '../../project/ownKinds.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import type { Span } from '../../text/range.ts';
import { sameSpan } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { relativePath } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import { getPath } from '../../yaml/lookup.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly crd: string;
  readonly kind: string;
  /** How many other CRDs are written at the same place. */
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
      what: 'A CRD is rendered from a template, without `helm.sh/resource-policy: keep`.',
      why: '`helm uninstall` deletes it, and with a CRD Kubernetes deletes every object of its kind in the whole cluster: those of other releases and users too. The same happens when an upgrade no longer renders it. In a chart of nothing but CRDs, which nobody uninstalls by accident, it is an info.',
      fix: 'Add `helm.sh/resource-policy: keep`; with a value such as `crds.keep`, on by default, for those who want it gone. Or put the CRD into `crds/`, which uninstall leaves alone.',
      silent: [
        'CRDs with `helm.sh/resource-policy: keep`',
        'templates that write the policy under a condition, through a helper, or by a value such as `crds.keep`: whoever turns it off means it',
        'hooks: Helm never deletes a CRD that a hook made',
        'files of `crds/` that a template prints once more',
        'annotations of which a part is not known',
        'charts in an archive: their author is someone else',
      ],
      bad: example(''),
      good: example('  annotations:\n    helm.sh/resource-policy: keep\n'),
    },
  },

  *check(db, key) {
    const found = unprotected(db, key);
    // Whoever uninstalls a chart of nothing but CRDs means them.
    const isAll = hookGraphOf(db, key)?.objects.every(({ manifest }) => isCrd(manifest)) === true;
    for (const [span, [first, ...others]] of found) {
      const kind = definedKind(first.manifest)?.kind ?? '';
      const data = { crd: first.name, kind, others: others.length };
      yield { span, data, severity: isAll ? 'info' : 'warning' };
    }
  },

  message: ({ crd, kind, others }) =>
    `\`helm uninstall\` deletes the CRD \`${crd}\`${others > 0 ? ` (and ${others} more that come from here)` : ''}, and with it every \`${kind}\` of the cluster. Add \`helm.sh/resource-policy: keep\`.`,

  fixes(db, key, { span }) {
    const found = unprotected(db, key).find(([own]) => sameSpan(own, span))?.[1][0];
    const edits = found && addAnnotation(db, found, RESOURCE_POLICY, 'keep');
    return edits ? [{ title: 'Keep the CRD: add helm.sh/resource-policy', safe: false, edits }] : [];
  },
});

type Group = [first: GraphObject, ...others: GraphObject[]];

/** The unprotected CRDs of a release by the place where their names are written: a loop over files has one for all. */
function unprotected(db: Db, key: ReleaseKey): readonly (readonly [Span, Group])[] {
  const groups: [Span, Group][] = [];
  const graph = hookGraphOf(db, key);
  for (const object of graph?.objects ?? []) {
    if (!graph || !isUnprotected(object) || isArchived(object.document.render.template.uri)) continue;
    if (textsBehind(graph.release, object.document).some((text) => SWITCH.test(text))) continue;
    const name = getPath(object.manifest.node, ['metadata', 'name']);
    const place = name && outerSpan(db, key, object, name);
    const span = place && !isInCrds(graph.release, place.uri) ? place : undefined;
    const known = span && groups.find(([own]) => sameSpan(own, span));
    if (known) known[1].push(object);
    else if (span) groups.push([span, [object]]);
  }
  return groups;
}

/** Whether a file lies in a chart's crds/, from where Helm has made it without owning it, and refuses it as a part of a release. */
const isInCrds = ({ root }: Release, uri: Uri): boolean =>
  [...nodesOf(root)].some(({ chart }) => relativePath(chart.files.root, uri).startsWith('crds/'));

/** The policy under a condition, or a value such as `crds.keep` that chooses between two files. */
const SWITCH = /helm\.sh\/resource-policy|\.Values\.[\w.]*keep/i;

const isUnprotected = ({ manifest, document, hook, certain }: GraphObject): boolean =>
  certain &&
  !hook &&
  definedKind(manifest) !== undefined &&
  !document.head.annotations.has(RESOURCE_POLICY) &&
  !hasOpenAnnotations(document);

/** An example with further metadata. */
function example(metadata: string): string {
  return `-- Chart.yaml --
apiVersion: v2
name: a
version: 1.0.0
-- templates/crd.yaml --
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.org
${metadata}spec:
  group: example.org
  scope: Namespaced
  names:
    kind: Widget
    plural: widgets
  versions:
    - name: v1
      served: true
      storage: true
`;
}
