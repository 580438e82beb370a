import type { CompanionProject } from '../companionEntry.ts';
import { hardWayCrds, manifest, operator, operatorCrds, v1Crds, v3Crds, withoutOperator } from './calicoFiles.ts';

const inGroup = (group: string, names: string): readonly string[] => names.split(' ').map((name) => `${name}.${group}`);

const inOperatorGroup = (names: string): readonly string[] => inGroup('operator.tigera.io', names);
const inPolicyGroup = (names: string): readonly string[] => inGroup('policy.networking.k8s.io', names);

const operator26 = inOperatorGroup('apiservers imagesets installations tigerastatuses');
const operator30 = [...operator26, ...inOperatorGroup('gatewayapis goldmanes managementclusterconnections whiskers')];
const operator32 = [...operator30, ...inOperatorGroup('istios')];

const networkNames26 =
  'bgpconfigurations bgpfilters bgppeers blockaffinities caliconodestatuses clusterinformations felixconfigurations ' +
  'globalnetworkpolicies globalnetworksets hostendpoints ipamblocks ipamhandles ippools ipreservations ' +
  'kubecontrollersconfigurations networkpolicies networksets';
const networkNames30 = `${networkNames26} tiers stagedglobalnetworkpolicies stagedkubernetesnetworkpolicies stagednetworkpolicies`;

const network26 = inGroup('crd.projectcalico.org', `${networkNames26} ipamconfigs`);
const network29 = [
  ...network26,
  ...inGroup('crd.projectcalico.org', 'tiers'),
  ...inPolicyGroup('adminnetworkpolicies'),
];
const network30 = [
  ...inGroup('crd.projectcalico.org', `${networkNames30} ipamconfigs`),
  ...inPolicyGroup('adminnetworkpolicies baselineadminnetworkpolicies'),
];
const network32 = [
  ...inGroup('crd.projectcalico.org', `${networkNames30} ipamconfigs`),
  ...inPolicyGroup('clusternetworkpolicies'),
];
const native32 = inGroup('projectcalico.org', `${networkNames30} ipamconfigurations`);

const patches = (minor: string, last: number): readonly string[] =>
  Array.from({ length: last + 1 }, (_, patch) => `${minor}.${patch}`);

const alone = [hardWayCrds, ...withoutOperator];

/** Operator tags by Calico patch, from patch 0, as each release's tigera-operator.yaml names them. */
const operatorTags = {
  '3.28': '0 3 5 8 10 13',
  '3.29': '0 2 5 7 9 12 14 16',
  '3.30': '0 1 3 6 7 9 11 13',
  '3.31': '0 1 2 3 7 8 13 15',
  '3.32': '0 3',
};
const operatorMinors = { '1.34': '3.28', '1.36': '3.29', '1.38': '3.30', '1.40': '3.31', '1.42': '3.32' } as const;

const exactTags = Object.fromEntries(
  Object.entries(operatorMinors).flatMap(([ours, calico]) =>
    operatorTags[calico].split(' ').map((patch, i) => [`v${ours}.${patch}`, `${calico}.${i}`]),
  ),
);

/**
 * Calico's releases, the CRDs in its manifests, and the operator image that dates a vendored copy.
 * CRDs were read from the manifests at the tags v3.26.0 to v3.32.1.
 */
export const calicoProject = {
  id: 'calico',
  name: 'Calico',
  tag: 'v{version}',
  knownVersions: [
    ...patches('3.26', 5),
    ...patches('3.27', 5),
    ...patches('3.28', 5),
    ...patches('3.29', 7),
    ...patches('3.30', 7),
    ...patches('3.31', 7),
    ...patches('3.32', 4),
    ...patches('3.33', 1),
  ],
  contents: [
    { artefacts: [operator, operatorCrds], since: '3.26.0', until: '3.29.0', crds: [...operator26, ...network26] },
    { artefacts: [operator, operatorCrds], since: '3.29.0', until: '3.30.0', crds: [...operator26, ...network29] },
    { artefacts: [operator], since: '3.30.0', until: '3.33.0', crds: [] },
    { artefacts: [operatorCrds], since: '3.30.0', until: '3.32.0', crds: [...operator30, ...network30] },
    { artefacts: [operatorCrds, v1Crds], since: '3.32.0', until: '3.33.0', crds: [...operator32, ...network32] },
    { artefacts: [v3Crds], since: '3.32.0', until: '3.33.0', crds: [...operator32, ...native32] },
    { artefacts: alone, since: '3.26.0', until: '3.29.0', crds: network26 },
    { artefacts: alone, since: '3.29.0', until: '3.30.0', crds: network29 },
    { artefacts: alone, since: '3.30.0', until: '3.32.0', crds: network30 },
    { artefacts: alone, since: '3.32.0', until: '3.33.0', crds: network32 },
    {
      artefacts: [manifest('calico-v3-crds.yaml')],
      since: '3.32.0',
      until: '3.33.0',
      crds: [...native32, ...inPolicyGroup('clusternetworkpolicies')],
    },
  ],
  images: [{ image: 'quay.io/tigera/operator', exact: exactTags, minors: operatorMinors }],
} satisfies CompanionProject;
