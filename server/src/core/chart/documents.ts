import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { manifestsOf } from '../manifest/manifest.ts';
import type { OpaqueSpan } from '../template/layout.ts';
import type { YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Head } from './head.ts';
import { headOf, NOT_UTF8 } from './head.ts';
import type { SplitDialect } from './releaseOptions.ts';
import type { TemplateRender } from './renderTemplate.ts';
import { splitDocuments } from './split.ts';

/** One document of a rendered template. Its YAML nodes have ranges relative to `range.start`. */
export interface RenderedDocument {
  readonly render: TemplateRender;
  /** In the rendered text. */
  readonly range: TextRange;
  readonly text: string;
  /** Its place among the documents of its file, from 0. */
  readonly position: number;
  readonly stream: YamlStream;
  readonly head: Head;
  /** The objects in it: one, those of a List, or none. */
  readonly manifests: readonly Manifest[];
  /** Unknown parts within it. */
  readonly opaque: readonly OpaqueSpan[];
  /** Whether it stands in a branch of unknown outcome, all of it. */
  readonly maybe: boolean;
}

/** Parses a document's text; a caller may remember results by text. */
export type ParseDocument = (text: string) => YamlStream;

/** The documents of a rendered template. NOTES.txt and partials have none. */
export function documentsOf(
  render: TemplateRender,
  dialect: SplitDialect,
  parse: ParseDocument = parseYaml,
): readonly RenderedDocument[] {
  const { text, opaque, map } = render.rendering;
  const { isUtf8 } = render.template;
  const places = opaque.map((span) => span.range);
  // Both are in the order of the text, and there may be tens of thousands of each.
  let next = 0;
  return splitDocuments(text, dialect, places).map((range, position) => {
    const own = text.slice(range.start, range.end);
    const stream = parse(own);
    while ((opaque[next]?.range.start ?? Infinity) < range.start) next++;
    const first = next;
    while ((opaque[next]?.range.end ?? Infinity) <= range.end) next++;
    return {
      render,
      range,
      text: own,
      position,
      stream,
      head: isUtf8 || !own.includes('\ufffd') ? headOf(stream, dialect) : notUtf8(headOf(stream, dialect)),
      // Helm and the API server read the first document of what Helm did not split, e.g. behind `...`.
      manifests: manifestsOf({ ...stream, documents: stream.documents.slice(0, 1) }),
      opaque: opaque.slice(first, next),
      // The lines around a block are not part of it.
      maybe: map.isMaybe(trimmed(own, range.start)),
    };
  });
}

/** What Helm says of bytes that its YAML parser does not take for text. */
const notUtf8 = (head: Head): Head => ({
  ...head,
  problem: { range: textRange(0, 0), message: `error converting YAML to JSON: ${NOT_UTF8}` },
});

/** The range of a text that begins at an offset, without the blanks around it. */
function trimmed(text: string, at: number): TextRange {
  const start = at + text.length - text.trimStart().length;
  return { start, end: Math.max(start, at + text.trimEnd().length) };
}

/** Where a node of a document stands in the rendered text. */
export const toRendered = (document: RenderedDocument, range: TextRange): TextRange => ({
  start: document.range.start + range.start,
  end: document.range.start + range.end,
});
