import type { CompanionEntry } from '../companionEntry.ts';
import { hardWayCrds, operator, operatorCrds, v1Crds, v3Crds, withoutOperator } from './calicoFiles.ts';

const homepage = 'https://github.com/projectcalico/calico';
const chartRepo = 'https://docs.tigera.io/calico/charts';
const formerChartRepo = 'https://projectcalico.docs.tigera.io/charts';

/** Where Calico's CRDs are, per way of installing it and version. */
export const calicoEntries = [
  {
    id: 'calico-operator-manifest',
    project: 'calico',
    homepage,
    pairing: 'manifest-pair',
    relation: 'requires',
    since: '3.30.0',
    main: [operator],
    companions: [
      { artefacts: [v1Crds], since: '3.32.0' },
      { artefacts: [operatorCrds] },
      { artefacts: [v3Crds], since: '3.32.0', note: 'CRDs of projectcalico.org/v3; excludes the v1 files' },
    ],
    version: 'same-tag',
    order: 'crds-first',
    crdGroups: ['operator.tigera.io', 'crd.projectcalico.org', 'policy.networking.k8s.io', 'projectcalico.org'],
    sampleCrds: ['installations.operator.tigera.io', 'tigerastatuses.operator.tigera.io'],
    confidence: 'verified-in-source',
    source: 'projectcalico/calico manifests/ at v3.24.0 to v3.32.1, CRDs counted per tag',
    notes:
      'The operator creates missing CRDs at start (-manage-crds=true), but custom resources in the same apply fail until then, and a pruning tool deletes the CRDs that left the build.',
  },
  {
    id: 'calico-operator-manifest-pre330',
    project: 'calico',
    homepage,
    pairing: 'included',
    relation: 'included',
    since: '3.24.0',
    until: '3.30.0',
    main: [operator],
    redundant: [operatorCrds, hardWayCrds],
    version: 'same-tag',
    crdGroups: ['operator.tigera.io', 'crd.projectcalico.org'],
    confidence: 'verified-in-source',
    source: 'projectcalico/calico manifests/ at v3.24.0 to v3.29.7: both files hold the same CRDs',
  },
  {
    id: 'calico-nonoperator-manifests',
    project: 'calico',
    homepage,
    pairing: 'included',
    relation: 'included',
    main: withoutOperator,
    redundant: [hardWayCrds],
    version: 'same-tag',
    crdGroups: ['crd.projectcalico.org'],
    confidence: 'verified-in-source',
    source: 'projectcalico/calico manifests/ at v3.26.0 to v3.32.1',
  },
  {
    id: 'calico-operator-chart',
    project: 'calico',
    homepage,
    pairing: 'chart-pair',
    relation: 'requires',
    since: '3.32.0',
    main: [
      {
        form: 'chart',
        name: 'tigera-operator',
        repo: [chartRepo, formerChartRepo],
        oci: ['oci://quay.io/calico/charts/tigera-operator'],
      },
    ],
    companions: [
      {
        artefacts: [
          {
            form: 'chart',
            name: 'crd.projectcalico.org.v1',
            repo: [chartRepo],
            oci: ['oci://quay.io/calico/charts/crd.projectcalico.org.v1'],
          },
        ],
      },
      {
        artefacts: [
          {
            form: 'chart',
            name: 'projectcalico.org.v3',
            repo: [chartRepo],
            oci: ['oci://quay.io/calico/charts/projectcalico.org.v3'],
          },
        ],
        note: 'CRDs of projectcalico.org/v3',
      },
      { artefacts: [v1Crds] },
      { artefacts: [operatorCrds] },
    ],
    version: 'same-version',
    order: 'crds-first',
    flag: {
      kind: 'value',
      path: 'manageCRDs',
      default: true,
      since: '3.30.0',
      note: 'The operator manages CRDs at run time; custom resources still need them first.',
    },
    crdGroups: ['operator.tigera.io', 'crd.projectcalico.org'],
    sampleCrds: ['installations.operator.tigera.io'],
    confidence: 'verified-in-source',
    source: 'projectcalico/calico charts/ at v3.29.3 to v3.32.1: tigera-operator/crds is absent from v3.32.0',
    notes: 'The CRDs exceed the limit of client-side apply: they need server-side apply.',
  },
] as const satisfies readonly CompanionEntry[];
