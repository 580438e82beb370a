import { opaque, text, tracedText } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { workOfCharacters } from '../work.ts';
import { unencodable } from './encodable.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, tooLarge } from './function.ts';
import { parseJson } from './jsonParse.ts';
import type { ReadJson } from './jsonParse.ts';
import { jsonText } from './jsonText.ts';
import type { JsonStyle } from './jsonText.ts';
import { errorIn, errorItem, listOr, mapOr } from './reading.ts';

const writing: Traits = { passesUnknown: true, result: 'text' };
const compactHtml: JsonStyle = { html: true, pretty: false };
const prettyHtml: JsonStyle = { html: true, pretty: true };
const raw: JsonStyle = { html: false, pretty: false };

/** JSON: sprig's functions, and Helm's own in place of toJson, mustToJson, fromJson and fromJsonArray. */
export const json: FunctionFamily = {
  toJson: writer(compactHtml, false),
  mustToJson: writer(compactHtml, true),
  toPrettyJson: writer(prettyHtml, false),
  mustToPrettyJson: writer(prettyHtml, true),
  toRawJson: writer(raw, true),
  mustToRawJson: writer(raw, true),
  fromJson: fn(['string'], ([source], c) => readMap(source, c), { result: 'map' }),
  fromJsonArray: fn(['string'], ([source], c) => readList(source, c), { result: 'list' }),
  mustFromJson: fn(['string'], ([source], c) => readAny(source, c)),
};

/** Where Go's error is swallowed the text is empty; otherwise the template fails with it. */
function writer(style: JsonStyle, must: boolean): FunctionSpec {
  return fn(['any'], ([value], c) => written(value, style, must, c), writing);
}

function written(value: Value, style: JsonStyle, must: boolean, c: CallContext): Value | Failure {
  const origin = c.computed(value);
  if (value.kind === 'opaque') return opaque(value.reason, value.shape, origin);
  const bad = unencodable(value, c);
  if (bad?.kind === 'unknown') return opaque(bad.reason, 'text', origin);
  if (bad) return must ? fail(bad.message) : text('', origin);
  const traced = jsonText(value, style, c.services.limits.output);
  return traced ? tracedText(traced, origin) : tooLarge('the JSON');
}

function parsed(source: StringValue, c: CallContext): ReadJson {
  c.services.charge(workOfCharacters(source.text.length));
  return parseJson(source, c.computed(source));
}

function readMap(source: StringValue, c: CallContext): Value {
  const { value, error } = parsed(source, c);
  if (!value) return errorIn(error ?? '', c.computed(source));
  return mapOr(value, error, (message) => `json: ${message}`, c.computed(source));
}

function readList(source: StringValue, c: CallContext): Value {
  const { value, error } = parsed(source, c);
  if (!value) return errorItem(error ?? '', c.computed(source));
  return listOr(value, error, (message) => `json: ${message}`, c.computed(source));
}

function readAny(source: StringValue, c: CallContext): Value | Failure {
  const { value, error } = parsed(source, c);
  return error !== undefined || !value ? fail(error ?? '') : value;
}
