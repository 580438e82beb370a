import { describe, expect, it } from 'vitest';
import { artefactsOf, classify, refOf, withPath, withRef } from '../../../server/src/core/kustomize/reference.ts';

const RAW = 'https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests/tigera-operator.yaml';

describe('classify', () => {
  const kinds: [string, string][] = [
    ['deploy.yaml', 'local'],
    ['../base', 'local'],
    ['/abs', 'local'],
    ['ftp://example.org/x.yaml', 'local'],
    [RAW, 'http'],
    ['https://example.org/a/b/c.yaml', 'http'],
    ['https://example.org/install', 'http'],
    ['https://example.org/a/b', 'http'],
    ['https://github.com/o/r/releases/latest/download/x.yaml', 'http'],
    ['https://github.com/o/r/tree/main/x', 'http'],
    ['https://gist.githubusercontent.com/u/0123/raw/x', 'http'],
    ['https://github.com/o/r', 'git'],
    ['https://github.com/o/r/config/default', 'git'],
    ['https://github.com/o/r//config/default?ref=v1', 'git'],
    ['https://gitlab.com/group/project', 'git'],
    ['https://example.org/a/b.git', 'git'],
    ['https://dev.azure.com/o/p/_git/r/x?version=v1', 'git'],
    ['git@github.com:o/r//x', 'git'],
    ['github.com/o/r', 'git'],
    ['${BASE}/x.yaml', 'unknown'],
    ['{{ .base }}/x', 'unknown'],
    ['', 'unknown'],
  ];

  it.each(kinds)('%s is %s', (entry, kind) => {
    expect(classify(entry).kind).toBe(kind);
  });

  it('downloads nothing for components', () => {
    expect(classify('https://example.org/a/b/c.yaml', 'components').kind).toBe('git');
  });

  it('keeps what kustomize clones when a download fails', () => {
    const reference = classify(RAW);
    expect(reference.kind === 'http' && reference.git?.repoPath).toBe('projectcalico/calico');
  });

  it('recognises pages', () => {
    const page = classify('https://github.com/o/r/blob/v1/x.yaml');
    expect(page.kind === 'http' && page.source?.style).toBe('page');
    const raw = classify('https://github.com/o/r/blob/v1/x.yaml?raw=true');
    expect(raw.kind === 'http' && raw.source?.style).toBe('raw');
    const git = classify('github.com/o/r/tree/main/config');
    expect(git.kind === 'git' && git.page).toBe(true);
  });
});

describe('refs and files of known hosts', () => {
  const rows: [string, string | undefined, string, string | undefined][] = [
    [RAW, 'v3.30.0', 'any', 'github-file projectcalico/calico v3.30.0 manifests/tigera-operator.yaml'],
    ['https://raw.githubusercontent.com/o/r/refs/tags/v1/d/x.yaml', 'v1', 'tag', 'github-file o/r v1 d/x.yaml'],
    ['https://raw.githubusercontent.com/o/r/refs/heads/main/x.yaml', 'main', 'branch', 'github-file o/r main x.yaml'],
    ['https://raw.githubusercontent.com/o/r/${V}/x.yaml', '${V}', 'any', 'github-file o/r ? x.yaml'],
    ['https://raw.githubusercontent.com/o/r/{{ .v }}/x.yaml', '{{ .v }}', 'any', 'github-file o/r ? x.yaml'],
    ['https://github.com/o/r/raw/v1/x.yaml', 'v1', 'any', 'github-file o/r v1 x.yaml'],
    ['https://github.com/o/r/raw/refs/tags/v1/x.yaml', 'v1', 'tag', 'github-file o/r v1 x.yaml'],
    ['https://github.com/o/r/releases/download/v1/x.yaml', 'v1', 'tag', 'github-release o/r v1 x.yaml'],
    [
      'https://github.com/o/r/releases/download/helm%2Fv1/x.yaml',
      'helm/v1',
      'tag',
      'github-release o/r helm/v1 x.yaml',
    ],
    ['https://github.com/o/r/releases/latest/download/x.yaml', undefined, '', 'github-release o/r ? x.yaml'],
    ['https://cdn.jsdelivr.net/gh/o/r@v1/d/x.yaml', 'v1', 'any', 'github-file o/r v1 d/x.yaml'],
    ['https://cdn.jsdelivr.net/gh/o/r/d/x.yaml', undefined, '', 'github-file o/r ? d/x.yaml'],
    ['https://gitlab.com/g/s/p/-/raw/v1/d/x.yaml', 'v1', 'any', undefined],
    [
      'https://ghproxy.example/https://raw.githubusercontent.com/o/r/v1/x.yaml',
      'v1',
      'any',
      'github-file o/r v1 x.yaml',
    ],
    ['https://mirror.example/raw.githubusercontent.com/o/r/v1/x.yaml', 'v1', 'any', 'github-file o/r v1 x.yaml'],
    [
      'https://docs.projectcalico.org/manifests/calico.yaml',
      undefined,
      '',
      'github-file projectcalico/calico ? manifests/calico.yaml',
    ],
    [
      'https://docs.projectcalico.org/v3.20/manifests/calico.yaml',
      'v3.20',
      'any',
      'github-file projectcalico/calico v3.20 manifests/calico.yaml',
    ],
    [
      'https://projectcalico.docs.tigera.io/archive/v3.23/manifests/tigera-operator.yaml',
      'v3.23',
      'any',
      'github-file projectcalico/calico v3.23 manifests/tigera-operator.yaml',
    ],
    ['https://github.com/o/r//d/e?ref=v1', 'v1', 'any', 'github-dir o/r v1 d/e'],
    ['git@github.com:o/r.git/d?version=v1&ref=v2', 'v2', 'any', 'github-dir o/r v2 d'],
    ['https://gitlab.com/o/r.git//d?ref=v2', 'v2', 'any', undefined],
    ['https://github.com/o/r/blob/v1/x.yaml', 'v1', 'any', undefined],
  ];

  it.each(rows)('%s', (entry, text, kind, artefact) => {
    const reference = classify(entry);
    const ref = refOf(reference);
    expect(ref?.text).toBe(text);
    expect(ref?.kind ?? '').toBe(kind);
    if (ref) expect(decodeURIComponent(entry.slice(ref.range.start, ref.range.end))).toBe(text);
    const found = artefactsOf(reference).find((a) => a.form.startsWith('github-'));
    expect(
      found &&
        Object.values(found)
          .map((part) => part ?? '?')
          .join(' '),
    ).toBe(artefact);
  });

  it('offers every download as a plain address too', () => {
    expect(artefactsOf(classify('https://example.org/a/b/c.yaml'))).toEqual([
      { form: 'url', url: 'https://example.org/a/b/c.yaml' },
    ]);
    expect(artefactsOf(classify('x.yaml'))).toEqual([]);
  });
});

