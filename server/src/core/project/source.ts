import type { RenderedDocument } from '../chart/documents.ts';
import { toRendered } from '../chart/documents.ts';
import { placeInFile } from '../chart/valuesFile.ts';
import type { Anchor, Origin, Place, ValuesOrigin } from '../text/origin.ts';
import { leavesOf, sameAnchor } from '../text/origin.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Span, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { nodeAt } from '../yaml/locate.ts';
import { chartQuery, isArchived, templateQuery, valuesFileQuery } from './chartSource.ts';

/** Where something in a rendered document was written. */
export interface Source {
  /** The place that an author edits. */
  readonly span: Span;
  /** `literal`: exactly that text, one to one. `values`: the value that supplies it. `action`: what printed it. */
  readonly kind: 'literal' | 'values' | 'action';
  /** The action in the template, where `span` is elsewhere. */
  readonly template: Span | undefined;
  /** The path by which a user of the release sets it, for `values`. */
  readonly setting: readonly string[];
}

/** The source of a range of a document (offsets within it); the value wins over the action that prints it. Undefined for text of no origin. */
export function sourceOf(db: Db, chart: Uri, document: RenderedDocument, range: TextRange): Source | undefined {
  const segments = document.render.rendering.map.toSource(toRendered(document, range));
  const origins = segments.map((segment) => segment.origin).filter((origin) => origin.kind !== 'none');
  const [first] = origins;
  if (!first) return undefined;
  return literalSource(db, chart, origins) ?? valuesSource(db, chart, origins) ?? actionSource(db, chart, first);
}

/** Segments of literal text that follow one another in one body. */
function literalSource(db: Db, chart: Uri, origins: readonly Origin[]): Source | undefined {
  const [first] = origins;
  const last = origins.at(-1);
  if (first?.kind !== 'literal' || last?.kind !== 'literal' || !first.exact || !last.exact) return undefined;
  if (!origins.every((origin) => origin.kind === 'literal' && sameAnchor(origin.anchor, first.anchor)))
    return undefined;
  const span = spanOf(db, { ...first, end: Math.max(first.start, last.end) });
  return span && inEditable(db, chart, { span, kind: 'literal', template: undefined, setting: [] });
}

function valuesSource(db: Db, chart: Uri, origins: readonly Origin[]): Source | undefined {
  const [value, ...more] = leavesOf(origins).filter((leaf): leaf is ValuesOrigin => leaf.kind === 'values');
  const printing = origins.map(placeOf).find((place) => place !== undefined);
  if (!value || more.some((other) => other.setting.join('\0') !== value.setting.join('\0'))) return undefined;
  const span = valueSpan(db, value);
  const template = printing && spanOf(db, printing);
  if (!span)
    return (
      template && inEditable(db, chart, { span: template, kind: 'action', template: undefined, setting: value.setting })
    );
  return inEditable(db, chart, { span, kind: 'values', template, setting: value.setting });
}

function actionSource(db: Db, chart: Uri, origin: Origin): Source | undefined {
  const place = placeOf(origin);
  const span = place && spanOf(db, place);
  return span && inEditable(db, chart, { span, kind: 'action', template: undefined, setting: [] });
}

/** The place of a value in its file; undefined where the file does not say it. */
export function valueSpan(db: Db, { file, path }: ValuesOrigin): Span | undefined {
  const found = placeInFile(db.get(valuesFileQuery, file), path);
  if (found) return { uri: file, range: found.value };
  return isArchived(file) ? { uri: file, range: textRange(0, 0) } : undefined;
}

/** The node of a value in its file, aliases not followed; undefined where the file does not say it. */
export function valuesNode(db: Db, { file, path }: ValuesOrigin): YamlNode | undefined {
  if (isArchived(file)) return undefined;
  const values = db.get(valuesFileQuery, file);
  const place = placeInFile(values, path)?.value;
  const found = place && nodeAt(values.stream, place.start).findLast(({ node }) => node.range.start === place.start);
  return found?.node.range.end === place?.end ? found?.node : undefined;
}

/** The absolute range of a place; undefined where its define is no more. */
export function spanOf(db: Db, { anchor, start, end }: Place): Span | undefined {
  const base = anchorStart(db, anchor);
  return base === undefined ? undefined : { uri: anchor.file, range: textRange(base + start, base + end) };
}

function anchorStart(db: Db, { file, define }: Anchor): number | undefined {
  if (define === '') return 0;
  return db.get(templateQuery, file).defines.findLast((own) => own.name === define)?.range.start;
}

/** Nobody edits an archive: there the place is the dependency's entry in Chart.yaml, or that file itself. */
function inEditable(db: Db, chart: Uri, source: Source): Source {
  const { span } = source;
  if (!isArchived(span.uri)) return source;
  const name = /\/([^/]+)\.tgz!/.exec(span.uri)?.[1] ?? '';
  const entry = db.get(chartQuery, chart)?.dependencies?.find((dependency) => name.startsWith(`${dependency.name}-`));
  const range = entry ? entry.node.range : textRange(0, 0);
  return { ...source, kind: 'action', span: { uri: entry?.uri ?? chart, range }, template: span };
}
