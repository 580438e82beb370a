import { sameData } from '../base/compare.ts';
import { chartFileUri } from '../chart/chartFiles.ts';
import type { IfNode, ListNode, Node, TemplateFile } from '../template/nodes.ts';
import { MAX_NESTING } from '../template/parserControl.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartFilesIn, chartQuery, templateQuery } from './chartSource.ts';

/** An `if` or `else if` of a template. */
export interface Condition {
  readonly uri: Uri;
  readonly node: IfNode;
  /** What its ranges are relative to, in the file. */
  readonly base: number;
}

/** Every `if` in the templates of a chart's own folder, template by template; subcharts are not looked at. */
export function conditionsOf(db: Db, chartUri: Uri): readonly (readonly Condition[])[] {
  const chart = db.get(chartQuery, chartUri);
  const files = chartFilesIn(db, dirname(chartUri));
  return (chart?.templates ?? []).map((path) => db.get(conditionsQuery, chartFileUri(files, path)));
}

/** Those of one template. */
const conditionsQuery: Query<Uri, readonly Condition[]> = {
  name: 'conditions',
  compute: (db, uri) => conditionsIn(db.get(templateQuery, uri)).map(({ node, base }) => ({ uri, node, base })),
};

/** The names of the templates that a chart's own folder defines. */
export const definedNames = (db: Db, chartUri: Uri): ReadonlySet<string> => db.get(definedNamesQuery, chartUri);

const definedNamesQuery: Query<Uri, ReadonlySet<string>> = {
  name: 'definedNames',
  compute(db, chartUri) {
    const chart = db.get(chartQuery, chartUri);
    const files = chartFilesIn(db, dirname(chartUri));
    return new Set((chart?.templates ?? []).flatMap((path) => db.get(namesQuery, chartFileUri(files, path))));
  },
};

/** Those of one template, which nearly all edits leave as they are. */
const namesQuery: Query<Uri, readonly string[]> = {
  name: 'definedNamesInTemplate',
  compute: (db, uri) => db.get(templateQuery, uri).defines.map(({ name }) => name),
  same: sameData,
};

function conditionsIn(file: TemplateFile): readonly Omit<Condition, 'uri'>[] {
  const found: Omit<Condition, 'uri'>[] = [];
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
