import type { TextRange } from './range.ts';

/** Zero-based line and zero-based UTF-16 column, as LSP has them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The line starts of one text; `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of a UTF-16 offset; offsets outside the text are moved to its nearer end. */
  offsetToPosition(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (this.#starts[low] ?? 0) };
  }

  /** The UTF-16 offset of a position; a column past its line's end means that end, a line past the last the text's end. */
  positionToOffset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const end = this.#starts[position.line + 1] ?? this.#length;
    return Math.min(start + position.character, end);
  }

  /** The range of one zero-based line with its line break. */
  lineRange(line: number): TextRange {
    const start = this.#starts[line] ?? this.#length;
    return { start, end: this.#starts[line + 1] ?? this.#length };
  }
}
