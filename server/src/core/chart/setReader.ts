/** Reads a `--set` line from left to right; a backslash takes the next character as it is, unless the line is literal. */
export class SetReader {
  readonly #chars: readonly string[];
  readonly #escapes: boolean;
  #at = 0;

  constructor(line: string, escapes = true) {
    this.#chars = Array.from(line);
    this.#escapes = escapes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#chars.length;
  }

  /** The text up to one of the stop characters, which is passed over; without `stop` the line ended first. */
  until(stops: string): { readonly text: string; readonly stop: string | undefined } {
    let text = '';
    while (this.#at < this.#chars.length) {
      const char = this.#chars[this.#at++] ?? '';
      if (stops.includes(char)) return { text, stop: char };
      if (char !== '\\' || !this.#escapes) text += char;
      else if (this.atEnd) break;
      else text += this.#chars[this.#at++] ?? '';
    }
    return { text, stop: undefined };
  }

  /** Passes over a character if it is the next one. */
  take(char: string): boolean {
    if (this.#chars[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  /** The source of one JSON value and the comma behind it: up to a comma outside of quotes and brackets. */
  json(): string {
    let text = '';
    let depth = 0;
    let quoted = false;
    while (this.#at < this.#chars.length) {
      const char = this.#chars[this.#at++] ?? '';
      if (char === ',' && depth === 0 && !quoted) break;
      text += char;
      if (quoted && char === '\\') text += this.#chars[this.#at++] ?? '';
      else if (char === '"') quoted = !quoted;
      else if (!quoted && '{['.includes(char)) depth++;
      else if (!quoted && '}]'.includes(char)) depth--;
    }
    return text;
  }
}
