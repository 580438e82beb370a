import { childOf, KEY_ORDER } from '../text/origin.ts';
import { isPerhaps, oneOf } from './choice.ts';
import { fail } from './functions/function.ts';
import type { Failure } from './functions/function.ts';
import { isUnordered, placed } from './functions/unordered.ts';
import type { RangeNode } from './nodes.ts';
import { int } from './numbers.ts';
import { wrappedNil } from './scope.ts';
import type { Scope, Slot } from './scope.ts';
import { show, sortedKeys } from './show.ts';
import { nil, text, UNSURE } from './value.ts';
import type { IntValue, ListValue, Value } from './value.ts';

/** One turn of a range. */
export interface Turn {
  readonly key: Value;
  readonly element: Slot;
  /** Of an entry that may not be there. */
  readonly perhaps?: boolean;
}

/** The turns of a range. `at` must be asked before any turn changes what is ranged over. */
export interface Turns {
  readonly kind: 'turns';
  readonly count: number;
  readonly at: (index: number) => Turn;
  /** Whether there are more, beyond what we go through. */
  readonly isTooLong?: boolean;
  /** Whether their order is left to chance. */
  readonly shuffled?: boolean;
}

/** What a range goes through, or Go's words where it can't; nothing for what is unknown. */
export function turnsOf(scope: Scope, node: RangeNode, value: Value): Turns | Failure {
  switch (value.kind) {
    case 'list':
      return listTurns(value);
    case 'map': {
      scope.run.recorder.look(value);
      const keys = sortedKeys(value);
      return {
        kind: 'turns',
        count: keys.length,
        at: (i) => mapTurn(keys[i] ?? '', value.entries.get(keys[i] ?? ''), value),
      };
    }
    case 'bytes':
      return {
        kind: 'turns',
        count: value.bytes.length,
        at: (i) => countTurn(int(i, value.origin), int(value.bytes[i] ?? 0, value.origin, 'uint8')),
      };
    case 'int':
      return countTurns(scope, node, value);
    case 'nil':
    case 'opaque':
      return { kind: 'turns', count: 0, at: () => countTurn(value, value) };
    default:
      return fail(`range can't iterate over ${show(value)}`);
  }
}

function countTurns(scope: Scope, node: RangeNode, value: IntValue): Turns | Failure {
  if (node.pipe.declarations.length > 1) return fail(`can't use ${show(value)} to iterate over more than one variable`);
  const { items } = scope.run.options.limits;
  const isTooLong = value.value > BigInt(items);
  const count = isTooLong ? items : Math.max(0, Number(value.value));
  return { kind: 'turns', count, isTooLong, at: (i) => countTurn(nil(value.origin), int(i, value.origin, value.type)) };
}

const countTurn = (key: Value, element: Value): Turn => ({ key, element: { value: element, wrapped: false } });

function listTurns(value: ListValue): Turns {
  const { items, elem, origin } = value;
  const wrapped = elem === 'interface {}';
  const shuffled = isUnordered(value);
  const any = shuffled ? anyIndex(value) : undefined;
  const at = (i: number): Turn => {
    const item = placed(items[i] ?? nil(origin));
    return { key: any ?? int(i, origin), element: { value: wrapped ? wrappedNil(item) : item, wrapped } };
  };
  return { kind: 'turns', count: items.length, at, shuffled };
}

const anyIndex = ({ items, origin }: ListValue): Value =>
  oneOf(
    items.map((_, i) => int(i, origin)),
    KEY_ORDER,
    origin,
  );

function mapTurn(key: string, value: Value | undefined, of: Value): Turn {
  const wrapped = of.kind === 'map' && of.elem === 'interface {}';
  const element = value ?? nil(of.origin);
  return {
    key: key === UNSURE ? element : text(key, childOf(of.origin, key)),
    element: { value: wrapped ? wrappedNil(element) : element, wrapped },
    perhaps: isPerhaps(element),
  };
}
