import type { TextRange } from '../text/range.ts';
import { textOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import { field, textField } from './goField.ts';
import { jsonName } from './jsonName.ts';
import type { SplitDialect } from './releaseOptions.ts';

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

/** What go-yaml says first of bytes that are no UTF-8, in most cases. */
export const NOT_UTF8 = 'yaml: invalid leading UTF-8 octet';

/** Reads a document as Helm does before it sorts documents into hooks and others. */
export function headOf(stream: YamlStream, dialect: SplitDialect): Head {
  const root = stream.documents[0]?.root;
  const metadata = field(root, 'metadata')?.value;
  return {
    apiVersion: textField(root, 'apiVersion'),
    kind: textField(root, 'kind'),
    name: textField(metadata, 'name'),
    annotations: new Map(
      entriesOf(field(metadata, 'annotations')?.value).map((entry) => [
        entry.name,
        { text: textOf(entry.value) ?? '', entry },
      ]),
    ),
    problem: syntaxProblem(stream) ?? typeProblem(root, metadata, dialect === '3' ? 'releaseutil' : 'util'),
  };
}

function syntaxProblem(stream: YamlStream): Head['problem'] {
  const { refusal } = stream;
  return refusal && { range: refusal.range, message: `error converting YAML to JSON: ${refusal.message}` };
}

const METADATA = 'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }';

/** Go's first complaint about a type, in the order of Go's struct. */
function typeProblem(root: YamlNode | undefined, metadata: YamlNode | undefined, from: string): Head['problem'] {
  if (root && !isMap(root)) return mismatch(root, `value of type ${from}.SimpleHead`);
  const texts = [
    ['SimpleHead.apiVersion', field(root, 'apiVersion')],
    ['SimpleHead.kind', field(root, 'kind')],
    ['.metadata.name', field(metadata, 'name')],
  ] as const;
  for (const [name, entry] of texts) {
    if (isCollection(entry)) return mismatch(entry.value, `struct field ${name} of type string`);
  }
  if (metadata && !isMap(metadata)) return mismatch(metadata, `struct field SimpleHead.metadata of type ${METADATA}`);
  const annotations = field(metadata, 'annotations')?.value;
  const where = 'struct field .metadata.annotations of type';
  if (annotations && !isMap(annotations)) return mismatch(annotations, `${where} map[string]string`);
  const wrong = entriesOf(annotations).find(isCollection);
  return wrong && mismatch(wrong.value, `${where} string`);
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

function mismatch(node: YamlNode, into: string): NonNullable<Head['problem']> {
  const message = `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonName(node)} into Go ${into}`;
  return { range: node.range, message };
}
