import { chartFileUri } from '../chart/chartFiles.ts';
import { parsedTemplates } from '../chart/templates.ts';
import type { IfNode, ListNode, Node, TemplateFile } from '../template/nodes.ts';
import { MAX_NESTING } from '../template/parserControl.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { chartFilesIn, chartQuery, templateQuery } from './chartSource.ts';

/** An `if` or `else if` of a template. */
export interface Condition {
  readonly node: IfNode;
  /** What its ranges are relative to, in the file. */
  readonly base: number;
}

/** A template of a chart's own folder. */
export interface OwnTemplate {
  readonly uri: Uri;
  readonly file: TemplateFile;
}

/** The templates in a chart's own folder that Helm parses; those of subcharts are not among them. */
export function ownTemplates(db: Db, chartUri: Uri): readonly OwnTemplate[] {
  const chart = db.get(chartQuery, chartUri);
  const files = chartFilesIn(db, dirname(chartUri));
  return (chart ? parsedTemplates(chart) : []).map((path) => {
    const uri = chartFileUri(files, path);
    return { uri, file: db.get(templateQuery, uri) };
  });
}

/** The names of the templates that a file defines. */
export const definedNames = (file: TemplateFile): ReadonlySet<string> => new Set(file.defines.map(({ name }) => name));

/** Every `if` in a template, in the order of the text but for those in defines, which come last. */
export function conditionsIn(file: TemplateFile): readonly Condition[] {
  const found: Condition[] = [];
  const walk = (list: ListNode | undefined, base: number, depth: number): void => {
    for (const node of depth < MAX_NESTING ? (list?.nodes ?? []) : []) {
      if (node.kind === 'if') found.push({ node, base });
      for (const inner of listsIn(node)) walk(inner, base, depth + 1);
    }
  };
  walk(file.body, 0, 0);
  for (const define of file.defines) walk(define.body, define.range.start, 0);
  return found;
}

const listsIn = (node: Node): readonly (ListNode | undefined)[] =>
  node.kind === 'if' || node.kind === 'with' || node.kind === 'range' ? [node.body, node.otherwise] : [];
