/** What stands between the percent sign and the verb. Width and precision count characters. */
export interface Flags {
  sharp: boolean;
  zero: boolean;
  plus: boolean;
  minus: boolean;
  space: boolean;
  width: number | undefined;
  precision: number | undefined;
  /** `%#v` and `%+v`. */
  sharpV: boolean;
  plusV: boolean;
}

export const noFlags: Readonly<Flags> = {
  sharp: false,
  zero: false,
  plus: false,
  minus: false,
  space: false,
  width: undefined,
  precision: undefined,
  sharpV: false,
  plusV: false,
};

/** The padding before and after a text of so many characters. */
export function padding(flags: Readonly<Flags>, length: number): { readonly before: string; readonly after: string } {
  const missing = Math.max(0, (flags.width ?? 0) - length);
  if (flags.minus) return { before: '', after: ' '.repeat(missing) };
  return { before: (flags.zero ? '0' : ' ').repeat(missing), after: '' };
}

export function padded(text: string, flags: Readonly<Flags>): string {
  const { before, after } = padding(flags, runeCount(text));
  return before + text + after;
}

/** The number of code points. */
export function runeCount(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    const low = text.charCodeAt(i);
    const high = text.charCodeAt(i - 1);
    if (low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff) count--;
  }
  return count;
}
