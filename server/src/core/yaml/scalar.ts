import { decodeBinary } from './binary.ts';
import type { YamlNode, YamlScalar } from './nodes.ts';
import { formatFloat32, parseGoNumber } from './number.ts';

/** What YAML reads out of a scalar. */
export interface ResolvedScalar {
  readonly type: 'string' | 'int' | 'float' | 'bool' | 'null' | 'merge';
  readonly value: YamlScalar['value'];
  /** The value as text, where a field of type string gets it: `010` is "8", `1e3` is "1000", `on` is "true". */
  readonly text: string;
  /** Why Helm refuses the scalar, e.g. `!!int x`: for people, and in its own words. */
  readonly problem?: { readonly message: string; readonly helm: string };
}

const WORDS: ReadonlyMap<string, ResolvedScalar> = new Map([
  ...words(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'], 'bool', true, 'true'),
  ...words(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'], 'bool', false, 'false'),
  ...words(['', '~', 'null', 'Null', 'NULL'], 'null', null, ''),
  ...words(['.nan', '.NaN', '.NAN'], 'float', NaN, 'NaN'),
  ...words(['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'], 'float', Infinity, '+Inf'),
  ...words(['-.inf', '-.Inf', '-.INF'], 'float', -Infinity, '-Inf'),
  ...words(['<<'], 'merge', '<<', '<<'),
]);

function words(
  forms: readonly string[],
  type: ResolvedScalar['type'],
  value: YamlScalar['value'],
  text: string,
): (readonly [string, ResolvedScalar])[] {
  return forms.map((form) => [form, { type, value, text }] as const);
}

/**
 * Reads a scalar's folded, unescaped text as sigs.k8s.io/yaml does (the table in go.yaml.in/yaml/v2, resolve.go).
 * `tag` is `!!int`, `!local`, or undefined; `quoted` means any style but plain.
 */
export function resolveScalar(text: string, tag: string | undefined, quoted: boolean): ResolvedScalar {
  if (tag === undefined || tag === '!') return quoted || tag === '!' ? string(text) : resolvePlain(text);
  if (tag === '!!merge') return { type: 'merge', value: text, text };
  if (tag === '!!binary') {
    const decoded = decodeBinary(text);
    return decoded === undefined ? { ...string(text), problem: NO_BASE64 } : string(decoded);
  }
  const wanted = TYPES[tag];
  if (wanted === undefined || wanted === 'string') return string(text);
  return asTagged(resolvePlain(text), wanted, tag, text);
}

const TYPES: Readonly<Record<string, ResolvedScalar['type'] | 'timestamp'>> = {
  '!!str': 'string',
  '!!bool': 'bool',
  '!!int': 'int',
  '!!float': 'float',
  '!!null': 'null',
  '!!timestamp': 'timestamp',
};

function asTagged(read: ResolvedScalar, wanted: string, tag: string, text: string): ResolvedScalar {
  if (read.type === wanted) return read;
  if (wanted === 'float' && typeof read.value === 'number') {
    return { type: 'float', value: read.value, text: formatFloat32(read.value) };
  }
  if (wanted === 'timestamp' && /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ]\d)/.test(text)) return string(text);
  const helm = `yaml: cannot decode !!${read.type === 'string' ? 'str' : read.type} \`${text}\` as a ${tag}`;
  return { ...string(text), problem: { message: `${JSON.stringify(text)} is not ${tag}`, helm } };
}

const NO_BASE64 = {
  message: '!!binary value is no base64',
  helm: 'yaml: !!binary value contains invalid base64 data',
};

const string = (text: string): ResolvedScalar => ({ type: 'string', value: text, text });

function resolvePlain(text: string): ResolvedScalar {
  if (!mayMeanMore(text)) return string(text);
  const word = WORDS.get(text);
  if (word) return word;
  const first = text.charCodeAt(0);
  if (!(first <= 57 && first >= 43)) return string(text);
  return parseGoNumber(text) ?? string(text);
}

/** Whether the first character is one that any word or number starts with; most text fails here. */
function mayMeanMore(text: string): boolean {
  return text === '' || '+-.0123456789yYnNtTfFoO~<'.includes(text.charAt(0));
}

/** The scalar's value as a string field receives it, see {@link ResolvedScalar.text}. */
export function scalarText(scalar: YamlScalar): string {
  if (typeof scalar.value === 'string') return scalar.value;
  if (typeof scalar.value === 'number') return resolveScalar(plainText(scalar), scalar.tag, false).text;
  return scalar.value === null ? '' : String(scalar.value);
}

/** The text of a number may be quoted below an `!!int` tag. */
function plainText(scalar: YamlScalar): string {
  return scalar.style === 'single' || scalar.style === 'double' ? scalar.source.slice(1, -1) : scalar.source.trim();
}

/** The JSON key that a scalar key becomes: `y` is "true", `1.10` is "1.1". A null key, which Helm refuses, is "null". */
export function jsonKey(key: YamlScalar): string {
  if (key.value === null) return 'null';
  const text = scalarText(key);
  return typeof key.value === 'number' ? (INFINITE_KEYS[text] ?? text) : text;
}

const INFINITE_KEYS: Readonly<Record<string, string>> = { '+Inf': '.inf', '-Inf': '-.inf', NaN: '.nan' };

/** Whether a key merges its value's entries into the map: a plain `<<`, or one tagged `!!merge`. */
export function isMergeKey(key: YamlNode): boolean {
  if (key.kind !== 'scalar' || key.value !== '<<') return false;
  return key.tag === undefined ? key.style === 'plain' : key.tag === '!!merge';
}
