import { expect, it } from 'vitest';
import { expectFixture, fixturesBelow } from '../support/fixtureFiles.ts';

const FIXTURES = fixturesBelow('test/features');

it('there are fixtures', () => {
  expect(FIXTURES.size).toBeGreaterThan(0);
});

it.each([...FIXTURES])('%s', async (path, fixture) => {
  await expectFixture(`test/features/${path}`, fixture, []);
});
