import { rulePage } from '../../core/features/rulePage.ts';
import { docsUrl } from '../../core/rules/docsUrl.ts';
import type { Rule, Severity } from '../../core/rules/rule.ts';
import { optionOf } from '../../core/rules/rule.ts';
import type { ReportedFinding, ReportedFix, ReportedRange } from '../report.ts';
import { VERSION } from '../version.ts';
import type { Format } from './format.ts';

/** SARIF 2.1.0, as code scanning services read it. */
export const sarif: Format = {
  wantsFixes: true,
  print({ findings }, { rules, platform }) {
    const used = descriptors(findings, rules);
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Chartwright', version: VERSION, semanticVersion: VERSION, rules: used } },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: {
            [BASE]: { uri: platform.folder.endsWith('/') ? platform.folder : `${platform.folder}/` },
          },
          results: findings.map((finding) =>
            result(
              finding,
              used.findIndex((d) => d.id === finding.rule),
            ),
          ),
        },
      ],
    };
    return `${JSON.stringify(log, undefined, 1)}\n`;
  },
};

const BASE = '%SRCROOT%';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** All rules, and the engine's own ids as far as they were reported. */
function descriptors(findings: readonly ReportedFinding[], rules: readonly Rule[]): { readonly id: string }[] {
  const known = rules.map(descriptor);
  const others = new Set(findings.map((f) => f.rule).filter((id) => !known.some((d) => d.id === id)));
  return [...known, ...[...others].sort().map((id) => ({ id, helpUri: docsUrl(id) }))];
}

const descriptor = ({ meta }: Rule) => ({
  id: meta.id,
  shortDescription: { text: meta.title },
  fullDescription: { text: meta.docs.what },
  help: { text: `${meta.docs.why}\n\n${meta.docs.fix}`, markdown: rulePage(meta) },
  helpUri: docsUrl(meta.id),
  defaultConfiguration: { level: LEVELS[meta.severity], enabled: optionOf(meta) === undefined },
});

function result(finding: ReportedFinding, ruleIndex: number): object {
  const fixes = finding.fixes.filter(isTextOnly).map(fixObject);
  const related = finding.related.map(({ file, range, message }, i) => ({
    id: i + 1,
    message: { text: message },
    ...location(file, range),
  }));
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.file, finding.range)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    ...(finding.scenario ? { properties: { scenario: finding.scenario } } : {}),
  };
}

/** SARIF has no words for files that appear, move or go. */
const isTextOnly = (fix: ReportedFix): boolean => !fix.create && !fix.rename && !fix.delete;

function fixObject({ title, edits }: ReportedFix): object {
  const files = [...new Set(edits.map((edit) => edit.file))];
  const replacements = (file: string): object[] =>
    edits
      .filter((edit) => edit.file === file)
      .map(({ range, newText }) => ({ deletedRegion: region(range), insertedContent: { text: newText } }));
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({ artifactLocation: artifact(file), replacements: replacements(file) })),
  };
}

const location = (file: string, range: ReportedRange) => ({
  physicalLocation: { artifactLocation: artifact(file), region: region(range) },
});

/** A path as a relative reference: the first segment must not be taken for a scheme. */
const artifact = (file: string) => ({ uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE });

const region = ({ start, end }: ReportedRange) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});
