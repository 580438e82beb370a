import type { Rule } from '../../core/rules/rule.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';

/** What a format may know besides the report. */
export interface FormatContext {
  readonly rules: readonly Rule[];
  readonly platform: Pick<Platform, 'folder' | 'isTerminal' | 'environment'>;
  /** The paths of the command line; none means the current folder. */
  readonly paths: readonly string[];
}

/** One way to print a report. */
export interface Format {
  /** Whether the report's fixes are printed, and so must be worked out. */
  readonly wantsFixes: boolean;
  /** The whole output, with its last line break. */
  print(report: Report, context: FormatContext): string;
}
