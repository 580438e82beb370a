import type { TextRange } from '../text/range.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { manifestsOf } from '../manifest/manifest.ts';
import type { OpaqueSpan } from '../template/layout.ts';
import { textOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { resolve } from '../yaml/walk.ts';
import { field, textField } from './goField.ts';
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

/** What Helm reads of a document (SimpleHead), as the text it makes of scalars. */
export interface Head {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** By name, with the entries they stand in. */
  readonly annotations: ReadonlyMap<string, { readonly text: string; readonly entry: YamlEntry }>;
  /** Why Helm refuses the document and with it the release; undefined when it does not. */
  readonly problem: { readonly range: TextRange; readonly message: string } | undefined;
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
  return splitDocuments(text, dialect).map((range, position) => {
    const own = text.slice(range.start, range.end);
    const stream = parse(own);
    const inside = opaque.filter((span) => span.range.start >= range.start && span.range.end <= range.end);
    return {
      render,
      range,
      text: own,
      position,
      stream,
      head: headOf(stream),
      // Helm and the API server read the first document of what Helm did not split, e.g. behind `...`.
      manifests: manifestsOf({ ...stream, documents: stream.documents.slice(0, 1) }),
      opaque: inside,
      maybe: map.size > 0 && map.toSource(range).every((segment) => segment.maybe),
    };
  });
}

/** Where a node of a document stands in the rendered text. */
export const toRendered = (document: RenderedDocument, range: TextRange): TextRange => ({
  start: document.range.start + range.start,
  end: document.range.start + range.end,
});

function headOf(stream: YamlStream): Head {
  const root = stream.documents[0]?.root;
  const metadata = field(root, 'metadata')?.value;
  const annotations = resolve(field(metadata, 'annotations')?.value);
  const entries = annotations?.kind === 'map' ? annotations.entries : [];
  return {
    apiVersion: textField(root, 'apiVersion'),
    kind: textField(root, 'kind'),
    name: textField(metadata, 'name'),
    annotations: new Map(entries.map((entry) => [entry.name, { text: textOf(entry.value) ?? '', entry }])),
    problem: problemOf(stream, root, metadata),
  };
}

function problemOf(stream: YamlStream, root: YamlNode | undefined, metadata: YamlNode | undefined): Head['problem'] {
  const syntax = stream.problems[0];
  if (syntax) return { range: syntax.range, message: `error converting YAML to JSON: ${syntax.message}` };
  if (root && !isMap(root)) return mismatch(root, 'releaseutil.SimpleHead', '');
  const annotations = field(metadata, 'annotations')?.value;
  const wrong =
    [field(root, 'apiVersion'), field(root, 'kind'), field(metadata, 'name')].find(isCollection) ??
    entriesOf(annotations).find(isCollection);
  if (wrong) return mismatch(wrong.value, 'string', wrong.name);
  if (metadata && !isMap(metadata)) return mismatch(metadata, 'struct', 'metadata');
  if (annotations && !isMap(annotations)) return mismatch(annotations, 'map[string]string', 'metadata.annotations');
  return undefined;
}

/** A mapping, or the null that Go reads as an empty one. */
function isMap(node: YamlNode): boolean {
  const real = resolve(node);
  return real?.kind === 'map' || (real?.kind === 'scalar' && real.value === null);
}

function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  const map = resolve(node);
  return map?.kind === 'map' ? map.entries : [];
}

function isCollection(entry: YamlEntry | undefined): entry is YamlEntry {
  const kind = resolve(entry?.value)?.kind;
  return kind === 'map' || kind === 'seq';
}

function mismatch(node: YamlNode, type: string, name: string): Head['problem'] {
  const real = resolve(node);
  const found = real?.kind === 'map' ? 'object' : real?.kind === 'seq' ? 'array' : typeof valueOf(real);
  const where = name === '' ? 'value' : `struct field .${name}`;
  return {
    range: node.range,
    message: `error unmarshaling JSON: json: cannot unmarshal ${found === 'boolean' ? 'bool' : found} into Go ${where} of type ${type}`,
  };
}

const valueOf = (node: YamlNode | undefined): unknown => (node?.kind === 'scalar' ? node.value : undefined);
