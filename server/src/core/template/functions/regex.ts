import { quoteMeta } from '../../regexp/compile.ts';
import type { Bounded, Slice } from '../../regexp/match.ts';
import type { Regexp } from '../../regexp/regexp.ts';
import { TracedBuilder } from '../../text/traced.ts';
import { toNumber } from '../numbers.ts';
import { canBackquote, quoted } from '../quote.ts';
import { bool, list, partsOf, text, tracedText } from '../value.ts';
import type { IntValue, ListValue, StringValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec } from './function.ts';
import { fail, fn, tooLarge } from './function.ts';

/** Sprig's regex.go, on Go's regular expressions. What is taken over from the searched text keeps its origin. */
export const regex: FunctionFamily = {
  regexMatch: matching(false),
  mustRegexMatch: matching(true),
  regexFindAll: many(false, (found, s, n) => found.findAll(s, n)),
  mustRegexFindAll: many(true, (found, s, n) => found.findAll(s, n)),
  regexFind: finding(false),
  mustRegexFind: finding(true),
  regexReplaceAll: replacing(false, false),
  mustRegexReplaceAll: replacing(true, false),
  regexReplaceAllLiteral: replacing(false, true),
  mustRegexReplaceAllLiteral: replacing(true, true),
  regexSplit: many(false, (found, s, n) => found.split(s, n)),
  mustRegexSplit: many(true, (found, s, n) => found.split(s, n)),
  regexQuoteMeta: fn(['string'], ([s], c) => text(quoteMeta(s.text), c.computed(s)), { result: 'text' }),
};

/** regexMatch drops the error of a bad pattern. */
function matching(must: boolean): FunctionSpec {
  return fn(
    ['string', 'string'],
    ([pattern, s], c) => {
      const compiled = c.services.regexps.compile(pattern.text);
      if (!compiled.ok && compiled.reason === 'limit') return tooCostly;
      if (!compiled.ok && must) return fail(compiled.message);
      const found: Bounded<boolean> = compiled.ok ? compiled.regexp.match(s.text) : { ok: true, value: false };
      if (!found.ok) return tooCostly;
      c.decided(s, found.value, [pattern]);
      return bool(found.value, c.computed(pattern, s));
    },
    { result: 'bool' },
  );
}

function finding(must: boolean): FunctionSpec {
  return fn(
    ['string', 'string'],
    ([pattern, s], c) =>
      searched(pattern, must, c, (found) => {
        const first = found.find(s.text);
        return first.ok ? { ok: true, value: part(s, first.value ?? { start: 0, end: 0 }, c) } : first;
      }),
    { result: 'text' },
  );
}

function many(must: boolean, search: (found: Regexp, s: string, n: number) => Bounded<readonly Slice[]>): FunctionSpec {
  return fn(
    ['string', 'string', 'int'],
    ([pattern, s, n], c) =>
      searched(pattern, must, c, (found) => {
        const slices = search(found, s.text, toNumber(n));
        if (!slices.ok) return slices;
        if (slices.value.length > c.services.limits.items) return { ok: true, value: tooLarge('the list') };
        return { ok: true, value: partsList(slices.value, s, pattern, n, c) };
      }),
    { result: 'list' },
  );
}

/** No match at all is Go's nil slice. */
function partsList(
  slices: readonly Slice[],
  s: StringValue,
  pattern: StringValue,
  n: IntValue,
  c: CallContext,
): ListValue {
  const items = slices.map((slice) => part(s, slice, c));
  return { ...list(items, c.computed(pattern, s, n), 'string'), isNil: items.length === 0 };
}

function replacing(must: boolean, literally: boolean): FunctionSpec {
  return fn(
    ['string', 'string', 'string'],
    ([pattern, s, replacement], c) =>
      searched(pattern, must, c, (found) => {
        const replaced = literally
          ? found.replaceAllLiteral(s.text, replacement.text)
          : found.replaceAll(s.text, replacement.text);
        if (!replaced.ok) return replaced;
        if (replaced.value.text.length > c.services.limits.output) return { ok: true, value: tooLarge('the text') };
        const builder = new TracedBuilder();
        const inserted = c.computed(replacement);
        for (const piece of replaced.value.pieces) {
          if ('kept' in piece) builder.appendPart(s.text, partsOf(s), piece.kept.start, piece.kept.end);
          else builder.append(piece.inserted, inserted);
        }
        return { ok: true, value: tracedText(builder.finish(), c.computed(pattern, s, replacement)) };
      }),
    { result: 'text' },
  );
}

const tooCostly: Failure = {
  kind: 'failure',
  problem: 'limit',
  message: 'the regular expression takes too many steps',
};

/** The functions that begin with `must` hand on the error of a bad pattern, the others panic. */
function searched(
  pattern: StringValue,
  must: boolean,
  c: CallContext,
  search: (found: Regexp) => Bounded<Value | Failure>,
): Value | Failure {
  const compiled = c.services.regexps.compile(pattern.text);
  if (!compiled.ok) {
    if (compiled.reason === 'limit') return tooCostly;
    return fail(must ? compiled.message : `regexp: Compile(${quotedPattern(pattern.text)}): ${compiled.message}`);
  }
  const result = search(compiled.regexp);
  return result.ok ? result.value : tooCostly;
}

const quotedPattern = (pattern: string): string => (canBackquote(pattern) ? `\`${pattern}\`` : quoted(pattern));

function part(s: StringValue, { start, end }: Slice, c: CallContext): StringValue {
  const builder = new TracedBuilder();
  builder.appendPart(s.text, partsOf(s), start, end);
  return tracedText(builder.finish(), c.computed(s));
}
