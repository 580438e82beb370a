import { describe, expect, it } from 'vitest';
import type { Format } from '../../server/src/cli/formats/format.ts';
import { formatNamed } from '../../server/src/cli/formats/index.ts';
import { reportFindings } from '../../server/src/cli/report.ts';
import type { Report, ReportedFinding } from '../../server/src/cli/report.ts';
import { createEngine } from '../../server/src/core/engine.ts';
import type { Engine } from '../../server/src/core/engine.ts';
import { MemoryFileSystem } from '../../server/src/core/fs/memory.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { Finding, Severity } from '../../server/src/core/rules/rule.ts';
import { textRange } from '../../server/src/core/text/range.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import type { Uri } from '../../server/src/core/text/uri.ts';
import { MISSPELT, Sandbox, WITHOUT_CRDS } from './command.ts';

const range = { start: { line: 2, column: 5 }, end: { line: 2, column: 9 } };

const finding = (change: Partial<ReportedFinding> = {}): ReportedFinding => ({
  rule: 'kustomize/missing-resource',
  severity: 'error',
  message: 'gone',
  docs: 'https://example.invalid/x',
  file: 'a.yaml',
  range,
  scenario: null,
  related: [],
  fixes: [],
  ...change,
});

const raw = (uri: Uri): Finding => ({
  rule: 'kustomize/missing-resource',
  severity: 'error',
  message: 'gone',
  span: { uri, range: textRange(0, 0) },
  related: [],
  scenario: null,
  target: { kind: 'kustomization', key: uri },
  data: {},
});

const stats = { files: 3, charts: 0, kustomizations: 1, scenarios: 0, scenariosLeftOut: 0, milliseconds: 1234 };

const printed = (
  name: string,
  findings: readonly ReportedFinding[],
  change: Partial<Parameters<Format['print']>[1]['platform']> = {},
): string => {
  const report: Report = { version: 1, findings, stats };
  const platform = { folder: toUri('file:///work'), isTerminal: false, environment: {}, ...change };
  return formatNamed(name).print(report, { rules: RULES, platform, paths: [] });
};

