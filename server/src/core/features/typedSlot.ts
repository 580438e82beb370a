import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { SiblingKey } from './textLine.ts';

/** A place in a mapping where a key or a value is being typed. Offsets are UTF-16 units of the masked text. */
export interface TypedLine {
  /** The keys around it from the outermost one; `-` for an item of a list. */
  readonly path: readonly string[];
  /** The key of the mapping that it stands in; undefined at the top. */
  readonly parent: TextRange | undefined;
  readonly slot: KeySlot | ValueSlot;
  /** The other keys of the mapping, in branches that exclude each other too. */
  readonly siblings: readonly SiblingKey[];
}

export interface KeySlot {
  readonly kind: 'key';
  readonly word: TextRange;
  readonly quote: string;
  /** Whether a closing quote follows the word. */
  readonly isClosed: boolean;
  /** Whether a colon follows. */
  readonly hasValue: boolean;
}

export interface ValueSlot {
  readonly kind: 'value';
  readonly key: string;
  /** The word at the cursor, without quotes, commas and blanks. */
  readonly word: TextRange;
  readonly quote: string;
  /** Whether a blank is missing behind the colon. */
  readonly needsBlank: boolean;
  /** The other words between commas and actions. */
  readonly others: readonly TextRange[];
}

/** The text of a value without its quotes. */
export type SlotContent = TextRange & { readonly quote: string };

/** The word at an offset of a value, which is the item of a list between commas; undefined where no item can begin. */
export function valueSlotIn(
  text: string,
  { name, colonEnd }: { readonly name: string; readonly colonEnd: number },
  content: SlotContent,
  offset: number,
): ValueSlot | undefined {
  const words = wordsIn(text, content);
  const found = words.find(({ start, end }) => start <= offset && offset <= end);
  const word = found ?? textRange(offset, offset);
  if (!isItem(text, content, word)) return undefined;
  return {
    kind: 'value',
    key: name,
    word,
    quote: content.quote,
    needsBlank: content.quote === '' && offset === colonEnd,
    others: words.filter((other) => other !== found),
  };
}

/** What stands between commas, blanks and actions. */
function wordsIn(text: string, { start, end }: TextRange): readonly TextRange[] {
  return [...text.slice(start, end).matchAll(/[^,\s\u0001]+/g)].map(({ index, 0: word }) =>
    textRange(start + index, start + index + word.length),
  );
}

/** Whether nothing but blanks stands between a word and a comma, an action or the value's bounds on both sides. */
function isItem(text: string, { start, end }: TextRange, word: TextRange): boolean {
  const before = text.slice(start, word.start).trimEnd();
  const after = text.slice(word.end, end).trimStart();
  return /(?:^|[,\u0001])$/.test(before) && /^(?:$|[,\u0001])/.test(after);
}
