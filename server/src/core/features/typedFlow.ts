import type { TextRange } from '../text/range.ts';
import { textRange, touches } from '../text/range.ts';
import type { FlowEntry, FlowFrame } from './flowFrames.ts';
import { frameAround } from './flowFrames.ts';
import type { FlowToken } from './flowTokens.ts';
import type { Line, SiblingKey } from './textLine.ts';
import { lineAt, linesAbove, linesBelow } from './textLine.ts';
import { ancestors } from './typedLine.ts';
import type { KeySlot, TypedLine, ValueSlot } from './typedSlot.ts';
import { valueSlotIn } from './typedSlot.ts';

/** Lines that begin a flow collection, looked at upwards from a place. */
const MOST_OPENERS = 50;

/** What is being typed at an offset of YAML text in which actions are masked, within braces: `{key: value}`. */
export function typedFlow(text: string, offset: number): TypedLine | undefined {
  for (const { line, brace } of openersAbove(text, offset)) {
    const frame = frameAround(text, brace, endOf(text, line), offset);
    const around = frame && ancestors(text, line, line.column);
    if (around) return frame.isMap ? typedIn(text, offset, frame, withOpener(around, line)) : undefined;
  }
  return undefined;
}

interface Opener {
  readonly line: Line;
  readonly brace: number;
}

/** Lines that begin a collection, behind a key or alone, from the line of an offset upwards. */
function openersAbove(text: string, offset: number): readonly Opener[] {
  const openers: Opener[] = [];
  const own = lineAt(text, offset);
  for (const lines of [[own], linesAbove(text, own)]) {
    for (const line of lines) {
      const brace = braceIn(text, line);
      if (brace !== undefined && brace < offset) openers.push({ line, brace });
      if (openers.length === MOST_OPENERS) return openers;
    }
  }
  return openers;
}

/** Where a collection begins that is all of a line's value, or of the line. */
function braceIn(text: string, { kind, key, start, column, end }: Line): number | undefined {
  const from = key?.colonEnd ?? start + column;
  const lead = /^(?:\s*[&!]\S*)*\s*(?=[{[])/.exec(text.slice(from, end));
  return kind === 'content' && lead ? from + lead[0].length : undefined;
}

/** Where what is indented like the line that begins a collection stands again: there at the latest the collection ends. */
function endOf(text: string, line: Line): number {
  const outer = line.dashes[0] ?? line.column;
  for (const below of linesBelow(text, line)) {
    const first = text.charAt(below.start + below.column);
    if (below.kind === 'content' && (below.dashes[0] ?? below.column) <= outer && first !== '}' && first !== ']')
      return below.start;
  }
  const separator = /\n(?:---|\.\.\.)(?:\s|$)/.exec(text.slice(line.end));
  return separator ? line.end + separator.index : text.length;
}

type Around = Pick<TypedLine, 'path' | 'parent'>;

const withOpener = ({ path, parent }: Around, { key }: Line): Around =>
  key ? { path: [...path, key.name], parent: key.range } : { path, parent };

function typedIn(text: string, offset: number, frame: FlowFrame, outer: Around): TypedLine | undefined {
  const entry = frame.entries.find(({ range }) => touches(range, offset));
  if (!entry || entry.isOther) return undefined;
  const slot = offset < (entry.colonEnd ?? Infinity) ? keySlot(text, entry, offset) : valueSlot(text, entry, offset);
  const siblings = frame.entries.flatMap(({ key }) => (key && key !== entry.key ? [siblingOf(text, key)] : []));
  return slot && { ...aroundOf(text, frame, outer), slot, siblings };
}

/** The keys around a collection: those of its line, then those of the collections around it. */
function aroundOf(text: string, frame: FlowFrame, outer: Around): Around {
  if (!frame.parent) return outer;
  const { path } = aroundOf(text, frame.parent, outer);
  const holder = frame.holder && siblingOf(text, frame.holder);
  return { path: [...path, holder?.name ?? '-'], parent: holder?.range };
}

function keySlot(text: string, { key, colonEnd }: FlowEntry, offset: number): KeySlot | undefined {
  const word = key ? innerOf(key) : textRange(offset, offset);
  if (!touches(word, offset) || !/^[\w./-]*$/.test(text.slice(word.start, word.end))) return undefined;
  const { quote = '', isClosed = false } = key ?? {};
  return { kind: 'key', word, quote, isClosed, hasValue: colonEnd !== undefined };
}

function valueSlot(text: string, { key, colonEnd, value }: FlowEntry, offset: number): ValueSlot | undefined {
  if (!key || colonEnd === undefined) return undefined;
  const range = value ? innerOf(value) : textRange(offset, offset);
  if (!touches(range, offset)) return undefined;
  const { name } = siblingOf(text, key);
  return valueSlotIn(text, { name, colonEnd }, { ...range, quote: value?.quote ?? '' }, offset);
}

/** The text without its quotes. */
function innerOf({ start, end, quote, isClosed }: FlowToken): TextRange {
  return textRange(start + quote.length, end - (isClosed ? 1 : 0));
}

function siblingOf(text: string, key: FlowToken): SiblingKey {
  const range = innerOf(key);
  return { name: text.slice(range.start, range.end), range, quote: key.quote };
}
