import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../server/src/core/config/config.ts';
import { parseFixture } from '../../support/fixture.ts';
import { checkFixture } from '../../support/runFixture.ts';
import { TOP } from '../../support/top.ts';

const CHART = (folder: string): string => `-- ${folder}/Chart.yaml --
apiVersion: v2
name: a
version: 1.0.0
-- ${folder}/templates/a.yaml --
apiVersion: batch/v1
kind: Job
metadata:
  name: a
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
spec:
  ttlSecondsAfterFinished: 0
`;

/** The folders in which a rule of Argo CD's profile speaks, and what is wrong with the configuration. */
async function speaksIn(config: string): Promise<{ folders: string[]; problems: string[] }> {
  const fixture = parseFixture(`-- .chartwright.yaml --\n${config}${CHART('one')}${CHART('two')}`);
  const { findings } = await checkFixture(fixture, []);
  return {
    folders: findings.flatMap(({ rule, span }) =>
      rule === 'hook/argocd-ttl-zero' ? [/work\/(\w+)\//.exec(span.uri)?.[1] ?? ''] : [],
    ),
    problems: findings.flatMap(({ rule, message }) => (rule === 'engine/unreadable' ? [message] : [])),
  };
}

describe('the rules of a profile', () => {
  it('are silent where the configuration does not name it', async () => {
    expect(await speaksIn('ignore: []\n')).toEqual({ folders: [], problems: [] });
  });

  it('run where it does, as a word and in a list', async () => {
    expect((await speaksIn('profile: argocd\n')).folders).toEqual(['one', 'two']);
    expect((await speaksIn('profile: [argocd]\n')).folders).toEqual(['one', 'two']);
  });

  it('follow the last override of a path that says something of profiles', async () => {
    const on = 'overrides:\n  - paths: [two/**]\n    profile: argocd\n  - paths: ["**"]\n    rules: {}\n';
    expect((await speaksIn(on)).folders).toEqual(['two']);
    const off = 'profile: argocd\noverrides:\n  - paths: [two/**]\n    profile: []\n';
    expect((await speaksIn(off)).folders).toEqual(['one']);
  });

  it('have comments that silence them reported as unused where they run, and there alone', async () => {
    const comment = '# chartwright-disable-next-line hook/argocd-ttl-zero\n';
    const said = async (config: string): Promise<string[]> => {
      const unused = CHART('one').replace('kind: Job', `${comment}kind: Job`);
      const used = CHART('two').replace('  ttlS', `  ${comment}  ttlS`);
      const { findings } = await checkFixture(parseFixture(`-- .chartwright.yaml --\n${config}${unused}${used}`), []);
      return findings.map(({ rule, span }) => `${/work\/(\w+)\//.exec(span.uri)?.[1] ?? ''} ${rule}`);
    };
    expect(await said('profile: argocd\n')).toEqual(['one engine/unused-suppression', 'one hook/argocd-ttl-zero']);
    expect(await said('ignore: []\n')).toEqual([]);
    expect(await said('overrides:\n  - paths: [two/**]\n    profile: argocd\n')).toEqual([]);
    expect(await said('overrides:\n  - paths: [one/**]\n    profile: argocd\n')).toHaveLength(2);
  });

  it('are told of when the name is wrong', async () => {
    const { folders, problems } = await speaksIn('profile: argo-cd\n');
    expect(folders).toEqual([]);
    expect(problems).toEqual(['`argo-cd` is no profile; did you mean `argocd`? It is passed over.']);
  });
});

it('the schema of the configuration names every profile', () => {
  const schema = JSON.parse(readFileSync(join(TOP, 'docs/chartwright.schema.json'), 'utf8')) as {
    definitions: { profile: { oneOf: [{ enum: string[] }, { items: { enum: string[] } }] } };
  };
  const [one, many] = schema.definitions.profile.oneOf;
  expect(one.enum).toEqual([...PROFILES]);
  expect(many.items.enum).toEqual([...PROFILES]);
});
