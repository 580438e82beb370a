import type { Profile } from '../config/config.ts';
import type { TargetKeys, TargetKind } from '../project/targets.ts';
import type { Span, TextEdit } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';

/** From worst to mildest. The host may change a rule's severity. */
export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is known of a rule before it runs: for lists, settings, documents and the choice of targets. */
export interface RuleMeta {
  /** `<area>/<problem>`, the rule's path below `rules/`. */
  readonly id: string;
  /** One line in plain words, for lists. */
  readonly title: string;
  /** error: the tool refuses or data is lost; warning: very likely a bug; info; hint. */
  readonly severity: Severity;
  readonly target: TargetKind;
  /** `preview` is off by default until the rule has proved precise on real charts. */
  readonly stage: 'stable' | 'preview';
  /** Runs only where the configuration says that charts are deployed with it. */
  readonly profile?: Profile;
  /** Whether it looks at other scenarios of the chart: it runs when those are looked at, not at every keystroke. */
  readonly explores?: true;
  readonly docs: RuleDocs;
}

/** Why a rule may not run by default, in a word or two for lists; undefined where it does. */
export function optionOf({ stage, profile }: Pick<RuleMeta, 'stage' | 'profile'>): string | undefined {
  if (profile !== undefined) return `profile ${profile}`;
  return stage === 'preview' ? 'preview' : undefined;
}

/** The same as the end of a sentence; empty for a rule that runs by default. */
export function optionText({ stage, profile }: Pick<RuleMeta, 'stage' | 'profile'>): string {
  if (profile !== undefined) return `, with \`profile: ${profile}\` in \`.chartwright.yaml\` only`;
  return stage === 'preview' ? ', in preview: off unless asked for' : '';
}

/** Markdown without headings. The examples are whole workspaces in txtar and run as tests. */
export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** When the rule is silent on purpose. */
  readonly silent: readonly string[];
  readonly bad: string;
  readonly good: string;
}

/** Another place that belongs to a finding, with a short sentence. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** What a rule says about one place. `data` is plain data, from which `message` and `fixes` are made. */
export interface Report<D> {
  readonly span: Span;
  readonly data: D;
  readonly related?: readonly Related[];
  /** Where the data makes this case milder or worse than the rule's default. */
  readonly severity?: Severity;
}

/** A report as the host shows it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Related[];
  /** Null for the default values. */
  readonly scenario: ScenarioName | null;
  readonly target: { readonly kind: TargetKind; readonly key: string };
  readonly data: unknown;
}

/** The values that show a finding which the defaults don't show. */
export interface ScenarioName {
  /** `certs.mode=custom` */
  readonly name: string;
  readonly set: Readonly<Record<string, unknown>>;
  readonly values: readonly string[];
}

/** Edits of one file, by ranges of its text before any of them. */
export interface FileEdit {
  readonly uri: Uri;
  readonly edits: readonly TextEdit[];
}

/** A change that ends a finding. `title` is a verb phrase. */
export interface Fix {
  readonly title: string;
  /** Whether it may be applied without a person's look. */
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
  readonly create?: readonly { readonly uri: Uri; readonly text: string }[];
  readonly rename?: readonly { readonly from: Uri; readonly to: Uri }[];
  readonly delete?: readonly Uri[];
}

/** A rule as its author writes it. `check` and `fixes` are synchronous and pure: they read through `db` and nothing else. */
export interface RuleDefinition<T extends TargetKind, D> {
  readonly meta: RuleMeta & { readonly target: T };
  check(db: Db, key: TargetKeys[T]): Iterable<Report<D>>;
  /** What, then why, in one or two sentences; values in backticks. */
  message(data: D): string;
  /** The safest first. Called on request, on the Snapshot that made the finding. */
  fixes?(db: Db, key: TargetKeys[T], report: Report<D>): readonly Fix[];
}

/** A rule as the host runs it, with its type of data closed in. */
export interface Rule {
  readonly meta: RuleMeta;
  findings(db: Db, key: string): Finding[];
  fixes(db: Db, finding: Finding): readonly Fix[];
}

/** Closes the type of a rule's data, so that rules of all kinds stand in one list. */
export function defineRule<T extends TargetKind, D>(definition: RuleDefinition<T, D>): Rule {
  const { meta } = definition;
  return {
    meta,
    findings: (db, key) =>
      [...definition.check(db, key as TargetKeys[T])].map((report) => ({
        rule: meta.id,
        severity: report.severity ?? meta.severity,
        message: definition.message(report.data),
        span: report.span,
        related: report.related ?? [],
        scenario: null,
        target: { kind: meta.target, key },
        data: report.data,
      })),
    fixes: (db, { span, data, related, target }) =>
      definition.fixes?.(db, target.key as TargetKeys[T], { span, data: data as D, related }) ?? [],
  };
}
