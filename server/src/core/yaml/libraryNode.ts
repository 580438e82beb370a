import { isScalar } from 'yaml';
import type { ParsedNode, Scalar, YAMLParseError, YAMLSeq } from 'yaml';
import type { YamlScalar } from './nodes.ts';

const STYLES: Readonly<Record<string, YamlScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** How a scalar is written. */
export const styleOf = ({ type }: Scalar): YamlScalar['style'] => STYLES[type ?? 'PLAIN'] ?? 'plain';

/** Not: what the library finds wrong and go.yaml.in/yaml/v2 reads without complaint, and tabs, which the lexer judges. */
export function refusedByHelm(error: YAMLParseError): boolean {
  return error.code !== 'TAB_AS_INDENT' && !error.message.startsWith('Comments must be separated');
}

/** Whether a document has no content, not even a tag or an anchor. */
export function isBlank(contents: ParsedNode | null): contents is null {
  if (contents === null) return true;
  return (
    isScalar(contents) &&
    contents.range[0] === contents.range[1] &&
    contents.tag === undefined &&
    contents.anchor === undefined
  );
}

const LONG_TAG = 'tag:yaml.org,2002:';

/** `!!int` for the long form of the same. */
export function shortTag(tag: string | undefined): string | undefined {
  return tag?.startsWith(LONG_TAG) === true ? `!!${tag.slice(LONG_TAG.length)}` : tag;
}

/** Where the dash of each item of a block sequence stands; empty for a flow sequence. */
export function dashOffsets(source: YAMLSeq): number[] {
  const token = source.srcToken;
  if (token?.type !== 'block-seq') return [];
  const offsets: number[] = [];
  for (const item of token.items) {
    const dash = item.start.find((part) => part.type === 'seq-item-ind');
    if (dash) offsets.push(dash.offset);
  }
  return offsets.length === source.items.length ? offsets : [];
}
