import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseGitSpec } from '../../../server/src/core/kustomize/gitSpec.ts';
import { isRemoteFile } from '../../../server/src/core/kustomize/remoteFile.ts';

interface Row {
  readonly entry: string;
  readonly remoteFile: boolean;
  readonly host?: string;
  readonly repoPath?: string;
  readonly path?: string;
  readonly ref?: string;
}

const recorded = JSON.parse(
  readFileSync(new URL('../../conformance/kustomize-references.json', import.meta.url), 'utf8'),
) as {
  readonly rows: readonly Row[];
};

describe('git references, as recorded from kustomize', () => {
  it('has the record', () => {
    expect(recorded.rows.length).toBeGreaterThan(150);
  });

  it.each(recorded.rows)('$entry', ({ entry, remoteFile, ...expected }) => {
    const spec = parseGitSpec(entry);
    const ours = spec ? { host: spec.host, repoPath: spec.repoPath, path: spec.path, ref: spec.ref?.text ?? '' } : {};
    expect(ours).toEqual(expected);
    expect(isRemoteFile(entry)).toBe(remoteFile);
    if (spec) expect(entry.slice(spec.pathRange.start, spec.pathRange.end)).toBe(spec.path);
  });
});

describe('parseGitSpec', () => {
  it('says where the ref is written and by which parameter', () => {
    const entry = 'https://github.com/o/r//p?timeout=9&version=v1&ref=a%2Fb';
    const ref = parseGitSpec(entry)?.ref;
    expect(ref && [ref.text, ref.parameter, entry.slice(ref.range.start, ref.range.end)]).toEqual([
      'a/b',
      'ref',
      'a%2Fb',
    ]);
    expect(parseGitSpec('github.com/o/r?version=v2')?.ref?.parameter).toBe('version');
  });

  it('knows repositories of GitHub in every spelling', () => {
    const repo = (entry: string): string | undefined => parseGitSpec(entry)?.githubRepo;
    for (const entry of [
      'github.com/o/r',
      'git@github.com:o/r.git',
      'ssh://git@github.com/o/r//p',
      'https://www.github.com/o/r',
      'https://GitHub.com/o/r.git/p',
      'git::https://github.com/o/r//p',
      'ssh://git@github.com:22/o/r',
    ]) {
      expect([entry, repo(entry)]).toEqual([entry, 'o/r']);
    }
    expect(repo('https://gitlab.com/o/r')).toBeUndefined();
    expect(repo('https://github.com.example.org/o/r')).toBeUndefined();
    expect(repo('https://notgithub.com/o/r')).toBeUndefined();
  });

  it('marks the git:: prefix', () => {
    expect(parseGitSpec('git::https://github.com/o/r')?.forcedGit).toBe(true);
    expect(parseGitSpec('https://github.com/o/r')?.forcedGit).toBe(false);
  });
});
