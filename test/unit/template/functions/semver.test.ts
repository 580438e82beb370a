import { describe, expect, it } from 'vitest';
import { noTrace } from '../../../../server/src/core/template/trace.ts';
import type { Decision, Trace } from '../../../../server/src/core/template/trace.ts';
import { describeAsGo } from './asGo.ts';
import type { Case } from './asGo.ts';
import { render, valuesAt } from '../rendering.ts';

/** Templates and what Go 1.26.8, sprig 3.3.0, semver 3.5.0 give for them. */
const outputs: readonly Case[] = [
  ['{{ semver "v1.2.3-rc.1+b" }}', '1.2.3-rc.1+b'],
  ['{{ (semver "v1.2").Original }}', 'v1.2'],
  [
    '{{ $v := semver "v1.2.3-rc.1+b" }}{{ $v.Major }}.{{ $v.Minor }}.{{ $v.Patch }} {{ $v.Prerelease }} {{ $v.Metadata }}',
    '1.2.3 rc.1 b',
  ],
  ['{{ (semver "1.2.3").Compare (semver "1.10.0") }}', '-1'],
  ['{{ (semver "1.2.3").LessThan (semver "1.10.0") }}', 'true'],
  ['{{ (semver "1.2.3+a").Equal (semver "1.2.3+b") }}', 'true'],
  [
    '{{ (semver "v1.2.3-a").IncPatch }} {{ (semver "v1.2.3").IncPatch }} {{ (semver "1.2.3").IncMinor }} {{ (semver "1.2.3").IncMajor.String }}',
    '1.2.3 1.2.4 1.3.0 2.0.0',
  ],
  ['{{ (semver "18446744073709551615.0.0").Major }}', '18446744073709551615'],
  ['{{ semverCompare ">=1.19-0" "v1.28.3-gke.1200" }}', 'true'],
  ['{{ semverCompare ">=1.19" "v1.28.3-gke.1200" }}', 'false'],
  ['{{ semverCompare "^1.2 || ~3" "3.0.9" }}', 'true'],
  ['{{ semverCompare "1.2 - 2" "2.3.0" }}', 'true'],
];

/** Templates and the errors they end with. */
const errors: readonly Case[] = [
  [
    '{{ semver "x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <semver "x">: error calling semver: invalid semantic version',
  ],
  [
    '{{ semver "1.2.3.4" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <semver "1.2.3.4">: error calling semver: invalid semantic version',
  ],
  [
    '{{ semver "" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <semver "">: error calling semver: invalid semantic version',
  ],
  [
    '{{ semverCompare "" "1" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <semverCompare "" "1">: error calling semverCompare: improper constraint: ""',
  ],
  [
    '{{ semverCompare ">1" "" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <semverCompare ">1" "">: error calling semverCompare: invalid semantic version',
  ],
  [
    '{{ semverCompare "foo" "bar" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <semverCompare "foo" "bar">: error calling semverCompare: improper constraint: "foo"',
  ],
  [
    '{{ (semver "1").Compare "2" }}',
    'template: t.yaml:1:24: executing "t.yaml" at <"2">: can\'t handle "2" for arg of type *semver.Version',
  ],
  [
    '{{ (semver "1").Compare (semver "2").IncPatch }}',
    'template: t.yaml:1:32: executing "t.yaml" at <"2">: wrong type for value; expected *semver.Version; got semver.Version',
  ],
  [
    '{{ (semver "18446744073709551615.0.0").IncMajor }}',
    'template: t.yaml:1:38: executing "t.yaml" at <(semver "18446744073709551615.0.0").IncMajor>: error calling IncMajor: major version increment would overflow uint64',
  ],
  [
    '{{ (semver "1").IncMajor.Original }}',
    'template: t.yaml:1:11: executing "t.yaml" at <"1">: can\'t evaluate field Original in type semver.Version',
  ],
  [
    '{{ (semver "1").Major 2 }}',
    'template: t.yaml:1:11: executing "t.yaml" at <"1">: wrong number of args for Major: want 0 got 1',
  ],
  [
    '{{ semver .n }}',
    'template: t.yaml:1:10: executing "t.yaml" at <.n>: wrong type for value; expected string; got float64',
  ],
];

describeAsGo(outputs, errors, { n: 3 });

describe('versions', () => {
  it('records what a constraint decided', () => {
    const decisions: Decision[] = [];
    const trace: Trace = { ...noTrace, decided: (decision) => decisions.push(decision) };
    render('{{ if semverCompare ">=2" .tag }}a{{ end }}', { tag: '1.0.0' }, { trace });
    expect(decisions[0]).toMatchObject({ operator: 'semverCompare', subject: valuesAt('tag'), outcome: false });
    expect(decisions[0]?.others[0]).toMatchObject({ kind: 'string', text: '>=2' });
  });

  it('leaves open what rests on an unknown version', () => {
    const { text, opaque } = render('a: {{ semver .tag }}.{{ semverCompare ">1" .tag }}', { tag: undefined });
    expect([text, opaque.length]).toEqual(['a: opaque.opaque', 2]);
  });
});
