import { describe, expect, it } from 'vitest';
import type { ArtefactReference } from '../../../server/src/core/catalog/artefactMatch.ts';
import {
  artefactUrl,
  companionEntries,
  companionsFor,
  crdsIn,
  matchArtefact,
  projectOf,
  projectVersionByImage,
  releasesAfter,
  successorOf,
} from '../../../server/src/core/catalog/companions.ts';

const calico = (file: string, ref: string | undefined): ArtefactReference => ({
  form: 'github-file',
  repo: 'projectcalico/calico',
  ref,
  path: `manifests/${file}`,
});
const roles = (reference: ArtefactReference): string[] =>
  matchArtefact(reference).map((m) => `${m.entry.id} ${m.role} ${m.version ?? '?'}${m.certain ? '' : ' maybe'}`);
const entryOf = (id: string) => companionEntries.find((entry) => entry.id === id)!;

describe('matchArtefact', () => {
  it('finds the entry of the version', () => {
    expect(roles(calico('tigera-operator.yaml', 'v3.29.3'))).toEqual(['calico-operator-manifest-pre330 main 3.29.3']);
    expect(roles(calico('tigera-operator.yaml', 'v3.30.0'))).toEqual(['calico-operator-manifest main 3.30.0']);
    expect(roles(calico('tigera-operator.yaml', '3.31'))).toEqual(['calico-operator-manifest main 3.31']);
  });

  it('takes a pre-release for its release', () => {
    expect(roles(calico('tigera-operator.yaml', 'v3.30.0-0.dev'))).toEqual([
      'calico-operator-manifest main 3.30.0-0.dev',
    ]);
  });

  it('tells the companion from the redundant file by version', () => {
    expect(roles(calico('operator-crds.yaml', 'v3.29.3'))).toEqual([
      'calico-operator-manifest-pre330 redundant 3.29.3',
    ]);
    expect(roles(calico('operator-crds.yaml', 'v3.30.2'))).toEqual(['calico-operator-manifest companion 3.30.2']);
    expect(roles(calico('v1_crd_projectcalico_org.yaml', 'v3.31.0'))).toEqual([]);
  });

  it('is uncertain where the version is unknown', () => {
    for (const ref of [undefined, 'master', '${CALICO_VERSION}', '0123456789012345678901234567890123456789']) {
      expect(roles(calico('tigera-operator.yaml', ref))).toEqual([
        'calico-operator-manifest main ? maybe',
        'calico-operator-manifest-pre330 main ? maybe',
      ]);
    }
    expect(roles(calico('calico.yaml', undefined))).toEqual(['calico-nonoperator-manifests main ?']);
  });

  it('compares owner and name without case, the path with it', () => {
    expect(
      roles({
        form: 'github-file',
        repo: 'ProjectCalico/Calico',
        ref: 'v3.30.0',
        path: '/manifests/tigera-operator.yaml',
      }),
    ).toHaveLength(1);
    expect(
      roles({
        form: 'github-file',
        repo: 'projectcalico/calico',
        ref: 'v3.30.0',
        path: 'manifests/Tigera-operator.yaml',
      }),
    ).toEqual([]);
    expect(
      roles({ form: 'github-file', repo: 'someone/calico', ref: 'v3.30.0', path: 'manifests/tigera-operator.yaml' }),
    ).toEqual([]);
  });

  it('knows a chart by its repository, with or without its name at the end of an OCI reference', () => {
    const chart = (name: string, repo: string | undefined, version?: string): string[] =>
      roles({ form: 'chart', name, repo, version });
    expect(chart('karpenter', 'oci://public.ecr.aws/karpenter', '1.0.0')).toEqual(['karpenter-aws main 1.0.0']);
    expect(chart('karpenter', 'oci://public.ecr.aws/karpenter/karpenter', 'v0.33.0')).toEqual([
      'karpenter-aws main 0.33.0',
    ]);
    expect(chart('karpenter-crd', 'oci://public.ecr.aws/karpenter/', '1.0.0')).toEqual([
      'karpenter-aws companion 1.0.0',
    ]);
    expect(chart('karpenter', 'oci://mcr.microsoft.com/aks/karpenter', '1.0.0')).toEqual([
      'karpenter-azure main 1.0.0',
    ]);
    expect(chart('karpenter', undefined, '1.0.0')).toEqual([]);
    expect(chart('karpenter', 'https://charts.karpenter.sh', '0.16.0')).toEqual([]);
    expect(chart('tigera-operator', 'https://Docs.Tigera.io/calico/charts/', 'v3.32.1')).toEqual([
      'calico-operator-chart main 3.32.1',
    ]);
    expect(chart('tigera-operator', 'https://docs.tigera.io/calico/charts', 'v3.31.0')).toEqual([]);
  });
});

