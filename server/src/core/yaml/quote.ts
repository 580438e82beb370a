import { resolveScalar } from './scalar.ts';

/** How a one-line scalar is to be written, where its text allows it. */
export type QuoteStyle = 'plain' | 'single' | 'double';

/**
 * A string as one line of YAML that Helm reads back as this very string. `plain` gets double quotes where the text
 * needs quotes, `single` where it holds line breaks or control characters. `flow`: it will stand inside `[]` or `{}`.
 */
export function formatString(value: string, style: QuoteStyle, flow: boolean): string {
  const quotes = style === 'plain' && !staysString(value, flow) ? 'double' : style;
  if (quotes === 'plain') return value;
  return quotes === 'single' && !/[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(value)
    ? `'${value.replaceAll("'", "''")}'`
    : `"${value.replace(ESCAPED, escape)}"`;
}

function staysString(value: string, flow: boolean): boolean {
  return (
    isPlainText(value, flow) &&
    !/^[-+]?[0-9]+:[0-9:.]+$/.test(value) &&
    resolveScalar(value, undefined, false).type === 'string'
  );
}

/** Whether a text may stand unquoted on one line, whatever YAML then reads it as. */
export function isPlainText(value: string, flow: boolean): boolean {
  if (
    value === '' ||
    value.trim() !== value ||
    /[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(value)
  )
    return false;
  if (/^[,[\]{}#&*!|>'"%@`]|^[-?:](?: |$)|^---|^\.\.\.|: |:$| #/.test(value)) return false;
  return !flow || !/[,[\]{}]|^[-?:]/.test(value);
}

// Quotes, backslashes, what YAML cannot hold in the open, and what it would take for a line break.
const ESCAPED = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escape(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  if (char === '\n') return '\\n';
  if (char === '\t') return '\\t';
  if (char === '\r') return '\\r';
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
