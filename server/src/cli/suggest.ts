import { nearest } from '../core/base/nearest.ts';

/** ` Did you mean …?` for a word that is near one of those known, else an empty text. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : ` Did you mean \`${near}\`?`;
}
