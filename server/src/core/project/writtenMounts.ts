import { nodesOf } from '../chart/chartTree.ts';
import type { Chart } from '../chart/load.ts';
import type { Release } from '../chart/release.ts';
import type { TemplateFile } from '../template/nodes.ts';
import type { Span } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { textOf as fileText } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { lineEnd } from '../yaml/lines.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { nodePlace } from './graphPlace.ts';
import type { GraphObject } from './hookGraph.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** A value as it is written: a literal, or the action that prints it. */
export interface Written {
  readonly span: Span;
  readonly text: string;
}

/** Where and how a value on the line of its key is written, a call of a helper for what the helper prints. */
export function writtenValue(db: Db, key: ReleaseKey, object: GraphObject, entry: YamlEntry): Written | undefined {
  const value = nodePlace(db, key, object, entry.value);
  const name = nodePlace(db, key, object, entry.key);
  const text = name && fileText(db, name.uri);
  if (!value || !name || text === undefined) return value && { span: value, text: '' };
  const { end } = name.range;
  const [, before = '', own = ''] = VALUE.exec(text.slice(end, lineEnd(text, end)).trimEnd()) ?? [];
  const range = textRange(end + before.length, end + before.length + own.length);
  const isHere = value.uri === name.uri && value.range.start >= range.start && value.range.end <= range.end;
  return { span: isHere || own === '' ? value : { uri: name.uri, range }, text: own };
}

/** Of a line without the blanks at its end. */
const VALUE = /^(["']?:\s*["']?)(.*?)["']?$/;

/** The names of volumes that templates and values.yaml of a release mount, as they are written, whatever it is that decides about it. */
export function mountsWritten(db: Db, { templates, root }: Release): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { file } of templates) for (const name of db.once(mountNames, file)) names.add(name);
  for (const { chart } of nodesOf(root)) for (const name of db.once(mountNamesInValues, chart)) names.add(name);
  return names;
}

const mountNamesInValues = ({ values }: Chart): ReadonlySet<string> => mountNames({ source: values?.text ?? '' });

/** Lines of an entry that are looked at on either side of its path. */
const NEAR = 4;

/** The names beside a `mountPath` or `devicePath`, as they are written. */
function mountNames({ source }: Pick<TemplateFile, 'source'>): ReadonlySet<string> {
  const found = new Set<string>();
  if (!source.includes('Path:')) return found;
  const lines = source.split('\n');
  lines.forEach((line, at) => {
    if (!/\b(?:mount|device)Path:/.test(line)) return;
    for (const near of entryAround(lines, at)) {
      const [, , name] = /\bname(["']?:\s*["']?)(.*?)["']?$/.exec(near.trimEnd()) ?? [];
      if (name !== undefined) found.add(name);
    }
  });
  return found;
}

const isItem = (line: string | undefined): boolean => line !== undefined && /^\s*- /.test(line);

/** The lines of the list entry that a line belongs to. */
function entryAround(lines: readonly string[], at: number): readonly string[] {
  let start = at;
  while (!isItem(lines[start]) && start > 0 && at - start < NEAR) start--;
  let end = at + 1;
  while (end < lines.length && !isItem(lines[end]) && end - at <= NEAR) end++;
  return lines.slice(start, end);
}
