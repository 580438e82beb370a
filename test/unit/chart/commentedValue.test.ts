import { describe, expect, it } from 'vitest';
import { commentedValue } from '../../../server/src/core/chart/commentedValue.ts';
import { show } from '../../../server/src/core/template/show.ts';
import { noOrigin } from '../../../server/src/core/text/origin.ts';

function shown(text: string, ...path: string[]): string | undefined {
  const value = commentedValue(text, path, noOrigin);
  return value && show(value);
}

describe('commented values', () => {
  it('reads a key that is a comment, with what is deeper below it', () => {
    const text =
      's3:\n  enabled: false\n  # Words about it.\n  # buckets:\n  #   - name: a\n  #     ttl: 7d\n  # other: b\n';
    expect(shown(text, 's3', 'buckets')).toBe('[map[name:a ttl:7d]]');
    expect(shown('# jobs:\n# - name: a\n# more: b\n', 'jobs')).toBe('[map[name:a]]');
  });

  it('reads what stands below an empty key, words before it aside', () => {
    expect(shown('jobs: []\n# One for each:\n#\n# - name: a\n', 'jobs')).toBe('[map[name:a]]');
    expect(shown('jobs: []\n# One for each\n#- name: a\nb: 1\n', 'jobs')).toBe('[map[name:a]]');
    expect(shown('a:\n  labels: {}\n  #  team: b\n', 'a', 'labels')).toBe('map[team:b]');
  });

  it('takes no key of the same name that belongs to another one', () => {
    expect(shown('b:\n  jobs:\n    # - name: b\njobs: {}\n#  name: a\n', 'jobs')).toBe('map[name:a]');
    expect(shown('b:\n  # jobs:\n  #   - b\njobs: []\n# - a\n', 'jobs')).toBe('[a]');
    expect(shown('a:\n  b:\n    c: 1\nb:\n  # jobs:\n  #   - b\n', 'b', 'jobs')).toBe('[b]');
  });

  it('gives nothing for scalars, other keys, keys with a value and what is no YAML', () => {
    expect(shown('# host: example\n', 'host')).toBeUndefined();
    expect(shown('a:\n  # jobs:\n  #   - b\n', 'jobs', 'a')).toBeUndefined();
    expect(shown('b:\n  # jobs:\n  #   - b\na: {}\n', 'a', 'jobs')).toBeUndefined();
    expect(shown('jobs: [a]\n# - b\n', 'jobs')).toBeUndefined();
    expect(shown('jobs: []\n# - "b\n', 'jobs')).toBeUndefined();
    expect(shown('', 'jobs')).toBeUndefined();
  });
});
