import { functions } from '../template/functions/index.ts';
import type { CallContext, Failure } from '../template/functions/function.ts';
import { opaque } from '../template/value.ts';
import type { Value } from '../template/value.ts';

/** Helm's toYaml, as the methods of `.Values` and `.Files` use it. */
export function toYaml(value: Value, c: CallContext): Value | Failure {
  const spec = functions.get('toYaml');
  return spec ? spec.call([value], c) : opaque('toYaml is not known', 'text', c.computed(value));
}
