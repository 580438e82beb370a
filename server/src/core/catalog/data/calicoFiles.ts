import type { GithubFile } from '../companionEntry.ts';

/** A file of Calico's manifests/ folder, which has no kustomization of its own. */
export const manifest = (name: string): GithubFile => ({
  form: 'github-file',
  repo: 'projectcalico/calico',
  path: `manifests/${name}`,
});

/** The operator; its CRDs left it at 3.30. */
export const operator = manifest('tigera-operator.yaml');
/** The same CRDs as the operator's manifest up to 3.29, the only ones from 3.30, a copy of the v1 file from 3.32. */
export const operatorCrds = manifest('operator-crds.yaml');
/** From 3.32. */
export const v1Crds = manifest('v1_crd_projectcalico_org.yaml');
/** CRDs of projectcalico.org/v3, from 3.32; shares the operator's own with the v1 file. */
export const v3Crds = manifest('v3_projectcalico_org.yaml');
/** The CRDs without the operator's own. */
export const hardWayCrds = manifest('crds.yaml');

/** Manifests that run Calico without the operator; each holds the CRDs of `crds.yaml`. */
export const withoutOperator = [
  manifest('calico.yaml'),
  manifest('canal.yaml'),
  manifest('calico-typha.yaml'),
  manifest('calico-vxlan.yaml'),
  manifest('calico-policy-only.yaml'),
  manifest('calico-bpf.yaml'),
];
