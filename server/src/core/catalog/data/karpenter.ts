import type { CompanionEntry } from '../companionEntry.ts';

/** Karpenter's charts keep their CRDs in crds/, which Helm installs once; `karpenter-crd` has them as templates. */
export const karpenterEntries = [
  {
    id: 'karpenter-aws',
    project: 'karpenter',
    homepage: 'https://github.com/aws/karpenter-provider-aws',
    pairing: 'chart-pair',
    relation: 'recommends',
    since: '0.26.1',
    main: [{ form: 'chart', name: 'karpenter', oci: ['oci://public.ecr.aws/karpenter/karpenter'] }],
    companions: [
      { artefacts: [{ form: 'chart', name: 'karpenter-crd', oci: ['oci://public.ecr.aws/karpenter/karpenter-crd'] }] },
      {
        artefacts: [{ form: 'github-dir', repo: 'aws/karpenter-provider-aws', path: 'pkg/apis/crds' }],
        note: 'The files in this folder change per version.',
      },
    ],
    version: 'same-version',
    order: 'crds-first',
    flag: {
      kind: 'host-skip',
      note: 'The main chart keeps its crds/: skip them (skip_crds, skipCrds, install.crds: Skip) beside karpenter-crd.',
    },
    crdGroups: ['karpenter.sh', 'karpenter.k8s.aws'],
    sampleCrds: ['nodepools.karpenter.sh', 'nodeclaims.karpenter.sh', 'ec2nodeclasses.karpenter.k8s.aws'],
    confidence: 'verified-in-source',
    source: 'aws/karpenter-provider-aws upgrade guide, troubleshooting page and charts/ up to v1.14.1',
    notes: 'Chart versions have a leading v up to about 0.34 and none later.',
  },
  {
    id: 'karpenter-azure',
    project: 'karpenter-azure',
    homepage: 'https://github.com/Azure/karpenter-provider-azure',
    pairing: 'chart-pair',
    relation: 'recommends',
    main: [{ form: 'chart', name: 'karpenter', oci: ['oci://mcr.microsoft.com/aks/karpenter/karpenter'] }],
    companions: [
      {
        artefacts: [
          { form: 'chart', name: 'karpenter-crd', oci: ['oci://mcr.microsoft.com/aks/karpenter/karpenter-crd'] },
        ],
      },
    ],
    version: 'same-version',
    order: 'crds-first',
    crdGroups: ['karpenter.sh', 'karpenter.azure.com'],
    confidence: 'documented',
    unverified: ['companions.oci', 'crdGroups'],
    source: 'Azure/karpenter-provider-azure charts/karpenter-crd/Chart.yaml',
  },
] as const satisfies readonly CompanionEntry[];
