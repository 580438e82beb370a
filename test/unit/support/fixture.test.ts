import { gunzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  baselineOf,
  cursorOf,
  fileSystemOf,
  parseFixture,
  printFixture,
  textsOf,
} from '../../support/fixture.ts';
import { observe } from '../../support/runFixture.ts';
import { parseTxtar, printTxtar } from '../../support/txtar.ts';

const MISSING = `-- kustomization.yaml --
resources:
  - deploymant.yaml
    ^^^^^^^^^^^^^^^ error kustomize/missing-resource: \`deploymant.yaml\`…
-- deployment.yaml --
kind: Deployment
`;

/** What the fixture's labels and goldens become when the engine has its say. */
const seen = async (text: string): Promise<string> => printFixture(await observe(parseFixture(text), []));

describe('txtar', () => {
  it('gives back what was put in', () => {
    const text = 'about\n-- a.yaml --\na: 1\n-- b/c d.yaml --\n-- e --\n--x--\n';
    expect(parseTxtar(text).files.map((file) => file.name)).toEqual(['a.yaml', 'b/c d.yaml', 'e']);
    expect(printTxtar(parseTxtar(text))).toBe(text);
  });
});

describe('the text of a fixture', () => {
  it('loses labels and cursor', () => {
    const fixture = parseFixture(
      '-- a.yaml --\nä: <|>b\n   ^ error a/b: x\n   ~~~ there @ c.mode=d\n^^^ plain\nc: d\n',
    );
    expect(textsOf(fixture).get('a.yaml')).toBe('ä: b\n^^^ plain\nc: d\n');
    expect(cursorOf(fixture)).toEqual({ uri: addressOf('a.yaml'), offset: 3 });
    expect(fixture.files[0]?.labels).toEqual([
      { kind: 'finding', line: 0, start: 3, end: 4, words: 'error a/b: x', scenario: null },
      { kind: 'related', line: 0, start: 3, end: 6, words: 'there', scenario: 'c.mode=d' },
    ]);
  });

  it('prints as it was read', () => {
    const text =
      'crlf\n-- a.yaml --\na: b\n   ^ error a/b: x\n   ^ hint a/c: y @ z=1\nc: <|>d\n-- HEAD:a.yaml --\n-- @hover --\n# x\n';
    expect(printFixture(parseFixture(text))).toBe(text);
  });

  it('is turned to CRLF whole', () => {
    const fixture = parseFixture('crlf\n-- a.yaml --\na: 1\nb: <|>2\n');
    expect(textsOf(fixture).get('a.yaml')).toBe('a: 1\r\nb: 2\r\n');
    expect(cursorOf(fixture)?.offset).toBe(9);
  });

  it('keeps the baseline apart', async () => {
    const fixture = parseFixture('-- a.yaml --\nnew\n-- HEAD:a.yaml --\nold\n');
    expect(await fileSystemOf(fixture).read(addressOf('a.yaml'))).toMatchObject({ text: 'new\n' });
    expect(await baselineOf(fixture).read(addressOf('a.yaml'))).toMatchObject({ text: 'old\n' });
  });

  it('packs archives', async () => {
    const fs = fileSystemOf(
      parseFixture('-- charts/x-1.2.3.tgz!/x/values.yaml --\na: 1\n-- charts/x-1.2.3.tgz!/x/Chart.yaml --\n'),
    );
    const state = await fs.read(addressOf('charts/x-1.2.3.tgz'));
    const tar = gunzipSync((state.kind === 'file' ? state.bytes : undefined) ?? new Uint8Array());
    expect(tar.length % 512).toBe(0);
    expect(strFromU8(tar.slice(0, 13))).toBe('x/values.yaml');
    expect(strFromU8(tar.slice(512, 517))).toBe('a: 1\n');
  });
});

describe('labels against findings', () => {
  it('agree', async () => {
    expect(await seen(MISSING)).toBe(MISSING);
  });

  it('agree in CRLF', async () => {
    expect(await seen(`crlf\n${MISSING}`)).toBe(`crlf\n${MISSING}`);
  });

  it('show a finding that has no label', async () => {
    const without = MISSING.replace(/ {4}\^.*\n/, '');
    expect(await seen(without)).toMatch(
      /\n {4}\^{15} error kustomize\/missing-resource: `deploymant.yaml` does not exist/,
    );
  });

  it.each([
    ['a label that nothing bears out', MISSING.replace('deploymant.yaml\n', 'deployment.yaml\n')],
    ['another place', MISSING.replace('    ^', '   ^')],
    ['another width', MISSING.replace('^^', '^')],
    ['another severity', MISSING.replace('error ', 'warning ')],
    ['other words', MISSING.replace('`deploymant.yaml`…', '`x`')],
    ['a scenario', MISSING.replace('…', '… @ a=b')],
    ['a related place', MISSING.replace('-- dep', '    ~~~~ here\n-- dep')],
  ])('do not agree over %s', async (_, text) => {
    expect(await seen(text)).not.toBe(text);
  });

  it('show the fixes', async () => {
    const after = (await seen(`${MISSING}-- @fix --\n`)).slice(MISSING.length);
    expect(after).toMatch(
      /^-- @fix .*deployment\.yaml.* --\n(safe|review)\n-- kustomization\.yaml --\nresources:\n {2}- deployment\.yaml\n/,
    );
  });
});
