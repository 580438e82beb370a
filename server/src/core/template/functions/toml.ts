import { opaque, text, tracedText } from '../value.ts';
import type { Value } from '../value.ts';
import { unencodable } from './encodable.ts';
import type { CallContext, Failure, FunctionFamily, Traits } from './function.ts';
import { fail, fn, tooLarge } from './function.ts';
import { tomlText } from './tomlText.ts';

const writing: Traits = { passesUnknown: true, result: 'text' };

/** Helm's TOML functions (its funcs.go). What fromToml reads is not known: charts hardly use it. */
export const toml: FunctionFamily = {
  toToml: fn(['any'], ([value], c) => written(value, false, c), writing),
  mustToToml: fn(['any'], ([value], c) => written(value, true, c), writing),
  fromToml: fn(['string'], ([source], c) => opaque('fromToml is not evaluated', 'map', c.computed(source))),
};

/** Where toToml meets an error, its text is the result. */
function written(value: Value, must: boolean, c: CallContext): Value | Failure {
  const origin = c.computed(value);
  if (value.kind === 'opaque') return opaque(value.reason, value.shape, origin);
  if (value.kind === 'nil') return fail('reflect: call of reflect.Value.Type on zero Value');
  const bad = unencodable(value, 'infinite');
  if (bad) return opaque(bad.kind === 'unknown' ? bad.reason : bad.message, 'text', origin);
  const result = tomlText(value, c.services.limits.output);
  if (result === 'too long') return tooLarge('the TOML');
  if (!('error' in result)) return tracedText(result, origin);
  return must ? fail(result.error) : text(result.error, origin);
}
