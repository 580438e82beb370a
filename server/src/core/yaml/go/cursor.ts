/** A place in a text as go.yaml.in/yaml/v2 counts: lines from 0, columns in characters. Past the end it reads 0. */
export class GoCursor {
  readonly text: string;
  at = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.text = text;
  }

  code(ahead = 0): number {
    const at = this.at + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : 0;
  }

  /** Past characters that are no line breaks. */
  skip(count = 1): void {
    for (let i = 0; i < count; i++) {
      const code = this.code();
      this.at += code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      this.column++;
    }
  }

  /** Past a line break, if one stands here. */
  skipBreak(): void {
    if (!isBreak(this.code())) return;
    this.at += this.code() === 13 && this.code(1) === 10 ? 2 : 1;
    this.line++;
    this.column = 0;
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.skip();
  }

  /** To the line's end if a comment begins here. */
  skipComment(): void {
    if (this.code() === 35) while (!isBreakOrEnd(this.code())) this.skip();
  }

  /** Letters, digits, `_` and `-`. */
  word(): string {
    const start = this.at;
    while (isWord(this.code())) this.skip();
    return this.text.slice(start, this.at);
  }

  /** Whether `---` or `...` begins this line. */
  get isDocumentMark(): boolean {
    if (this.column !== 0) return false;
    const code = this.code();
    if ((code !== 45 && code !== 46) || this.code(1) !== code || this.code(2) !== code) return false;
    return isBlankOrEnd(this.code(3));
  }
}

/** A space or a tab. */
export const isBlank = (code: number): boolean => code === 32 || code === 9;

/** Next line, line separator and paragraph separator among them. */
export const isBreak = (code: number): boolean =>
  code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;

/** 0 stands for the end of the text. */
export const isBreakOrEnd = (code: number): boolean => code === 0 || isBreak(code);

export const isBlankOrEnd = (code: number): boolean => isBlank(code) || isBreakOrEnd(code);

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** A hexadecimal digit in either case. */
export const isHex = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45;
