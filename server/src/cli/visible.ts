/** What a terminal would obey, and what turns the direction of text around. */
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g;

/** Names and messages hold text of the checked files: control characters are shown, not sent to the terminal. */
export const visible = (words: string): string => words.replace(CONTROLS, shown);

/** The same of a text in lines. */
export const visibleLines = (text: string): string =>
  text.replace(CONTROLS, (char) => (char === '\n' || char === '\t' ? char : shown(char)));

const shown = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
