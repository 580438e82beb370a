import type { Origin } from '../../text/origin.ts';
import { list, map, opaque, text, tracedText } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { unencodable } from './encodable.ts';
import type { CallContext, Failure, FunctionFamily, Traits } from './function.ts';
import { fail, fn, tooLarge } from './function.ts';
import { listOr, mapOr } from './reading.ts';
import { parsedYaml } from './yamlParse.ts';
import { longKey, refusedByYaml } from './yamlRefuses.ts';
import { yamlText } from './yamlText.ts';

const writing: Traits = { passesUnknown: true, result: 'text' };

/** Helm's YAML functions (its funcs.go). toYaml goes through JSON, toYamlPretty does not. */
export const yaml: FunctionFamily = {
  toYaml: fn(['any'], ([value], c) => throughJson(value, false, c), writing),
  mustToYaml: fn(['any'], ([value], c) => throughJson(value, true, c), writing),
  toYamlPretty: fn(['any'], ([value], c) => pretty(value, c), writing),
  fromYaml: fn(['string'], ([source], c) => readMap(source, c), { result: 'map' }),
  fromYamlArray: fn(['string'], ([source], c) => readList(source, c), { result: 'list' }),
};

function throughJson(value: Value, must: boolean, c: CallContext): Value | Failure {
  const origin = c.computed(value);
  if (value.kind === 'opaque') return opaque(value.reason, value.shape, origin);
  const bad = unencodable(value, c) ?? refusedByYaml(value);
  if (bad?.kind === 'unknown') return opaque(bad.reason, 'text', origin);
  if (bad?.message === longKey && must) return opaque(longKey, 'text', origin);
  if (bad) return must ? fail(bad.message.replace(/^json: /, 'error marshaling into JSON: json: ')) : text('', origin);
  const traced = yamlText(value, 'v2', c.services.limits.output);
  return traced ? tracedText(traced, origin) : tooLarge('the YAML');
}

function pretty(value: Value, c: CallContext): Value | Failure {
  const origin = c.computed(value);
  if (value.kind === 'opaque') return opaque(value.reason, value.shape, origin);
  const bad = unencodable(value, c, 'infinite');
  if (bad) return opaque(bad.kind === 'unknown' ? bad.reason : bad.message, 'text', origin);
  const traced = yamlText(value, 'v3', c.services.limits.output);
  return traced ? tracedText(traced, origin) : tooLarge('the YAML');
}

const words = (message: string): string => `error unmarshaling JSON: while decoding JSON: json: ${message}`;

/** A document of null leaves the map, or list, that Helm has made beforehand: an empty one. */
function readMap(source: StringValue, c: CallContext): Value {
  const origin = c.computed(source);
  const { value, error } = parsedYaml(source, origin, (steps) => c.services.charge(steps));
  if (value === undefined) return map(new Map([['Error', errorText(error, origin)]]), origin);
  return value.kind === 'nil' ? map(new Map(), origin) : mapOr(value, undefined, words, origin);
}

function readList(source: StringValue, c: CallContext): Value {
  const origin = c.computed(source);
  const { value, error } = parsedYaml(source, origin, (steps) => c.services.charge(steps));
  if (value === undefined) return list([errorText(error, origin)], origin);
  return value.kind === 'nil' ? list([], origin) : listOr(value, undefined, words, origin);
}

const errorText = (error: string | undefined, origin: Origin): Value =>
  error === undefined
    ? opaque('the words of a YAML error are not known', 'text', origin)
    : text(`error converting YAML to JSON: ${error}`, origin);
