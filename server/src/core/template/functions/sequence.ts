import { int } from '../numbers.ts';
import { list, text } from '../value.ts';
import type { IntValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionFamily } from './function.ts';
import { fn, tooLarge, variadic } from './function.ts';

/** Sprig's runs of whole numbers. */
export const sequence: FunctionFamily = {
  until: fn(['int'], ([count], c) => numbers([count], untilStep(0n, count.value, count.value < 0n ? -1n : 1n, c), c), {
    result: 'list',
  }),
  untilStep: fn(
    ['int', 'int', 'int'],
    ([start, stop, step], c) => numbers([start, stop, step], untilStep(start.value, stop.value, step.value, c), c),
    { result: 'list' },
  ),
  seq: variadic([], 'int', (_, params, c) => seq(params, c), { result: 'text' }),
};

type Run = readonly bigint[] | Failure;

/** From start on, while stop is not reached; nothing when the step leads elsewhere. */
function untilStep(start: bigint, stop: bigint, step: bigint, c: CallContext): Run {
  const distance = stop - start;
  if (step === 0n || distance === 0n || distance < 0n !== step < 0n) return [];
  const count = (distance + step - (step < 0n ? -1n : 1n)) / step;
  if (count > BigInt(c.services.limits.items)) return tooLarge('the list');
  return Array.from({ length: Number(count) }, (_, i) => start + BigInt(i) * step);
}

function numbers(inputs: readonly Value[], run: Run, c: CallContext): Value | Failure {
  if ('kind' in run) return run;
  const origin = c.computed(...inputs);
  return list(
    run.map((number) => int(number, origin)),
    origin,
    'int',
  );
}

/** Like the command seq, both ends included; start, step, end in this order. With more numbers it gives nothing. */
function seq(params: readonly IntValue[], c: CallContext): Value | Failure {
  const run = seqRun(
    params.map(({ value }) => value),
    c,
  );
  return 'kind' in run ? run : text(run.join(' '), c.computed(...params));
}

function seqRun(params: readonly bigint[], c: CallContext): Run {
  const [first = 0n, second = 0n, third = 0n] = params;
  const start = params.length === 1 ? 1n : first;
  const end = params.length === 1 ? first : params.length === 2 ? second : third;
  const direction = end < start ? -1n : 1n;
  const beyond = BigInt.asIntN(64, end + direction);
  if (params.length === 1 || params.length === 2) return untilStep(start, beyond, direction, c);
  return params.length === 3 ? untilStep(start, beyond, second, c) : [];
}
