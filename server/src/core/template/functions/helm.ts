import { nil, opaque, text } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionFamily, Traits } from './function.ts';
import { fn } from './function.ts';

const moving: Traits = { passesUnknown: true, looks: false };
const acting: Traits = { ...moving, acts: true };

/** What Helm adds for flow and for the cluster (its engine.go). */
export const helm: FunctionFamily = {
  include: fn(['string', 'any'], ([name, data], c) => included(name, data, c), acting),
  tpl: fn(['string', 'any'], ([source, data], c) => c.services.tpl(source, data, c.place), acting),
  required: fn(['string', 'any'], ([message, value], c) => required(message, value, c), moving),
  fail: fn(['string'], ([message], c) => refuse(message.text, c), { passesUnknown: true }),
  lookup: fn(
    ['string', 'string', 'string', 'string'],
    ([apiVersion, kind, namespace, name], c) =>
      c.services.host.lookup(apiVersion.text, kind.text, namespace.text, name.text, c.place),
    { passesUnknown: true, result: 'map' },
  ),
};

function included(name: StringValue, data: Value, c: CallContext): Value | Failure {
  if (name.holes) return opaque('the name of the template is unknown', 'text', c.computed(name));
  return c.services.include(name.text, data, c.place);
}

/** Only nil and the empty string are refused; false, 0 and empty containers pass. */
function required(message: StringValue, value: Value, c: CallContext): Value | Failure {
  if (value.kind !== 'nil' && !(value.kind === 'string' && value.text === '')) {
    if (value.kind !== 'opaque') c.decided(value, true);
    return value;
  }
  c.decided(value, false);
  const refused = refuse(message.text, c);
  if (refused.kind === 'failure') return refused;
  return value.kind === 'nil' ? nil(c.computed(value)) : refused;
}

/** The chart's own word. In lint mode Helm goes on with nothing. */
function refuse(message: string, c: CallContext): Value | Failure {
  if (c.services.host.lint) return text('', c.computed());
  return { kind: 'failure', problem: 'refused', message };
}