describe('json', () => {
  it('has the fixes of so many findings only that a workspace can have projects', async () => {
    let tried = 0;
    const engine: Engine = {
      ...createEngine({ fs: new MemoryFileSystem([]) }),
      fixes: () => {
        tried++;
        return Promise.resolve([]);
      },
    };
    const naming = { folder: toUri('file:///work'), standIns: new Map() };
    const findings = Array.from({ length: 1200 }, (_, i) => raw(toUri(`file:///repo/${i}.yaml`)));
    expect(await reportFindings(engine, findings, naming, true)).toHaveLength(1200);
    expect(tried).toBe(1000);
    expect(
      await reportFindings(engine, Array<Finding>(300).fill(raw(toUri('file:///repo/a.yaml'))), naming, true),
    ).toHaveLength(300);
    expect(tried).toBe(1100);
  });

  it('is the object of the design', async () => {
    using sandbox = new Sandbox({ ...MISSPELT, 'x/kustomization.yaml': WITHOUT_CRDS });
    const { code, out } = await sandbox.run(['check', '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(out) as Report;
    expect(Object.keys(report)).toEqual(['version', 'findings', 'stats']);
    expect(report.stats).toEqual({
      files: expect.any(Number) as number,
      charts: 0,
      kustomizations: 2,
      scenarios: 0,
      scenariosLeftOut: 0,
      milliseconds: expect.any(Number) as number,
    });
    expect(report.findings[0]).toMatchObject({
      rule: 'kustomize/missing-resource',
      severity: 'error',
      file: 'kustomization.yaml',
      range: { start: { line: 2, column: 5 }, end: { line: 2, column: 20 } },
      scenario: null,
      related: [],
    });
    expect(report.findings[0]?.fixes[0]?.edits).toEqual([
      {
        file: 'kustomization.yaml',
        range: { start: { line: 2, column: 5 }, end: { line: 2, column: 20 } },
        newText: 'deployment.yaml',
      },
    ]);
    expect(Object.keys(report.findings[0]?.fixes[0] ?? {})).toEqual(['title', 'safe', 'edits']);
    expect(report.findings[1]?.fixes[0]).toMatchObject({ safe: true, edits: [{ file: 'x/kustomization.yaml' }] });
  });

  it('is the same twice but for the time', async () => {
    using sandbox = new Sandbox({ ...MISSPELT, 'x/kustomization.yaml': 'resources: [a, b]\n' });
    const still = { milliseconds: () => 0 };
    const first = await sandbox.run(['check', '--format', 'json'], still);
    expect(await sandbox.run(['check', '--format', 'json'], still)).toEqual(first);
  });
});

describe('text', () => {
  it('prints the first of many related places', () => {
    const places = (count: number): string =>
      printed('text', [
        finding({ related: Array.from({ length: count }, () => ({ file: 'b.yaml', range, message: 'here' })) }),
      ]);
    expect(places(6).match(/here/g)).toHaveLength(6);
    expect(places(7).match(/here/g)).toHaveLength(5);
    expect(places(7)).toContain('and 2 more places');
  });

  it('groups by file, with a summary', () => {
    const related = [{ file: 'b.yaml', range, message: 'here' }];
    const scenario = { name: 'a=b', set: {}, values: [] };
    const long = { start: { line: 12, column: 1 }, end: { line: 12, column: 1 } };
    const findings = [
      finding({ related, scenario }),
      finding({ severity: 'hint', range: long }),
      finding({ file: 'c.yaml', severity: 'warning' }),
    ];
    expect(printed('text', findings)).toBe(
      [
        'a.yaml',
        '   2:5 error   gone  kustomize/missing-resource',
        '                 with a=b',
        '                 b.yaml:2:5 here',
        '  12:1 hint    gone  kustomize/missing-resource',
        '',
        'c.yaml',
        '  2:5 warning gone  kustomize/missing-resource',
        '',
        '1 error, 1 warning, 1 hint; 3 files checked in 1.2 s.',
        '`--format json` lists the fixes, `--fix` applies the safe ones, `chartwright explain RULE` says more.',
        '',
      ].join('\n'),
    );
  });

  it('says that there is nothing', async () => {
    expect(printed('text', [])).toBe('No findings; 3 files checked in 1.2 s.\n');
    using sandbox = new Sandbox();
    expect((await sandbox.run(['check'])).out).toBe(
      'Nothing to check: no chart or kustomization in the current folder.\n',
    );
  });

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('on a terminal (%s) with %j has colours: %s', (isTerminal, environment, expected) => {
    expect(printed('text', [finding()], { isTerminal, environment }).includes('\u001B[31m')).toBe(expected);
  });

  it('sends no control characters of a file to the terminal', () => {
    const nasty = 'a\u001B[2Jb\nc\u202Ed';
    expect(printed('text', [finding({ message: nasty, file: nasty })])).not.toMatch(/[\u001B\u202E]|b\nc/);
  });
});

describe('github', () => {
  it.each<[Severity, string]>([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
    ['hint', 'notice'],
  ])('%s is ::%s', (severity, command) => {
    expect(printed('github', [finding({ severity })])).toBe(
      `::${command} file=a.yaml,line=2,col=5,endLine=2,title=kustomize/missing-resource::gone\n`,
    );
  });

  it('escapes', () => {
    expect(printed('github', [finding({ file: 'a,b:c%.yaml', message: '50%: a,\r\n::b' })])).toBe(
      '::error file=a%2Cb%3Ac%25.yaml,line=2,col=5,endLine=2,title=kustomize/missing-resource::50%25: a,%0D%0A::b\n',
    );
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly rules: readonly { readonly id: string; readonly help?: unknown }[];
        };
      };
      readonly columnKind: string;
      readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
      readonly results: readonly Record<string, unknown>[];
    },
  ];
}

describe('sarif', () => {
  const log = (findings: readonly ReportedFinding[]): Sarif => JSON.parse(printed('sarif', findings)) as Sarif;

  it('has the essentials of 2.1.0', async () => {
    using sandbox = new Sandbox({ ...MISSPELT, 'x/kustomization.yaml': WITHOUT_CRDS });
    const { version, runs } = JSON.parse((await sandbox.run(['check', '--format', 'sarif'])).out) as Sarif;
    expect([version, runs.length, runs[0].columnKind]).toEqual(['2.1.0', 1, 'utf16CodeUnits']);
    expect(runs[0].originalUriBaseIds['%SRCROOT%']?.uri).toMatch(/^file:\/\/.*\/$/);
    expect(runs[0].results.length).toBe(2);
    for (const { ruleId, ruleIndex, level, message, locations } of runs[0].results) {
      expect(runs[0].tool.driver.rules[Number(ruleIndex)]?.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message).toEqual({ text: expect.stringMatching(/./) as string });
      expect(locations).toHaveLength(1);
    }
  });

  it('describes every rule, and others as far as they were found', () => {
    const { rules } = log([finding({ rule: 'engine/elsewhere' })]).runs[0].tool.driver;
    expect(rules.map((rule) => rule.id)).toEqual([...RULES.map((rule) => rule.meta.id), 'engine/elsewhere']);
    for (const rule of rules.slice(0, -1))
      expect(rule.help).toMatchObject({ text: expect.any(String) as string, markdown: expect.any(String) as string });
  });

  it('escapes paths, and numbers related places', () => {
    const related = [{ file: 'b/ä:#.yaml', range, message: 'here' }];
    const [result] = log([finding({ file: 'a b/100%.yaml', related })]).runs[0].results;
    const region = { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 };
    const place = (uri: string): object => ({
      physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region },
    });
    expect(result).toMatchObject({
      locations: [place('a%20b/100%25.yaml')],
      relatedLocations: [{ id: 1, message: { text: 'here' }, ...place('b/%C3%A4%3A%23.yaml') }],
    });
  });

  it('has the fixes that are text alone', () => {
    const edits = [{ file: 'a.yaml', range, newText: 'x' }];
    const fixes = [
      { title: 'Change', safe: true, edits },
      { title: 'Create', safe: true, edits, create: [{ file: 'b', text: '' }] },
    ];
    const [result] = log([finding({ fixes })]).runs[0].results;
    const replacement = {
      deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 },
      insertedContent: { text: 'x' },
    };
    expect(result?.['fixes']).toEqual([
      {
        description: { text: 'Change' },
        artifactChanges: [{ artifactLocation: { uri: 'a.yaml', uriBaseId: '%SRCROOT%' }, replacements: [replacement] }],
      },
    ]);
  });
});
