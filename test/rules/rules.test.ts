import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import type { Fixture } from '../support/fixture.ts';
import { parseFixture } from '../support/fixture.ts';
import { expectFixture, fixturesBelow } from '../support/fixtureFiles.ts';
import { checkFixture } from '../support/runFixture.ts';

const FIXTURES = fixturesBelow('test/rules');
const ENGINE_AREA = 'engine/';

const ruleOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const fixturesOf = (id: string): [string, Fixture][] => [...FIXTURES].filter(([path]) => ruleOf(path) === id);
const isSilent = (fixture: Fixture, id: string): boolean =>
  !fixture.files.some((file) => file.labels.some((label) => label.words.includes(` ${id}:`)));

async function rulesThatSpeak(example: string, rule: Rule): Promise<string[]> {
  const fixture = parseFixture(example);
  expect(fixture.files.length, 'an example is a txtar with at least one file').toBeGreaterThan(0);
  const { findings } = await checkFixture(fixture, [rule.meta.id]);
  return findings.map((finding) => finding.rule);
}

it('each fixture lies in the folder of a rule', () => {
  const ids = new Set(RULES.map((rule) => rule.meta.id));
  const astray = [...FIXTURES.keys()].filter((path) => !ids.has(ruleOf(path)) && !path.startsWith(ENGINE_AREA));
  expect(astray).toEqual([]);
  expect(FIXTURES.size).toBeGreaterThan(0);
});

/** No file can make a rule fail; test/unit/check shows what happens then. */
const SHOWABLE = RULES.filter((rule) => rule.meta.id !== 'engine/rule-failed');

describe.each(SHOWABLE.map((rule) => ({ id: rule.meta.id, rule })))('$id', ({ id, rule }) => {
  const own = fixturesOf(id);
  const silent = own.filter(([, fixture]) => isSilent(fixture, id)).length;

  it(`has fixtures: ${own.length - silent} with findings, ${silent} silent, for a silence list of ${rule.meta.docs.silent.length}`, () => {
    expect(own.length - silent).toBeGreaterThan(0);
  });

  it('finds the bad example', async () => {
    expect(await rulesThatSpeak(rule.meta.docs.bad, rule)).toContain(id);
  });

  it('passes the good example', async () => {
    expect(await rulesThatSpeak(rule.meta.docs.good, rule)).not.toContain(id);
  });
});

describe('fixtures', () => {
  it.each([...FIXTURES.keys()])('%s', async (path) => {
    const fixture = FIXTURES.get(path);
    await expectFixture(`test/rules/${path}`, fixture ?? parseFixture(''), [ruleOf(path)]);
  });
});
