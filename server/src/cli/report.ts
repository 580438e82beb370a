import type { Engine } from '../core/engine.ts';
import type { Stats } from '../core/features/checking.ts';
import { isGivenFile } from '../core/project/given.ts';
import { docsUrl } from '../core/rules/docsUrl.ts';
import type { Finding, Fix, ScenarioName, Severity } from '../core/rules/rule.ts';
import type { LineIndex, Position } from '../core/text/lineIndex.ts';
import type { TextRange } from '../core/text/range.ts';
import type { Uri } from '../core/text/uri.ts';
import { relativePath } from '../core/text/uri.ts';
import { compareText } from '../core/base/compare.ts';

/** What `check --format json` prints; the other formats are made from it. */
export interface Report {
  readonly version: 1;
  /** By file, then place. */
  readonly findings: readonly ReportedFinding[];
  readonly stats: Stats & { readonly milliseconds: number };
}

/** A finding as `check --format json` prints it; the other formats are made from it. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The address of the rule's page. */
  readonly docs: string;
  /** Relative to the current folder, with `/`. */
  readonly file: string;
  readonly range: ReportedRange;
  readonly scenario: ScenarioName | null;
  readonly related: readonly { readonly file: string; readonly range: ReportedRange; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
}

/** Half open. */
export interface ReportedRange {
  readonly start: ReportedPosition;
  readonly end: ReportedPosition;
}

/** Both from 1; the column counts UTF-16 units. */
export interface ReportedPosition {
  readonly line: number;
  readonly column: number;
}

/** A fix as `check --format json` prints it, with paths relative to the current folder. */
export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly { readonly file: string; readonly range: ReportedRange; readonly newText: string }[];
  readonly create?: readonly { readonly file: string; readonly text: string }[];
  readonly rename?: readonly { readonly from: string; readonly to: string }[];
  readonly delete?: readonly string[];
}

/** Turns addresses into what is printed. */
export interface Naming {
  /** The current folder. */
  readonly folder: Uri;
  /** Addresses under which the engine knows files that really lie elsewhere. */
  readonly standIns: ReadonlyMap<Uri, Uri>;
}

/** Findings of one file for which fixes are worked out: each costs a check, and nobody reads more in one go. */
const MOST_FIXED = 100;

/** The same of all files together: trying one looks at every project of a workspace, and there may be a finding in each. */
const MOST_FIXED_IN_ALL = 1_000;

/** Findings in the words of the report. Fixes are tried out, which costs a check each, so only where `withFixes` asks for them. */
export async function reportFindings(
  engine: Engine,
  findings: readonly Finding[],
  naming: Naming,
  withFixes: boolean,
): Promise<ReportedFinding[]> {
  const reported: ReportedFinding[] = [];
  const tried = new Map<string, number>();
  let all = 0;
  for (const finding of findings) {
    const before = tried.get(finding.span.uri) ?? 0;
    const isTried = withFixes && before < MOST_FIXED && all < MOST_FIXED_IN_ALL;
    tried.set(finding.span.uri, before + 1);
    if (isTried) all++;
    const fixes = isTried ? await engine.fixes(finding) : [];
    reported.push(await new Reporter(engine, naming).finding(finding, fixes));
  }
  return reported.sort(inOrder);
}

function inOrder(a: ReportedFinding, b: ReportedFinding): number {
  const [from, to] = [a.range.start, b.range.start];
  return compareText(a.file, b.file) || from.line - to.line || from.column - to.column || compareText(a.rule, b.rule);
}

class Reporter {
  readonly #engine: Engine;
  readonly #naming: Naming;

  constructor(engine: Engine, naming: Naming) {
    this.#engine = engine;
    this.#naming = naming;
  }

  async finding(finding: Finding, fixes: readonly Fix[]): Promise<ReportedFinding> {
    const { rule, severity, message, scenario } = finding;
    const related = finding.related.map(async (r) => ({
      ...(await this.#span(r.span.uri, r.span.range)),
      message: r.message,
    }));
    return {
      rule,
      severity,
      message,
      docs: docsUrl(rule),
      ...(await this.#span(finding.span.uri, finding.span.range)),
      scenario: scenario && { ...scenario, values: scenario.values.map((file) => this.#valuesFile(file)) },
      related: await Promise.all(related),
      fixes: await Promise.all(fixes.map((fix) => this.#fix(fix))),
    };
  }

  async #fix({ title, safe, edits, create, rename, delete: gone }: Fix): Promise<ReportedFix> {
    const spans = edits.flatMap((file) =>
      file.edits.map(async ({ range, newText }) => ({ ...(await this.#span(file.uri, range)), newText })),
    );
    return {
      title,
      safe,
      edits: await Promise.all(spans),
      ...(create?.length ? { create: create.map(({ uri, text }) => ({ file: this.#path(uri), text })) } : {}),
      ...(rename?.length
        ? { rename: rename.map(({ from, to }) => ({ from: this.#path(from), to: this.#path(to) })) }
        : {}),
      ...(gone?.length ? { delete: gone.map((uri) => this.#path(uri)) } : {}),
    };
  }

  async #span(uri: Uri, range: TextRange): Promise<{ file: string; range: ReportedRange }> {
    return { file: this.#path(uri), range: reportedRange(await this.#engine.lines(uri), range) };
  }

  /** A file of the chart stays as it is: its path there. */
  #valuesFile(file: string): string {
    return isGivenFile(file) ? this.#path(file as Uri) : file;
  }

  #path(uri: Uri): string {
    return relativePath(this.#naming.folder, this.#naming.standIns.get(uri) ?? uri);
  }
}

const reportedRange = (lines: LineIndex, { start, end }: TextRange): ReportedRange => ({
  start: reportedPosition(lines.offsetToPosition(start)),
  end: reportedPosition(lines.offsetToPosition(end)),
});

const reportedPosition = ({ line, character }: Position): ReportedPosition => ({
  line: line + 1,
  column: character + 1,
});
