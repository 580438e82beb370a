import type { Chance } from '../../project/chance.ts';
import { chancesIn } from '../../project/chance.ts';
import { scenarioData } from '../../project/given.ts';
import { nameOf, placeSpan } from '../../project/graphPlace.ts';
import type { GraphObject, HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { getPath } from '../../yaml/lookup.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly call: string;
}

const example = (value: string): string =>
  chartExample({
    'values.yaml': 'password: ""\n',
    'templates/a.yaml': `{{- $old := lookup "v1" "Secret" .Release.Namespace "a" }}\n${objectHead('v1', 'Secret', 'a')}data:\n  password: {{ dig "data" "password" ${value} $old | quote }}\n`,
  });

/** Argo CD renders with `helm template`, where `lookup` finds nothing (util/helm/cmd.go). */
export const argocdLookupEmpty = defineRule<'release', Data>({
  meta: {
    id: 'hook/argocd-lookup-empty',
    title: 'Argo CD renders another random value each time, since `lookup` finds nothing there',
    severity: 'info',
    target: 'release',
    stage: 'stable',
    profile: 'argocd',
    docs: {
      what: 'A Secret or ConfigMap keeps a random value by `lookup`, and makes a new one where that is empty.',
      why: 'Argo CD renders charts without the cluster: `lookup` is always empty. The value is another one at each render, so the application is never in sync and each sync changes it.',
      fix: 'Set the value, or a Secret that is there already, in the values of the application.',
      silent: [
        'random values that nothing looks up: `chart/secret-rotation` tells of them',
        'values that the defaults set, so that nothing random is rendered',
        'hooks',
        'other values than the defaults and those of `ci/`: a switch may turn the look-up off',
      ],
      bad: example('(randAlphaNum 20 | b64enc)'),
      good: example('.Values.password'),
    },
  },

  *check(db, key) {
    // A single switch may turn the look-up itself off.
    const graph = scenarioData(key).set.length === 0 ? hookGraphOf(db, key) : undefined;
    for (const { object, chance } of graph ? renewed(graph) : []) {
      const span = placeSpan(db, chance.place);
      if (span) yield { span, data: { object: nameOf(object), call: chance.name } };
    }
  },

  message: ({ object, call }) =>
    `Under Argo CD \`lookup\` finds nothing, so \`${call}\` gives ${object} another value at each render, and each sync changes it.`,
});

function renewed({ objects, release }: HookGraph): readonly { object: GraphObject; chance: Chance }[] {
  return objects.flatMap((object) => {
    const { kind, document, manifest, hook } = object;
    if (hook || document.maybe || (kind !== 'Secret' && kind !== 'ConfigMap') || !looksUp(release, object)) return [];
    return ['data', 'stringData'].flatMap((field) => {
      const node = getPath(manifest.node, [field]);
      return (node ? chancesIn(document, node.range) : []).map((chance) => ({ object, chance }));
    });
  });
}

/** Whether the object's template, or one that it calls, asks the cluster for what is there. */
function looksUp(release: HookGraph['release'], { document }: GraphObject): boolean {
  const { render } = document;
  const called = [...render.record.calls].flatMap((name) => release.definitions.get(name)?.template ?? []);
  return [render.template, ...called].some(({ text }) => /\blookup\b/.test(text));
}
