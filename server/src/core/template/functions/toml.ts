import { map, opaque, text, tracedText } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { workOfCharacters } from '../work.ts';
import { unencodable } from './encodable.ts';
import type { CallContext, Failure, FunctionFamily, Traits } from './function.ts';
import { fail, fn, tooLarge } from './function.ts';
import { parseToml } from './tomlParse.ts';
import { tomlText } from './tomlText.ts';

const writing: Traits = { passesUnknown: true, result: 'text' };

/** Helm's TOML functions (its funcs.go). */
export const toml: FunctionFamily = {
  toToml: fn(['any'], ([value], c) => written(value, false, c), writing),
  mustToToml: fn(['any'], ([value], c) => written(value, true, c), writing),
  fromToml: fn(['string'], ([source], c) => read(source, c), { result: 'map' }),
};

/** Where toToml meets an error, its text is the result. */
function written(value: Value, must: boolean, c: CallContext): Value | Failure {
  const origin = c.computed(value);
  if (value.kind === 'opaque') return opaque(value.reason, value.shape, origin);
  if (value.kind === 'nil') return fail('reflect: call of reflect.Value.Type on zero Value');
  const bad = unencodable(value, c, 'infinite');
  if (bad) return opaque(bad.kind === 'unknown' ? bad.reason : bad.message, 'text', origin);
  const result = tomlText(value, c.services.limits.output);
  if (result === 'too long') return tooLarge('the TOML');
  if (!('error' in result)) return tracedText(result, origin);
  return must ? fail(result.error) : text(result.error, origin);
}

/** An error becomes a map that holds its text. */
function read(source: StringValue, c: CallContext): Value | Failure {
  const origin = c.computed(source);
  c.services.charge(workOfCharacters(source.text.length));
  const result = parseToml(source, origin);
  if (result.kind === 'value') return result.value;
  if (result.kind === 'error') return map(new Map([['Error', text(result.message, origin)]]), origin);
  return result.kind === 'panic' ? fail(result.message) : tooLarge('the TOML');
}
