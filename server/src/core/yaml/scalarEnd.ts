/** Where a scalar ends in the text, by the rules of go.yaml.in/yaml/v2's scannerc.go. All offsets are UTF-16 units. */
export interface PlainEnd {
  /** After the last character that belongs to the scalar. */
  readonly end: number;
  /** After the blanks and line breaks that were read in search of a continuation. */
  readonly next: number;
  /** Offset of a tab that stands where indentation must be; -1 for none. */
  readonly tab: number;
}

const TAB = 9;
const FEED = 10;
const RETURN = 13;
const SPACE = 32;
const COLON = 58;
const BACKSLASH = 92;

/** Whether a code unit is a space or tab. */
export const isBlankCode = (code: number): boolean => code === SPACE || code === TAB;

/** Whether a code unit ends a line; NaN, past the text's end, does. */
export const isBreakCode = (code: number): boolean => code === FEED || code === RETURN || Number.isNaN(code);

/** Whether a code unit is a blank or a line break, or lies past the text's end. */
export const isBlankOrBreak = (code: number): boolean => isBlankCode(code) || isBreakCode(code);

/** Whether `---` or `...` stands at an offset that begins a line. */
export function isDocumentMark(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code !== 45 && code !== 46) return false;
  if (!text.startsWith('---', offset) && !text.startsWith('...', offset)) return false;
  return isBlankOrBreak(text.charCodeAt(offset + 3));
}

/**
 * The end of a plain scalar; `flow` tells that it stands in a flow collection. A line continues it that is indented by
 * `least` columns or more, and no tab may stand in the first `indent` columns.
 */
export function plainEnd(text: string, start: number, flow: boolean, indent: number, least: number): PlainEnd {
  let end = start;
  let next = start;
  let tab = -1;
  for (;;) {
    const stop = runEnd(text, next, flow);
    if (stop > next) end = stop;
    if (!isBlankOrBreak(text.charCodeAt(stop)) || stop >= text.length) return { end, next: end, tab };
    let line = -1;
    next = stop;
    for (let code = text.charCodeAt(next); next < text.length && isBlankOrBreak(code); code = text.charCodeAt(next)) {
      if (code === TAB && line >= 0 && next - line < indent && tab < 0) tab = next;
      next++;
      if (isBreakCode(code)) line = next;
    }
    if (line >= 0 && next - line < least) return { end, next, tab };
    if (text.charCodeAt(next) === 35 || (line === next && isDocumentMark(text, next))) return { end, next, tab };
  }
}

/** Where a plain scalar's run of characters without blanks ends. */
function runEnd(text: string, start: number, flow: boolean): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE && isBlankOrBreak(code)) break;
    if (code === COLON && isBlankOrBreak(text.charCodeAt(at + 1))) break;
    if (flow && isFlowMark(code)) break;
  }
  return at;
}

/** `,?[]{}`: what ends a plain scalar in a flow collection. */
const isFlowMark = (code: number): boolean =>
  code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125;

/** Behind a quoted scalar's closing quote; -1 when there is none before the document's end. */
export function quotedEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (quote !== 39 || text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    } else if (code === BACKSLASH && quote !== 39) {
      // Of an escaped line break the text goes on at the next line's start, where a document may end.
      if (!isBreakCode(text.charCodeAt(at + 1))) at++;
    } else if (code === FEED && isDocumentMark(text, at + 1)) return -1;
  }
  return -1;
}

/** A block scalar's lines below its header. */
export interface BlockBody {
  /** Where the last line that belongs to the scalar ends, its line break included. */
  readonly end: number;
  /** Offset of a tab that stands where indentation must be; -1 for none. */
  readonly tab: number;
}

/**
 * The lines of a block scalar from `start` on. `parent` is the column of the innermost block collection, -1 outside of
 * any; `header` is e.g. `|2-`. Blank lines at the end belong to it only where the header keeps them with `+`.
 */
export function blockBody(text: string, start: number, header: string, parent: number): BlockBody {
  const digit = Number(/[1-9]/.exec(header)?.[0] ?? 0);
  let indent = digit === 0 ? 0 : Math.max(parent, 0) + digit;
  let end = start;
  let most = 0;
  for (let line = start; line < text.length;) {
    let at = line;
    while (text.charCodeAt(at) === SPACE && (indent === 0 || at - line < indent)) at++;
    const code = text.charCodeAt(at);
    most = Math.max(most, at - line);
    const blank = isBreakCode(code);
    if (!blank && indent === 0) {
      if (code === TAB) return { end, tab: at };
      indent = Math.max(most, parent + 1, 1);
    }
    if (!blank && at - line < indent) return { end, tab: code === TAB ? at : -1 };
    const feed = text.indexOf('\n', at);
    line = feed < 0 ? text.length : feed + 1;
    if (!blank || header.includes('+')) end = line;
  }
  return { end, tab: -1 };
}
