import { parseGoNumber } from '../../yaml/number.ts';
import { resolveScalar } from '../../yaml/scalar.ts';
import { isTimestamp } from './timestamp.ts';

/** Which of Go's two emitters: `v2` is under sigs.k8s.io/yaml (toYaml), `v3` under toYamlPretty. */
export type YamlDialect = 'v2' | 'v3';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/** How a text may be written, what go.yaml.in/yaml's emitterc.go finds out about it before it chooses a style. */
export interface ScalarShape {
  /** Holds a line break, and so cannot be a simple key. */
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/** The style of a string: what Go's encode.go asks for, weakened as far as the emitter has to. */
export function styleOf(text: string, shape: ScalarShape, simpleKey: boolean, dialect: YamlDialect): ScalarStyle {
  let style: ScalarStyle = text.includes('\n') ? 'literal' : readsAsText(text, dialect) ? 'plain' : 'double';
  if (simpleKey && shape.multiline) return 'double';
  if (style === 'plain' && (!shape.plain || (text === '' && simpleKey))) style = 'single';
  if (style === 'single' && !shape.single) return 'double';
  return style === 'literal' && (!shape.block || simpleKey) ? 'double' : style;
}

const OLD_BOOLS = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const BASE60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether YAML reads the text, unquoted, as a string again. */
function readsAsText(text: string, dialect: YamlDialect): boolean {
  if (BASE60.test(text) || isTimestamp(text)) return false;
  if (dialect === 'v3' && (OLD_BOOLS.test(text) || isNewOctal(text))) return false;
  const { type } = resolveScalar(text, undefined, false);
  return type === 'string' || type === 'merge';
}

/** Version 3 reads `0o` also where a sign follows it. */
function isNewOctal(text: string): boolean {
  const match = /^-?0o([-+][0-7_]+)$/.exec(text);
  return match?.[1] !== undefined && parseGoNumber(match[1]) !== undefined;
}

/** What emitterc.go yaml_emitter_analyze_scalar finds, for a scalar outside of flow collections. */
export function shapeOf(text: string, dialect: YamlDialect): ScalarShape {
  if (text === '') return { multiline: false, plain: true, single: true, block: false };
  if (/^[A-Za-z0-9_/][\w./-]*$/.test(text)) return { multiline: false, plain: true, single: true, block: true };
  const breaks = /[\r\n\u0085\u2028\u2029]/.test(text);
  const trailingSpace = text.endsWith(' ');
  const breakSpace = /[\r\n\u0085\u2028\u2029] /.test(text);
  const broken = / [\r\n\u0085\u2028\u2029]/.test(text) || UNPRINTABLE.test(tabless(text, dialect));
  const tabs = dialect === 'v3' && text.includes('\t');
  const edge = text.startsWith(' ') || trailingSpace;
  return {
    multiline: breaks,
    plain: !(edge || breaks || breakSpace || broken || tabs || hasIndicators(text)),
    single: !(breakSpace || broken || tabs),
    block: !(trailingSpace || broken),
  };
}

/** To version 3 a tab is no special character. */
const tabless = (text: string, dialect: YamlDialect): string => (dialect === 'v3' ? text.replaceAll('\t', '') : text);

/** Whether the emitter escapes a character: all that it calls not printable, everything above U+FFFF among them. */
export const isUnprintable = (char: string): boolean => UNPRINTABLE.test(char);

// Written with escapes: C0 without line feed, DEL to U+009F, halves of pairs, U+FEFF, U+FFFE and U+FFFF.
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufeff\ufffe\uffff]/;

const FIRST = /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$)|---|\.\.\.)/;
const INSIDE = /:(?:[ \t]|$)|[ \t\r\n\0\u0085\u2028\u2029]#/;

/** Whether something in the text means more to YAML than itself, in block context. */
const hasIndicators = (text: string): boolean => FIRST.test(text) || INSIDE.test(text);
