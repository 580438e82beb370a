/** Texts in pictures that are drawn without knowing the reader's fonts: widths are guessed, rather too wide. */

/** Characters that are none in XML are left out. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** How a text is set: its CSS class, the size in pixels, and whether all characters are equally wide. */
export interface Style {
  readonly name: string;
  readonly size: number;
  readonly mono?: boolean;
  readonly bold?: boolean;
}

/** A guess at the width in pixels. */
export function widthOf(text: string, { size, mono = false, bold = false }: Style): number {
  if (mono) return text.length * size * 0.61;
  let units = 0;
  for (const char of text) units += unitsOf(char);
  return units * size * (bold ? 1.06 : 1);
}

/** A blank, the narrowest of all. */
const NARROWEST = 0.29;

/** No more UTF-16 units than these fit, so that a text of a megabyte is not measured again and again; two may be one character. */
const mostIn = (width: number, { size }: Style): number => Math.ceil((2 * width) / (size * NARROWEST));

function unitsOf(char: string): number {
  if (/[ijlI.,:;'|!()[\]`]/.test(char)) return 0.32;
  if (/[mwMW@%]/.test(char)) return 0.9;
  if (/[A-Z]/.test(char)) return 0.7;
  if (char === ' ') return NARROWEST;
  return char.charCodeAt(0) > 0x2e80 ? 1.05 : 0.57;
}

/** A text in one line; of one that is too long the middle is left out, since names differ at their ends. */
export function fitted(text: string, width: number, style: Style): string {
  if (text.length <= mostIn(width, style) && widthOf(text, style) <= width) return text;
  let kept = Math.min(text.length - 1, mostIn(width, style));
  while (kept > 2 && widthOf(shortened(text, kept), style) > width) kept--;
  return shortened(text, kept);
}

const shortened = (text: string, kept: number): string =>
  `${text.slice(0, Math.ceil(kept * 0.55))}…${text.slice(text.length - Math.floor(kept * 0.45))}`;

/** The start of a text, as much as fits. */
function cut(text: string, width: number, style: Style): string {
  let kept = Math.min(text.length, mostIn(width, style));
  while (kept > 1 && widthOf(text.slice(0, kept), style) > width) kept--;
  return text.slice(0, kept).trimEnd();
}

/** A text in lines, broken at spaces; what does not fit into the last of them is left out. */
export function wrapped(text: string, width: number, most: number, style: Style): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, style) > width) {
      if (lines.length === most - 1) return [...lines, `${cut(line, width - style.size, style)} …`];
      lines.push(line);
      line = fitted(word, width, style);
    } else line = fitted(longer, width, style);
  }
  return line === '' ? lines : [...lines, line];
}

/** A text at the start of its line; `y` is that of the baseline. */
export const textAt = (x: number, y: number, text: string, { name }: Style, more = ''): string =>
  `<text class="${name}" x="${x}" y="${y}"${more}>${escaped(text)}</text>`;
