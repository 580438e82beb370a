import type { ObjectValue, Value } from '../value.ts';
import { workOfItems } from '../work.ts';
import type { CallContext } from './function.ts';

/** Why a value cannot be written as JSON: `error` in Go's words, or `unknown` because we do not know how Go would. */
export type Unencodable =
  { readonly kind: 'error'; readonly message: string } | { readonly kind: 'unknown'; readonly reason: string };

const maximumDepth = 100;
const maximumNodes = 1_000_000;

/**
 * Looks for what keeps Go's encoding/json from writing a value: NaN, infinity, a map inside itself. Not every struct's
 * form is known, and what is too large for us counts as unknown. YAML has words for infinity.
 */
export function unencodable(value: Value, { services }: CallContext, allowed?: 'infinite'): Unencodable | undefined {
  const state: Search = { around: new Set(), depth: 0, left: maximumNodes, infinite: allowed !== undefined };
  const found = search(value, state);
  services.charge(workOfItems(maximumNodes - state.left));
  return found;
}

interface Search {
  readonly around: Set<ReadonlyMap<string, Value>>;
  /** Maps and lists around. */
  depth: number;
  left: number;
  readonly infinite: boolean;
}

function search(value: Value, state: Search): Unencodable | undefined {
  if (--state.left < 0 || state.depth > maximumDepth) return { kind: 'unknown', reason: 'the value is too large' };
  switch (value.kind) {
    case 'float':
      return state.infinite || Number.isFinite(value.value)
        ? undefined
        : { kind: 'error', message: infinite(value.value) };
    case 'object':
      return ofObject(value, state);
    case 'list':
      return first(value.items, state);
    case 'map': {
      if (state.around.has(value.entries)) return { kind: 'error', message: cycle };
      state.around.add(value.entries);
      const found = first(value.entries.values(), state);
      state.around.delete(value.entries);
      return found;
    }
    default:
      return undefined;
  }
}

/** Only JSON, and what goes through it, has the form that an object tells. */
function ofObject({ object }: ObjectValue, state: Search): Unencodable | undefined {
  const form = state.infinite ? undefined : object.json?.();
  if (form === undefined) return { kind: 'unknown', reason: `the form of ${object.type} is not known` };
  return typeof form === 'string' ? undefined : first(form.values(), state);
}

function first(children: Iterable<Value>, state: Search): Unencodable | undefined {
  state.depth++;
  for (const child of children) {
    const found = search(child, state);
    if (found) return found;
  }
  state.depth--;
  return undefined;
}

const cycle = 'json: unsupported value: encountered a cycle via map[string]interface {}';

const infinite = (value: number): string =>
  `json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`;
