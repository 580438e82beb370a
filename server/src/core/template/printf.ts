import type { Origin } from '../text/origin.ts';
import { TracedBuilder } from '../text/traced.ts';
import type { TracedText } from '../text/traced.ts';
import { noFlags } from './printfFlags.ts';
import type { Flags } from './printfFlags.ts';
import { appendArgument, appendTyped } from './printfVerb.ts';
import { partsOf } from './value.ts';
import type { StringValue, Value } from './value.ts';

/** Go's bound on widths, precisions and argument indexes. */
const largest = 1e6;

/** fmt.Sprintf: literal text and %s, %v, %q of strings keep the origin of every character. `added` is the origin of padding. */
export function sprintf(format: StringValue, args: readonly Value[], added: Origin): TracedText {
  return new Printer(format, args, added).run();
}

class Printer {
  readonly #format: StringValue;
  readonly #text: string;
  readonly #args: readonly Value[];
  readonly #added: Origin;
  readonly #out = new TracedBuilder();
  #at = 0;
  #arg = 0;
  #reordered = false;
  #goodIndex = true;
  #afterIndex = false;

  constructor(format: StringValue, args: readonly Value[], added: Origin) {
    this.#format = format;
    this.#text = format.text;
    this.#args = args;
    this.#added = added;
  }

  run(): TracedText {
    const parts = partsOf(this.#format);
    while (this.#at < this.#text.length) {
      const percent = this.#text.indexOf('%', this.#at);
      const end = percent < 0 ? this.#text.length : percent;
      this.#out.appendPart(this.#text, parts, this.#at, end);
      this.#at = end + 1;
      if (percent >= 0) this.#verb(this.#directive());
    }
    if (!this.#reordered && this.#arg < this.#args.length) this.#extra();
    return this.#out.finish();
  }

  /** Flags, index, width and precision; what is wrong with them is written at once. */
  #directive(): Flags {
    const flags = { ...noFlags };
    this.#goodIndex = true;
    this.#readFlags(flags);
    this.#readIndex();
    if (this.#peek() === '*') {
      flags.width = this.#star('%!(BADWIDTH)');
      if (flags.width !== undefined && flags.width < 0) {
        flags.width = -flags.width;
        flags.minus = true;
        flags.zero = false;
      }
    } else {
      flags.width = this.#number();
      if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false;
    }
    this.#readPrecision(flags);
    if (!this.#afterIndex) this.#readIndex();
    return flags;
  }

  #readPrecision(flags: Flags): void {
    if (this.#peek() !== '.' || this.#at + 1 >= this.#text.length) return;
    this.#at++;
    if (this.#afterIndex) this.#goodIndex = false;
    this.#readIndex();
    if (this.#peek() !== '*') {
      flags.precision = this.#number() ?? 0;
      return;
    }
    const given = this.#star('%!(BADPREC)', true);
    flags.precision = given;
  }

  #readFlags(flags: Flags): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#peek();
      if (char === '#') flags.sharp = true;
      else if (char === '0') flags.zero = true;
      else if (char === '+') flags.plus = true;
      else if (char === '-') flags.minus = true;
      else if (char === ' ') flags.space = true;
      else return;
    }
  }

  #verb(flags: Flags): void {
    const verb = this.#text.codePointAt(this.#at);
    if (verb === undefined) {
      this.#write('%!(NOVERB)');
      return;
    }
    const name = String.fromCodePoint(verb);
    this.#at += name.length;
    const arg = this.#args[this.#arg];
    if (name === '%') this.#write('%');
    else if (!this.#goodIndex) this.#write(`%!${name}(BADINDEX)`);
    else if (!arg) this.#write(`%!${name}(MISSING)`);
    else {
      this.#arg++;
      const goSyntax = name === 'v' || name === 'w';
      const used = goSyntax ? { ...flags, sharp: false, plus: false, sharpV: flags.sharp, plusV: flags.plus } : flags;
      appendArgument(this.#out, arg, name, used, this.#added);
    }
  }

  /** `*`: the width or precision is the next argument. */
  #star(complaint: string, precision = false): number | undefined {
    this.#at++;
    this.#afterIndex = false;
    const arg = this.#args[this.#arg];
    if (arg) this.#arg++;
    const size = arg?.kind === 'int' ? Number(arg.value) : undefined;
    const usable = size !== undefined && Math.abs(size) <= largest && !(precision && size < 0);
    if (usable) return size;
    this.#write(complaint);
    return undefined;
  }

  #number(): number | undefined {
    const start = this.#at;
    let value = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const digit = this.#text.charCodeAt(this.#at) - 48;
      if (digit < 0 || digit > 9) break;
      if (value > largest) {
        this.#at = this.#text.length;
        return undefined;
      }
      value = value * 10 + digit;
    }
    return this.#at > start ? value : undefined;
  }

  /** `[n]`: the argument to take next, counted from 1. */
  #readIndex(): void {
    this.#afterIndex = false;
    if (this.#peek() !== '[') return;
    this.#reordered = true;
    const close = this.#text.indexOf(']', this.#at);
    const written = close < 0 ? '' : this.#text.slice(this.#at + 1, close);
    const index = /^[0-9]{1,7}$/.test(written) ? Number(written) - 1 : undefined;
    this.#at = close < 0 ? this.#at + 1 : close + 1;
    this.#afterIndex = index !== undefined;
    if (index !== undefined && index >= 0 && index < this.#args.length) this.#arg = index;
    else this.#goodIndex = false;
  }

  #extra(): void {
    this.#write('%!(EXTRA ');
    this.#args.slice(this.#arg).forEach((arg, i) => {
      if (i > 0) this.#write(', ');
      appendTyped(this.#out, arg, noFlags, this.#added);
    });
    this.#write(')');
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #write(text: string): void {
    this.#out.append(text, this.#added);
  }
}
