/*
 * Go's package unicode, one character (code point) at a time. Its case maps are Unicode's simple ones, where JavaScript's
 * are the full ones; where a full map gives several characters the simple one is listed here. Characters younger than
 * Go's Unicode 15 follow the JavaScript host.
 */

/** Upper case differs from toUpperCase: iota subscripts, and letters whose capitals came after Unicode 15. */
const upperCase: ReadonlyMap<string, string> = new Map([
  ...pairs('ᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾳῃῳ', 'ᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾼῌῼ'),
  ...pairs('\u019b\u0264\ua7d3\ua7d5', '\u019b\u0264\ua7d3\ua7d5'),
]);

/** Title case differs from upper case: the letters for two sounds. Georgian letters, too, have capitals but no title case. */
const titleCase: ReadonlyMap<string, string> = new Map(pairs('ǄǅǆǇǈǉǊǋǌǱǲǳ', 'ǅǅǅǈǈǈǋǋǋǲǲǲ'));

function pairs(from: string, to: string): readonly (readonly [string, string])[] {
  const targets = Array.from(to);
  return Array.from(from, (char, i) => [char, targets[i] ?? char] as const);
}

/** unicode.ToUpper. */
export function toUpper(char: string): string {
  return upperCase.get(char) ?? single(char.toUpperCase(), char);
}

/** unicode.ToLower. */
export function toLower(char: string): string {
  return char === 'İ' ? 'i' : single(char.toLowerCase(), char);
}

/** unicode.ToTitle. */
export function toTitle(char: string): string {
  return titleCase.get(char) ?? (/^[\u10d0-\u10ff]$/.test(char) ? char : toUpper(char));
}

function single(mapped: string, char: string): string {
  const first = String.fromCodePoint(mapped.codePointAt(0) ?? 0);
  return first.length === mapped.length ? mapped : char;
}

export const isUpper = (char: string): boolean => /^\p{Lu}/u.test(char);
export const isLower = (char: string): boolean => /^\p{Ll}/u.test(char);
export const isTitle = (char: string): boolean => /^\p{Lt}/u.test(char);
export const isLetter = (char: string): boolean => /^\p{L}/u.test(char);
export const isDigit = (char: string): boolean => /^\p{Nd}/u.test(char);
export const isNumber = (char: string): boolean => /^\p{N}/u.test(char);
export const isPunct = (char: string): boolean => /^\p{P}/u.test(char);

/** unicode.IsSpace. Not JavaScript's `\s`, which has U+FEFF and lacks U+0085. */
export const isSpace = (char: string): boolean =>
  /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(char);

/** A text with each character mapped. */
export function mapCharacters(text: string, map: (char: string) => string): string {
  let out = '';
  for (const char of text) out += map(char);
  return out;
}
