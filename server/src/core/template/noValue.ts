import { TracedBuilder } from '../text/traced.ts';
import type { TracedText } from '../text/traced.ts';
import { partsOf, tracedText } from './value.ts';
import type { StringValue } from './value.ts';

const marker = '<no value>';

/** Text without Go's mark for no value, as Helm takes it out of every rendered file and of what tpl gives. */
export function withoutMarks(traced: TracedText): TracedText {
  let at = traced.text.indexOf(marker);
  if (at < 0) return traced;
  const builder = new TracedBuilder();
  let from = 0;
  for (; at >= 0; at = traced.text.indexOf(marker, from)) {
    builder.appendPart(traced.text, traced.parts, from, at);
    from = at + marker.length;
  }
  builder.appendPart(traced.text, traced.parts, from, traced.text.length);
  return builder.finish();
}

/** The same for a string value. */
export function withoutNoValue(value: StringValue): StringValue {
  if (!value.text.includes(marker)) return value;
  return tracedText(withoutMarks({ text: value.text, parts: partsOf(value) }), value.origin);
}
