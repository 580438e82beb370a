import type { TextEdit } from '../text/range.ts';
import { indentLines, lineBreak, lineEnd, nextLine, skipBlanks } from './lines.ts';
import type { YamlScalar } from './nodes.ts';
import { formatString, isPlainText } from './quote.ts';
import { isShared } from './shared.ts';

/**
 * Gives a scalar a new text in its own quotes. A string stays a string, so that quotes are added where the new text
 * would be read as something else; a plain number or boolean stays plain. Undefined for a tagged scalar, for one
 * that an alias repeats, and for a block scalar whose style cannot hold the text (folded ones never do).
 */
export function replaceScalar(text: string, node: YamlScalar, newText: string): TextEdit[] | undefined {
  if (node.tag !== undefined || isShared(text, node.range)) return undefined;
  if (node.style === 'literal' || node.style === 'folded') return replaceLiteral(text, node, newText);
  const raw = node.style === 'plain' && typeof node.value !== 'string' && node.value !== null;
  // Whether the scalar stands in a flow collection is not known here; quotes too many are valid everywhere.
  const written = raw && isPlainText(newText, true) ? newText : formatString(newText, node.style, true);
  return [{ range: node.range, newText: node.source === '' ? ` ${written}` : written }];
}

/** Puts a plain scalar into quotes, so that `5` becomes the text "5". Undefined for any other scalar. */
export function quoteScalar(
  text: string,
  node: YamlScalar,
  style: 'single' | 'double' = 'double',
): TextEdit[] | undefined {
  if (node.style !== 'plain' || node.tag !== undefined || node.source === '') return undefined;
  if (node.source.includes('\n') || isShared(text, node.range)) return undefined;
  return [{ range: node.range, newText: formatString(node.source, style, true) }];
}

/** A literal without an indentation digit or `+`, whose new text ends as its header says. */
function replaceLiteral(text: string, node: YamlScalar, newText: string): TextEdit[] | undefined {
  const header = node.source.slice(0, lineEnd(node.source, 0));
  const kind = /^\|(-?)(?:[ \t]|$)/.exec(header);
  const body = nextLine(node.source, 0);
  if (!kind || body >= node.source.length) return undefined;
  const ending = kind[1] === '-' ? '' : '\n';
  const content = ending === '' ? newText : newText.slice(0, -1);
  if (
    !newText.endsWith(ending) ||
    /^[ \n]|\n$|[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(content) ||
    content.trim() === ''
  )
    return undefined;
  if (ending !== '' && node.range.end === text.length) return undefined;
  const indent = firstIndent(node.source, body);
  const eol = lineBreak(text);
  return [
    { range: node.range, newText: header + eol + ' '.repeat(indent) + indentLines(content.split('\n'), indent, eol) },
  ];
}

/** The indentation of a body's first line that is not blank. */
function firstIndent(source: string, body: number): number {
  for (let at = body; at < source.length; at = nextLine(source, at)) {
    const first = skipBlanks(source, at);
    if (first < lineEnd(source, at)) return first - at;
  }
  return 0;
}
