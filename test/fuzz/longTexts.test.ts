import { describe, expect, it } from 'vitest';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import { findSuppressions } from '../../server/src/core/config/suppression.ts';
import { classify } from '../../server/src/core/kustomize/reference.ts';
import { createEngine } from '../../server/src/core/engine.ts';
import { MemoryFileSystem } from '../../server/src/core/fs/memory.ts';
import { DEFAULT_SETTINGS } from '../../server/src/core/workspace/query.ts';
import { joinUri, toUri } from '../../server/src/core/text/uri.ts';
import { releaseOf } from '../support/chart.ts';

// Texts in which a search begins again and again: what takes the square of their length does not come back in time.

/** Of one case on a slow machine. */
const MILLISECONDS = 60_000;

const FOLDER = toUri('file:///charts');
const CHART = { 'Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 1.0.0\n' };
const CRD = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: as.example.com\n';

async function rulesIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const all = Object.entries({ ...CHART, ...files });
  const engine = createEngine({
    fs: new MemoryFileSystem(all.map(([path, text]) => [joinUri(FOLDER, path) ?? FOLDER, text])),
  });
  engine.setSettings({ ...DEFAULT_SETTINGS, preview: true });
  await engine.setFolders([FOLDER]);
  const { findings } = await engine.check({ kind: 'workspace' });
  await engine.preview({ uri: joinUri(FOLDER, 'templates/a.yaml') ?? FOLDER, scenario: '' });
  return findings.map(({ rule }) => rule);
}

describe('long texts end', () => {
  it(
    'an error that is full of what Helm puts around errors',
    () => {
      const call = '{{ fail (repeat 100000 ": executing \\"\\" at <") }}';
      const template = `{{ define "a" }}${call}{{ end }}{{ include "a" . }}`;
      const error = firstError(releaseOf(`-- templates/a.yaml --\n${template}\n`));
      expect(error).toMatch(/^execution error at \(demo\/templates\/a.yaml:1:\d+\): : executing "" at </);
    },
    MILLISECONDS,
  );

  it(
    'a line of comments before a suppression',
    () => {
      const line = `${'/* '.repeat(400_000)}*/ chartwright-disable-line hook/order\n`;
      expect(findSuppressions(line)).toEqual([]);
      expect(findSuppressions(`{{/* ${line}`)).toEqual([]);
      expect(findSuppressions(`*/ /* chartwright-disable-line hook/order`)).toHaveLength(1);
    },
    MILLISECONDS,
  );

  it(
    'an address of nothing but users and domains',
    () => {
      expect(classify(`https://${'@.'.repeat(200_000)}/a/b`).kind).toBe('http');
      expect(classify('https://user@code.gitea.example.org/a/b').kind).toBe('git');
      expect(classify('https://user@code.example.org/a/b').kind).toBe('http');
    },
    MILLISECONDS,
  );

  it.each([
    ['a path in .Values', `${CRD}# {{/* ${'.Values'.repeat(100_000)} */}}\n`],
    ['a comment of commands', `${CRD}  annotations:\n    a: "${'kubectl '.repeat(100_000)}"\n`],
    ['an error of one word', `{{ fail (repeat 500000 "x") }}\n`],
  ])(
    'a template with %s',
    async (_, template) => {
      expect(await rulesIn({ 'templates/a.yaml': template })).not.toContain('engine/rule-failed');
    },
    MILLISECONDS,
  );
});
