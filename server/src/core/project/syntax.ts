import { chartFileUri } from '../chart/chartFiles.ts';
import { parsedTemplates } from '../chart/templates.ts';
import type { Span } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { chartFilesIn, chartQuery, templateQuery } from './chartSource.ts';

/** Something that Go's parser refuses in a template of a chart's own folder. */
export interface TemplateProblem {
  readonly span: Span;
  /** As Go words it. */
  readonly message: string;
}

/** What does not parse in a chart's templates, file by file, each file's first problem first; subcharts are not looked at. */
export function templateProblems(db: Db, chartUri: Uri): readonly TemplateProblem[] {
  const chart = db.get(chartQuery, chartUri);
  if (!chart) return [];
  const files = chartFilesIn(db, dirname(chartUri));
  return parsedTemplates(chart).flatMap((path) => {
    const uri = chartFileUri(files, path);
    return db.get(templateQuery, uri).problems.map(({ range, message }) => ({ span: { uri, range }, message }));
  });
}
