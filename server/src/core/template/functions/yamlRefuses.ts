import { noOrigin } from '../../text/origin.ts';
import { text } from '../value.ts';
import type { Value } from '../value.ts';
import type { Unencodable } from './encodable.ts';
import { jsonText } from './jsonText.ts';

/**
 * What toYaml cannot write although JSON can, since it reads that JSON as YAML again: control characters above U+007E
 * that JSON does not escape, and keys too long for YAML to find their colon.
 */
export function refusedByYaml(value: Value): Unencodable | undefined {
  if (value.kind === 'string') return refused(value.text);
  if (value.kind === 'list') return firstOf(value.items, refusedByYaml);
  if (value.kind !== 'map') return undefined;
  return firstOf(value.entries.keys(), refusedKey) ?? firstOf(value.entries.values(), refusedByYaml);
}

/** Stands for Go's words, which name a line that we do not know. */
export const longKey = 'a key is longer than YAML takes';

function firstOf<T>(all: Iterable<T>, find: (one: T) => Unencodable | undefined): Unencodable | undefined {
  for (const one of all) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}

// Written with escapes: DEL to U+009F without next line, U+FFFE and U+FFFF.
const CONTROL = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

function refused(value: string): Unencodable | undefined {
  if (CONTROL.test(value)) return { kind: 'error', message: 'yaml: control characters are not allowed' };
  if (value.includes('\u0085')) return { kind: 'unknown', reason: 'a text holds U+0085, which YAML folds' };
  return undefined;
}

/** YAML looks for a colon within 1024 characters; what counts is the key as JSON writes it. */
function refusedKey(key: string): Unencodable | undefined {
  if (key.length > 150 && jsonLength(key) > 1024) return { kind: 'error', message: longKey };
  return refused(key);
}

function jsonLength(key: string): number {
  const traced = jsonText(text(key, noOrigin), { html: true, pretty: false }, Infinity);
  return Array.from(traced?.text ?? '').length;
}
