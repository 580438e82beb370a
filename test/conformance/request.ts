import { parseArgs } from 'node:util';
import { DEFAULT_PRINT } from '../../server/src/core/chart/print.ts';
import type { PrintOptions } from '../../server/src/core/chart/print.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import type { Given } from './diskChart.ts';

/** How charts are to be rendered, for both sides alike. */
export interface Request {
  readonly options: ReleaseOptions;
  readonly print: PrintOptions;
  readonly given: Given;
  /** Words of `helm template` besides the release's name and the chart; values files left out. */
  readonly words: readonly string[];
}

/** What a run of comparisons is told. */
export const { values: flags, positionals: charts } = parseArgs({
  allowPositionals: true,
  options: {
    helm: { type: 'string', default: 'helm' },
    /** The helm named is one of Helm 3. */
    helm3: { type: 'boolean', default: false },
    /** Also with each of the chart's ci/*-values.yaml. */
    ci: { type: 'boolean', default: false },
    /** Also with up to so many of the alternatives that the engine finds in the templates. */
    scenarios: { type: 'string', default: '0' },
    /** Also so many times with a few of the chart's default values changed by chance. */
    mutations: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    /** Also name what is as it should be, with our time. */
    verbose: { type: 'boolean', default: false },
    /** The rest is Helm's own. */
    name: { type: 'string', default: 'release-name' },
    namespace: { type: 'string' },
    values: { type: 'string', multiple: true, default: [] },
    set: { type: 'string', multiple: true, default: [] },
    'set-string': { type: 'string', multiple: true, default: [] },
    'set-json': { type: 'string', multiple: true, default: [] },
    'is-upgrade': { type: 'boolean', default: false },
    'kube-version': { type: 'string', default: 'v1.33.1' },
    'api-versions': { type: 'string', multiple: true, default: [] },
    'no-hooks': { type: 'boolean', default: false },
    'skip-tests': { type: 'boolean', default: false },
    'skip-schema-validation': { type: 'boolean', default: false },
    'show-only': { type: 'string', multiple: true, default: [] },
  },
});

const passed = [
  'namespace',
  'set',
  'set-string',
  'set-json',
  'is-upgrade',
  'kube-version',
  'api-versions',
  'no-hooks',
  'skip-tests',
  'skip-schema-validation',
  'show-only',
] as const;

export function requestOf(): Request {
  const defaults = flags.helm3 ? HELM3_OPTIONS : DEFAULT_OPTIONS;
  return {
    options: {
      ...defaults,
      name: flags.name,
      namespace: flags.namespace ?? defaults.namespace,
      isUpgrade: flags['is-upgrade'],
      kubeVersion: flags['kube-version'],
      apiVersions: flags['api-versions'].flatMap((list) => list.split(',')),
    },
    print: {
      ...DEFAULT_PRINT,
      includeCrds: true,
      noHooks: flags['no-hooks'],
      skipTests: flags['skip-tests'],
      showOnly: flags['show-only'],
    },
    given: {
      files: flags.values,
      set: [
        ...flags['set-json'].map((line) => ({ form: 'json' as const, line })),
        ...flags.set.map((line) => ({ form: 'typed' as const, line })),
        ...flags['set-string'].map((line) => ({ form: 'text' as const, line })),
      ],
    },
    words: ['--include-crds', ...passed.flatMap(wordsOf)],
  };
}

function wordsOf(flag: (typeof passed)[number]): readonly string[] {
  const value = flags[flag];
  if (typeof value === 'boolean') return value ? [`--${flag}`] : [];
  return [value ?? []].flat().flatMap((word) => [`--${flag}`, word]);
}
