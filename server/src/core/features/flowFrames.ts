import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { FlowToken } from './flowTokens.ts';
import { flowTokens } from './flowTokens.ts';

/** A flow collection, as far as its text goes; the range lies between its brackets. Offsets are UTF-16 units. */
export interface FlowFrame {
  readonly range: TextRange;
  readonly isMap: boolean;
  readonly parent: FlowFrame | undefined;
  /** The key of the mapping around that holds it. */
  readonly holder: FlowToken | undefined;
  readonly entries: readonly FlowEntry[];
}

/** What stands between commas: `key: value`, or one text alone. */
export interface FlowEntry {
  readonly range: TextRange;
  readonly key: FlowToken | undefined;
  /** Where the colon behind the key ends. */
  readonly colonEnd: number | undefined;
  readonly value: FlowToken | undefined;
  /** Whether the value, or the key, is a collection of its own, or the text is none that YAML knows. */
  readonly isOther: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type OpenEntry = Writable<FlowEntry>;
type OpenFrame = Writable<Omit<FlowFrame, 'entries'>> & { readonly entries: OpenEntry[] };

const MOST_TOKENS = 10_000;

/** The innermost collection around an offset, of those that begin at the bracket at `from`; undefined in a comment and outside. */
export function frameAround(text: string, from: number, to: number, offset: number): FlowFrame | undefined {
  const stack: OpenFrame[] = [];
  let inner: OpenFrame | undefined;
  let count = 0;
  for (const token of flowTokens(text, from, to)) {
    if (token.kind === 'comment' && token.start < offset && offset <= token.end) return undefined;
    if (!inner && offset <= token.start) inner = stack.at(-1);
    if (++count > MOST_TOKENS || (inner && !stack.includes(inner))) break;
    take(stack, token, text.startsWith('{', token.start), to);
    if (stack.length === 0) break;
  }
  const found = inner ?? stack.at(-1);
  return found && found.range.start <= offset && offset <= found.range.end ? found : undefined;
}

function take(stack: OpenFrame[], token: FlowToken, isMap: boolean, to: number): void {
  const frame = stack.at(-1);
  const entry = frame?.entries.at(-1);
  if (token.kind === 'open') {
    if (entry) entry.isOther = true;
    const holder = frame?.isMap === true && entry?.colonEnd !== undefined ? entry.key : undefined;
    const range = textRange(token.end, to);
    stack.push({ range, isMap, parent: frame, holder, entries: [emptyEntry(range)] });
  } else if (frame && entry) {
    if (token.kind === 'close' || token.kind === 'comma') entry.range = textRange(entry.range.start, token.start);
    if (token.kind === 'close') frame.range = textRange(frame.range.start, token.start);
    if (token.kind === 'close') stack.pop();
    if (token.kind === 'comma') frame.entries.push(emptyEntry(textRange(token.end, to)));
    if (token.kind === 'colon' || token.kind === 'text') fill(entry, token);
  }
}

const emptyEntry = (range: TextRange): OpenEntry => ({
  range,
  key: undefined,
  colonEnd: undefined,
  value: undefined,
  isOther: false,
});

function fill(entry: OpenEntry, token: FlowToken): void {
  if (token.kind === 'colon' && entry.colonEnd === undefined) entry.colonEnd = token.end;
  else if (token.kind === 'text' && entry.colonEnd === undefined && !entry.key) entry.key = token;
  else if (token.kind === 'text' && entry.colonEnd !== undefined && !entry.value) entry.value = token;
  else entry.isOther = true;
}
