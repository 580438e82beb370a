import type { TextRange } from '../text/range.ts';

/** One parsed stream. Never thrown: what is wrong stands in `problems`, and every document keeps what could be read. */
export interface YamlStream {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
  /** What Helm says of the first document, which is all that it reads; undefined where it reads that. */
  readonly refusal: YamlRefusal | undefined;
}

/** Why Go refuses a document, e.g. `yaml: line 3: did not find expected key`. Its lines are often the one before. */
export interface YamlRefusal {
  readonly range: TextRange;
  readonly message: string;
}

/** One document of a stream. */
export interface YamlDocument {
  /** Undefined for a document without content, or with comments only. */
  readonly root: YamlNode | undefined;
  /** From the document's first character (its `---` included) to the start of the next document or the text's end. */
  readonly range: TextRange;
  readonly problems: readonly YamlProblem[];
}

/** What is wrong in a text; reading goes on behind it as far as it can. */
export interface YamlProblem {
  readonly kind: 'syntax' | 'limit';
  readonly range: TextRange;
  /** For people. */
  readonly message: string;
  /** What Helm says of a document whose syntax is right; undefined where that is not known, or it does not mind. */
  readonly helm?: string;
}

/** What a key or value is. */
export type YamlNode = YamlMap | YamlSeq | YamlScalar | YamlAlias;

interface YamlBase {
  /** UTF-16 offsets of the node itself, without anchor, tag, trailing blanks and comments. */
  readonly range: TextRange;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

/** A scalar as Helm and kustomize read it (YAML 1.1 through sigs.k8s.io/yaml). */
export interface YamlScalar extends YamlBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The source text, quotes included; empty for a missing value. */
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

/** A mapping. */
export interface YamlMap extends YamlBase {
  readonly kind: 'map';
  readonly flow: boolean;
  /** In source order, duplicates kept; of equal keys the last one counts. */
  readonly entries: readonly YamlEntry[];
}

/** A key with its value. */
export interface YamlEntry {
  readonly key: YamlNode;
  /** The key as a JSON object would hold it: `y` is "true", `1.10` is "1.1". */
  readonly name: string;
  /** A missing value is a plain null scalar with an empty range after the colon. */
  readonly value: YamlNode;
  /** From the key to the end of the value. */
  readonly range: TextRange;
}

/** A list. */
export interface YamlSeq extends YamlBase {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

/** An item of a list. */
export interface YamlItem {
  readonly value: YamlNode;
  /** From the dash (block) or the item itself (flow) to the end of the value. */
  readonly range: TextRange;
}

/** `*name`; `target` is undefined when the anchor does not exist or following it would pass the limits. */
export interface YamlAlias extends YamlBase {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: YamlNode | undefined;
}