describe('withRef', () => {
  const rows: [string, string | undefined][] = [
    [RAW, RAW.replace('v3.30.0', 'v9')],
    [
      'https://raw.githubusercontent.com/o/v1/refs/tags/v1/v1.yaml',
      'https://raw.githubusercontent.com/o/v1/refs/tags/v9/v1.yaml',
    ],
    [
      'https://github.com/o/r/releases/download/v1.2/x-1.2.yaml',
      'https://github.com/o/r/releases/download/v9/x-9.yaml',
    ],
    ['https://github.com/o/r/releases/latest/download/x.yaml', 'https://github.com/o/r/releases/download/v9/x.yaml'],
    ['https://cdn.jsdelivr.net/gh/o/r@v1/x.yaml', 'https://cdn.jsdelivr.net/gh/o/r@v9/x.yaml'],
    ['https://github.com/o/r//d?ref=v1&timeout=9', 'https://github.com/o/r//d?ref=v9&timeout=9'],
    ['https://github.com/o/r//d?version=v1', 'https://github.com/o/r//d?version=v9'],
    ['https://github.com/o/r//d', 'https://github.com/o/r//d?ref=v9'],
    ['https://github.com/o/r//d?timeout=9', 'https://github.com/o/r//d?timeout=9&ref=v9'],
    ['https://github.com/o/r//d?', 'https://github.com/o/r//d?ref=v9'],
    ['git@gitlab.com:o/r.git?ref=v1', 'git@gitlab.com:o/r.git?ref=v9'],
    ['https://docs.projectcalico.org/v3.20/manifests/calico.yaml', undefined],
    ['https://example.org/v1/x.yaml', undefined],
    ['base', undefined],
    ['', undefined],
  ];

  it.each(rows)('%s', (entry, expected) => {
    expect(withRef(entry, 'v9')).toBe(expected);
  });

  it('takes replacement patterns in a ref literally', () => {
    expect(withRef('https://github.com/o/r?ref=v1', 'a$&b')).toBe('https://github.com/o/r?ref=a$%26b');
  });
});

describe('withPath', () => {
  const rows: [string, string | undefined][] = [
    [RAW, RAW.replace('tigera-operator', 'operator-crds')],
    [
      'https://github.com/o/r/releases/download/v1/tigera-operator.yaml',
      'https://github.com/o/r/releases/download/v1/operator-crds.yaml',
    ],
    ['https://github.com/o/r//d/tigera-operator.yaml?ref=v1', 'https://github.com/o/r//d/operator-crds.yaml?ref=v1'],
    [
      'https://example.org/tigera-operator.yaml?x=tigera-operator.yaml',
      'https://example.org/operator-crds.yaml?x=tigera-operator.yaml',
    ],
    ['vendor/tigera-operator.yaml', 'vendor/operator-crds.yaml'],
    ['tigera-operator.yaml', 'operator-crds.yaml'],
    ['my-tigera-operator.yaml', undefined],
    ['', undefined],
  ];

  it.each(rows)('%s', (entry, expected) => {
    expect(withPath(entry, 'tigera-operator.yaml', 'operator-crds.yaml')).toBe(expected);
  });

  it('replaces several segments', () => {
    expect(withPath(RAW, 'manifests/tigera-operator.yaml', 'manifests/ocp/x.yaml')).toBe(
      RAW.replace('tigera-operator.yaml', 'ocp/x.yaml'),
    );
  });
});
