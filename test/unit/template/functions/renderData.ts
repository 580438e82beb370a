import { evaluate } from '../../../../server/src/core/template/evaluate.ts';
import type { Rendering } from '../../../../server/src/core/template/evaluate.ts';
import { functions } from '../../../../server/src/core/template/functions/index.ts';
import { parseTemplate } from '../../../../server/src/core/template/parser.ts';
import { TOP } from '../../../../server/src/core/template/sharedPath.ts';
import { noTrace } from '../../../../server/src/core/template/trace.ts';
import type { Trace } from '../../../../server/src/core/template/trace.ts';
import { map, namedMap } from '../../../../server/src/core/template/value.ts';
import type { Value } from '../../../../server/src/core/template/value.ts';
import { noOrigin } from '../../../../server/src/core/text/origin.ts';
import { file, fromValues, limits } from '../rendering.ts';
import type { Json } from '../rendering.ts';

export interface RenderedData extends Rendering {
  /** The first problem's message, behind the place of it. */
  readonly error: string | undefined;
}

/** Renders a template with `.Values` as Helm 4 passes it: of a named type. `undefined` inside is not known. */
export function renderData(template: string, values: Json = {}, trace: Trace = noTrace): RenderedData {
  const all = fromValues(values);
  const entries = all.kind === 'map' ? all.entries : new Map<string, Value>();
  const named = { ...namedMap(entries, all.origin, 'common.Values', {}), shared: TOP };
  const rendering = evaluate(
    { name: 't.yaml', anchor: { file, define: '' }, body: parseTemplate(template).body },
    map(new Map([['Values', named]]), noOrigin),
    {
      find: () => undefined,
      functions,
      host: { helm: 4, lint: false, lookup: () => map(new Map(), noOrigin) },
      limits: { ...limits, output: 1_000_000 },
      parse: (text) => parseTemplate(text),
    },
    trace,
  );
  return { ...rendering, error: rendering.problems[0]?.message };
}
