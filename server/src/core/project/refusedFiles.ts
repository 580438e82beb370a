import { chartFileUri } from '../chart/chartFiles.ts';
import type { ChartProblem } from '../chart/chartfile.ts';
import type { Chart } from '../chart/load.ts';
import { ciScenarios } from '../chart/scenarios.ts';
import { givenFileError } from '../chart/valuesFile.ts';
import type { Span } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { basename } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { chartQuery, isArchived, valuesFileQuery } from './chartSource.ts';

/** A file that Helm does not read, though the chart needs it. */
export interface RefusedFile {
  readonly span: Span;
  readonly name: string;
  /** In Helm's words, without the file's name. */
  readonly message: string;
  /** Whether it is only given at times, as the values in ci/ are. */
  readonly isGiven: boolean;
}

/**
 * The Chart.yaml and values.yaml of a chart and of the folders in its charts/, and its ci/*-values.yaml, where what they
 * hold is no YAML or no mapping. A text that a tool fills in is none yet.
 */
export function refusedFiles(db: Db, chartUri: Uri): readonly RefusedFile[] {
  const chart = db.get(chartQuery, chartUri);
  if (!chart) return [];
  const all = [...loaded(chart), ...given(db, chart)];
  // Helm stops at the first of a file, from which others follow.
  const first = all.filter(({ uri }, i) => all.findIndex((other) => other.uri === uri) === i);
  return first.flatMap((problem) => placed(db, problem));
}

interface Refusal extends Pick<ChartProblem, 'uri' | 'range' | 'message'> {
  readonly isGiven: boolean;
}

const LOADING = /^cannot load [\w.]+: /;

function loaded({ problems, subcharts }: Chart): readonly Refusal[] {
  const own = problems.filter(({ uri, message }) => LOADING.test(message) && !isArchived(uri));
  const inside = subcharts.filter(({ standsIn }) => !standsIn).flatMap(loaded);
  return [
    ...own.map(({ message, ...at }) => ({ ...at, message: message.replace(LOADING, ''), isGiven: false })),
    ...inside,
  ];
}

const given = (db: Db, chart: Chart): readonly Refusal[] =>
  ciScenarios(chart)
    .flatMap(({ files }) => files)
    .flatMap((path) => {
      const uri = chartFileUri(chart.files, path);
      const file = db.get(valuesFileQuery, uri);
      const message = givenFileError(file, 4);
      return message === undefined ? [] : [{ uri, range: file.problems[0]?.range, message, isGiven: true }];
    });

/** On the first line of what is refused, since a whole document is too much to underline; at the end on the last one that holds anything. */
function placed(db: Db, { uri, range, message, isGiven }: Refusal): readonly RefusedFile[] {
  const state = db.file(uri);
  if (state.kind !== 'file') return [];
  const { text } = state;
  const start = Math.max(0, Math.min(range?.start ?? 0, text.trimEnd().length - 1));
  const lineEnd = start + text.slice(start).search(/\r?\n|$/);
  if (isFilledIn(text, text.slice(text.lastIndexOf('\n', start - 1) + 1, lineEnd))) return [];
  const end = Math.max(start, Math.min(range?.end ?? start, lineEnd));
  return [{ span: { uri, range: textRange(start, end) }, name: basename(uri), message, isGiven }];
}

/** Marks of templates where a value or a line begins, and names between the signs that build tools replace. */
const isFilledIn = (text: string, line: string): boolean =>
  /^\s*(?:- )?(?:[\w."'-]+:[ \t]+)?(?:\{\{|\{%|<%)/m.test(text) || /(?:@@?|%%?|__)[A-Za-z]\w*(?:@|%|__)/.test(line);
