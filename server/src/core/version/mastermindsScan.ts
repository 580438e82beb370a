const BLANKS = /^[\t\n\f\r ]*/;
const OPERATOR = /^(?:!=|>=|=>|<=|=<|~>|[=<>~^]|)/;
const PATTERN =
  /^v?([0-9|xX*]+)(\.[0-9|xX*]+)?(\.[0-9|xX*]+)?(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?/;

/** A version with parts that may be left out or be `x`, `X` or `*`, as it stands after an operator. */
export interface WrittenPattern {
  readonly text: string;
  readonly major: string;
  /** With its dot; empty when left out. */
  readonly minor: string;
  /** With its dot; empty when left out. */
  readonly patch: string;
  /** With its hyphen; empty when there is none. */
  readonly prerelease: string;
}

/** One operator and its pattern as written; offsets count UTF-16 units of the scanned text. */
export interface WrittenComparator {
  readonly operator: string;
  readonly pattern: WrittenPattern;
  readonly patternStart: number;
}

/** Comparators that stand side by side, or the offset of the first character that does not belong to any. */
export type Scanned =
  | { readonly ok: true; readonly comparators: readonly WrittenComparator[] }
  | { readonly ok: false; readonly index: number };

/** Reads comparators separated by blanks or one comma each; a text without any is refused at its end. */
export function scanComparators(text: string): Scanned {
  const comparators: WrittenComparator[] = [];
  let at = blanksEnd(text, 0);
  while (true) {
    const operator = OPERATOR.exec(text.slice(at))?.[0] ?? '';
    const patternStart = blanksEnd(text, at + operator.length);
    const pattern = patternAt(text, patternStart);
    if (!pattern) return { ok: false, index: patternStart };
    comparators.push({ operator, pattern, patternStart });
    const end = patternStart + pattern.text.length;
    at = blanksEnd(text, end);
    if (at === text.length) return { ok: true, comparators };
    if (text[at] === ',') at = blanksEnd(text, at + 1);
    else if (at === end) return { ok: false, index: at };
  }
}

/** The longest pattern that begins at an offset. */
export function patternAt(text: string, at: number): WrittenPattern | undefined {
  const match = PATTERN.exec(text.slice(at));
  if (!match) return undefined;
  const [whole, major = '', minor = '', patch = '', prerelease = ''] = match;
  return { text: whole, major, minor, patch, prerelease };
}

/** The offset of the first character at or after `at` that is no blank in Go's `\s`. */
export function blanksEnd(text: string, at: number): number {
  return at + (BLANKS.exec(text.slice(at))?.[0].length ?? 0);
}
