import { isLetter, isNumber, isPunct, isSpace, isUpper, toLower, toUpper } from './unicode.ts';

type WordType = 'none' | 'number' | 'upper' | 'alphabet' | 'connector' | 'punct' | 'other';

interface Word {
  readonly type: WordType;
  readonly chars: readonly string[];
}

/** xstrings.ToSnakeCase and ToKebabCase: words in small letters, joined by the connector. */
export function connected(text: string, connector: string): string {
  const out = new Connecting(text, connector);
  return out.run();
}

const isConnector = (char: string): boolean => char === '-' || char === '_' || isSpace(char);

const isRun = (type: WordType): boolean => type === 'alphabet' || type === 'number';
const needsConnector = (type: WordType): boolean => type !== 'connector' && type !== 'punct';

class Connecting {
  readonly #words: WordReader;
  readonly #connector: string;
  #out = '';

  constructor(text: string, connector: string) {
    this.#words = new WordReader(text);
    this.#connector = connector;
  }

  run(): string {
    let word = this.#words.next();
    while (!this.#words.done) {
      if (word.type !== 'connector') this.#write(word);
      const previous = word;
      word = this.#words.next();
      if (previous.type === 'number') word = this.#afterNumber(word);
      else if (previous.type === 'connector') this.#write(previous);
      else if (previous.type !== 'punct') word = this.#afterLetters(word);
    }
    this.#write(word);
    return this.#out;
  }

  /** Letters straight after a number belong to it. */
  #afterNumber(word: Word): Word {
    const next = this.#writeRun(word);
    if (next.type !== 'none' && needsConnector(next.type)) this.#out += this.#connector;
    return next;
  }

  /** A number straight after letters belongs to them, unless small letters follow it. */
  #afterLetters(word: Word): Word {
    if (word.type !== 'number') {
      if (needsConnector(word.type)) this.#out += this.#connector;
      return word;
    }
    if (this.#words.done) return word;
    const next = this.#words.next();
    if (next.type !== 'alphabet') {
      this.#write(word);
      if (needsConnector(next.type)) this.#out += this.#connector;
      return next;
    }
    this.#out += this.#connector;
    this.#write(word);
    return this.#afterNumber(next);
  }

  #writeRun(first: Word): Word {
    let word = first;
    while (isRun(word.type)) {
      this.#write(word);
      word = this.#words.next();
    }
    return word;
  }

  #write({ type, chars }: Word): void {
    const changes = type === 'upper' || type === 'connector';
    for (const char of chars) {
      if (!changes) this.#out += char;
      else if (isConnector(char)) this.#out += this.#connector;
      else this.#out += isUpper(char) ? toLower(char) : char;
    }
  }
}

/** xstrings' nextWord. Characters U+FFFD are passed over as part of the word before them. */
class WordReader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#chars = Array.from(text);
  }

  get done(): boolean {
    return this.#at >= this.#chars.length;
  }

  next(): Word {
    const start = this.#at;
    if (this.done) return { type: 'none', chars: [] };
    const first = this.#valid(start);
    this.#at = first + 1;
    const type = this.#typeAt(first);
    if (type === 'upper') this.#takeCapitals(this.#chars[first] ?? '');
    else if (type !== 'none') this.#takeWhile((char) => belongs(char, type));
    return { type, chars: this.#chars.slice(start, this.#at) };
  }

  /** The index of the next character that is not U+FFFD. */
  #valid(from: number): number {
    let at = from;
    while (this.#chars[at] === '\ufffd') at++;
    return at;
  }

  #typeAt(index: number): WordType {
    const char = this.#chars[index];
    if (char === undefined) return 'none';
    if (isConnector(char)) return 'connector';
    if (isPunct(char)) return 'punct';
    if (isUpper(char)) return 'upper';
    if (isAlphabet(char)) return 'alphabet';
    return isNumber(char) ? 'number' : 'other';
  }

  /** Of several capitals before a small letter the last begins the next word: HTTP, Status. */
  #takeCapitals(first: string): void {
    const second = this.#chars[this.#valid(this.#at)] ?? first;
    if (isUpper(second)) {
      const before = this.#takeWhile(isUpper);
      const next = this.#chars[this.#valid(this.#at)];
      if (next !== undefined && isAlphabet(next)) this.#at = before;
    } else if (isAlphabet(second)) this.#takeWhile((char) => belongs(char, 'alphabet'));
  }

  /** Moves on while characters fit; the position before the last one taken. */
  #takeWhile(fits: (char: string) => boolean): number {
    let before = this.#at;
    for (;;) {
      const at = this.#valid(this.#at);
      const char = this.#chars[at];
      if (char === undefined) {
        this.#at = this.#chars.length;
        return before;
      }
      if (!fits(char)) return before;
      before = this.#at;
      this.#at = at + 1;
    }
  }
}

function belongs(char: string, type: WordType): boolean {
  switch (type) {
    case 'connector':
      return isConnector(char);
    case 'punct':
      return isPunct(char);
    case 'alphabet':
      return isAlphabet(char) && !isUpper(char);
    case 'number':
      return isNumber(char);
    default:
      return !isConnector(char) && !isAlphabet(char) && !isNumber(char) && !isPunct(char);
  }
}

/** xstrings' isAlphabet: a letter that is no Chinese character. */
function isAlphabet(char: string): boolean {
  return isLetter(char) && !/^[\u4e00-\u9fcc\u3400-\u4d85\u{20000}-\u{2b81d}]/u.test(char);
}

/** xstrings.ToPascalCase: connectors go and the letter after each becomes a capital; of several the first stay. */
export function pascal(text: string): string {
  const chars = Array.from(text);
  const start = chars.findIndex((char) => !isConnector(char));
  // Of nothing but connectors xstrings writes the last one twice.
  if (start < 0) return text + (chars.at(-1) ?? '');
  let out = chars.slice(0, start).join('');
  let current = chars[start] ?? '';
  let shouting = isUpper(current);
  current = toUpper(current);
  for (const next of chars.slice(start + 1)) {
    const previous = current;
    current = next;
    if (isConnector(previous)) {
      if (isConnector(next)) {
        out += previous;
        continue;
      }
      shouting = isUpper(next);
      current = toUpper(next);
    } else {
      if (shouting && isUpper(next)) current = toLower(next);
      else shouting = false;
      out += previous;
    }
  }
  return out + current;
}
