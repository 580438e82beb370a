import { quotedRune } from '../quote.ts';
import { TomlFault } from './tomlFault.ts';

/** The code of the end of the text; the character itself is never let through. */
export const END = 0;

export const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
export const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;

/** A cursor over TOML that complains as the lexer of BurntSushi/toml 1.6.0 does. Offsets are UTF-16. */
export class TomlScan {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The next character's code, which no control character may be. */
  peek(): number {
    const code = this.text.codePointAt(this.at) ?? END;
    if (this.at >= this.text.length || (code >= 0x20 && code !== 0x7f) || code === 0x09 || code === 0x0a) return code;
    if (code === 0x0d && this.text.charCodeAt(this.at + 1) === 0x0a) return code;
    const shown = code.toString(16).padStart(2, '0');
    throw new TomlFault(`TOML files cannot contain control characters: '0x${shown}'`, this.lineAt(this.at));
  }

  /** Moves over the next character; at the end it stays. */
  take(): number {
    const code = this.peek();
    if (this.at < this.text.length) this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  takes(char: string): boolean {
    if (this.peek() !== char.charCodeAt(0)) return false;
    this.at++;
    return true;
  }

  skip(wanted: (code: number) => boolean): void {
    while (wanted(this.peek())) this.take();
  }

  comment(): void {
    this.skip((code) => code !== END && !isLineEnd(code));
  }

  /** 1-based. */
  lineAt(offset: number): number {
    let line = 1;
    for (let i = this.text.indexOf('\n'); i >= 0 && i < offset; i = this.text.indexOf('\n', i + 1)) line++;
    return line;
  }

  /** A complaint about what was looked at and not taken. */
  fault(message: string): TomlFault {
    return new TomlFault(message, this.lineAt(this.at));
  }

  /** A complaint about the next character, which is taken; behind the last line, about that line. */
  faultTaking(message: string): TomlFault {
    const atEnd = this.at >= this.text.length;
    const back = atEnd && this.text.endsWith('\n') ? 1 : 0;
    return new TomlFault(message, this.lineAt(atEnd ? this.at : this.at + 1) - back);
  }

  /** The same with the line before, where that library goes when a line or text ends too early. */
  faultBefore(message: string): TomlFault {
    return new TomlFault(message, this.lineAt(this.at + 1) - 1);
  }

  /** What was expected, and the next character, which is taken. */
  unexpected(expected: string, after = ' instead'): TomlFault {
    return this.faultTaking(`${expected} ${quotedRune(this.peek())}${after}`);
  }

  /** The same for what had to stand on this line. */
  unexpectedOnLine(expected: string): TomlFault {
    const code = this.peek();
    if (code !== 0x0a) return this.unexpected(expected);
    return this.faultBefore(`${expected} ${quotedRune(code)} instead`);
  }
}