describe('companionsFor', () => {
  const offered = (version: string | undefined): (string | undefined)[] =>
    companionsFor(entryOf('calico-operator-manifest'), version).flatMap((c) =>
      c.artefacts.map((a) =>
        artefactUrl(a, version ?? '0.0.0')
          ?.split('/')
          .at(-1),
      ),
    );

  it('offers the file that the version documents first', () => {
    expect(offered('3.30.0')).toEqual(['operator-crds.yaml']);
    expect(offered('3.31.7')).toEqual(['operator-crds.yaml']);
    expect(offered('3.32.0')).toEqual([
      'v1_crd_projectcalico_org.yaml',
      'operator-crds.yaml',
      'v3_projectcalico_org.yaml',
    ]);
    expect(offered(undefined)).toHaveLength(3);
  });

  it('has none for charts whose main carries its CRDs', () => {
    expect(companionsFor(entryOf('calico-operator-manifest-pre330'), '3.29.0')).toEqual([]);
  });

  it('writes an address at a version', () => {
    const [first] = companionsFor(entryOf('calico-operator-manifest'), '3.30.0').flatMap((c) => c.artefacts);
    expect(artefactUrl(first!, '3.30.0')).toBe(
      'https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests/operator-crds.yaml',
    );
  });
});

describe('crdsIn', () => {
  const count = (file: string, ref: string): number | undefined => crdsIn(calico(file, ref))?.length;

  it('counts as the manifests do', () => {
    const rows: [string, string, number | undefined][] = [
      ['tigera-operator.yaml', 'v3.27.5', 22],
      ['tigera-operator.yaml', 'v3.28.2', 22],
      ['tigera-operator.yaml', 'v3.29.7', 24],
      ['tigera-operator.yaml', 'v3.30.0', 0],
      ['tigera-operator.yaml', 'v3.32.1', 0],
      ['operator-crds.yaml', 'v3.28.0', 22],
      ['operator-crds.yaml', 'v3.29.3', 24],
      ['operator-crds.yaml', 'v3.30.7', 32],
      ['operator-crds.yaml', 'v3.32.0', 32],
      ['v1_crd_projectcalico_org.yaml', 'v3.32.0', 32],
      ['v3_projectcalico_org.yaml', 'v3.32.1', 31],
      ['crds.yaml', 'v3.28.0', 18],
      ['crds.yaml', 'v3.29.0', 20],
      ['canal.yaml', 'v3.31.0', 24],
      ['calico.yaml', 'v3.32.1', 23],
      ['calico-v3-crds.yaml', 'v3.32.0', 23],
      ['tigera-operator.yaml', 'v3.34.0', undefined],
      ['tigera-operator.yaml', 'master', undefined],
    ];
    for (const [file, ref, expected] of rows) expect([file, ref, count(file, ref)]).toEqual([file, ref, expected]);
  });

  it('names every CRD once', () => {
    for (const { crds } of projectOf(entryOf('calico-operator-manifest'))?.contents ?? [])
      expect(new Set(crds).size).toBe(crds.length);
  });

  it('shows what leaves between versions and what two files share', () => {
    const before = crdsIn(calico('operator-crds.yaml', 'v3.31.0')) ?? [];
    const after = crdsIn(calico('operator-crds.yaml', 'v3.32.0')) ?? [];
    expect(before.filter((name) => !after.includes(name)).sort()).toEqual([
      'adminnetworkpolicies.policy.networking.k8s.io',
      'baselineadminnetworkpolicies.policy.networking.k8s.io',
    ]);
    const native = crdsIn(calico('v3_projectcalico_org.yaml', 'v3.32.0')) ?? [];
    expect(native.filter((name) => after.includes(name))).toHaveLength(9);
  });
});

describe('projects', () => {
  const project = projectOf(entryOf('calico-operator-manifest'))!;

  it('lists the releases above a version, the entry that begins there by itself', () => {
    expect(releasesAfter(project, '3.29.3').slice(0, 5)).toEqual(['3.29.4', '3.29.5', '3.29.6', '3.29.7', '3.30.0']);
    expect(releasesAfter(project, 'master')).toEqual([]);
    const next = successorOf(entryOf('calico-operator-manifest-pre330'));
    expect([next?.id, next?.since]).toEqual(['calico-operator-manifest', '3.30.0']);
    expect(successorOf(entryOf('calico-operator-manifest'))).toBeUndefined();
  });

  it('dates a vendored manifest by its operator image', () => {
    const dated = (image: string) => {
      const found = projectVersionByImage(image);
      return found && [found.version, found.exact];
    };
    expect(dated('quay.io/tigera/operator:v1.38.0')).toEqual(['3.30.0', true]);
    expect(dated('quay.io/tigera/operator:v1.36.16@sha256:00')).toEqual(['3.29.7', true]);
    expect(dated('quay.io/tigera/operator:v1.40.99')).toEqual(['3.31.0', false]);
    expect(dated('mirror.example.com:5000/quay/tigera/operator:v1.34.13')).toEqual(['3.28.5', true]);
    expect(dated('quay.io/other/operator:v1.38.0')).toBeUndefined();
    expect(dated('quay.io/tigera/operator:latest')).toBeUndefined();
    expect(dated('quay.io/tigera/operator')).toBeUndefined();
    expect(dated('mirror:5000/tigera/operator')).toBeUndefined();
  });
});

describe('the catalog itself', () => {
  it('has unique ids and a companion wherever one is required', () => {
    expect(new Set(companionEntries.map((entry) => entry.id)).size).toBe(companionEntries.length);
    for (const entry of companionEntries)
      expect([entry.id, entry.relation === 'requires' && !entry.companions]).toEqual([entry.id, false]);
  });
});
