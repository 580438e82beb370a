import type { TextEdit } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { KeySlot, TypedLine, ValueSlot } from './typedSlot.ts';

/** Writes a key with its colon, in quotes where its neighbours are; what is there already stays. */
export function keyEdit({ siblings }: TypedLine, slot: KeySlot, name: string): TextEdit {
  const { word, hasValue, isClosed } = slot;
  if (hasValue) return { range: word, newText: name };
  if (slot.quote !== '')
    return { range: textRange(word.start, word.end + (isClosed ? 1 : 0)), newText: `${name}${slot.quote}: ` };
  const quote = (siblings.find((own) => own.name.startsWith('helm.sh/')) ?? siblings[0])?.quote ?? '';
  return { range: word, newText: `${quote}${name}${quote}: ` };
}

/** Writes a word of a value; a number gets quotes, since annotations are texts. */
export function valueEdit({ siblings }: TypedLine, slot: ValueSlot, text: string): TextEdit {
  const isNumber = /^[+-]?\d+$/.test(text);
  const style = siblings.find((own) => own.quote !== '')?.quote ?? '"';
  const quote = isNumber && slot.quote === '' ? style : '';
  return { range: slot.word, newText: `${slot.needsBlank ? ' ' : ''}${quote}${text}${quote}` };
}
