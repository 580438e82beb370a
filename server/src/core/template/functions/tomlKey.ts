/** A key as TOML writes it: bare where that is possible. */
export const tomlKey = (key: string): string =>
  /^[A-Za-z0-9_-]+$/.test(key) ? key : `"${key.replace(TOML_SPECIAL, tomlEscape)}"`;

/** The keys from the top to a table or value, with dots between. */
export const tomlPath = (keys: readonly string[]): string => keys.map(tomlKey).join('.');

/** Written with escapes: controls, DEL, quote and backslash. */
export const TOML_SPECIAL = /[\u0000-\u001f"\\\u007f]/g;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** The escape of a special character. */
export const tomlEscape = (char: string): string =>
  SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
