import { describe, expect, it } from 'vitest';
import { coalesceValues } from '../../../server/src/core/chart/coalesce.ts';
import { prepareRelease } from '../../../server/src/core/chart/prepare.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/core/chart/releaseOptions.ts';
import { applySet } from '../../../server/src/core/chart/setValues.ts';
import type { SetForm } from '../../../server/src/core/chart/setValues.ts';
import { placeInFile, readValuesFile, tableOf } from '../../../server/src/core/chart/valuesFile.ts';
import { treeOf } from '../../../server/src/core/chart/chartTree.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import type { Value } from '../../../server/src/core/template/value.ts';
import { chartOf, given } from '../../support/chart.ts';

/** A value as plain data; whole numbers of Go become text with an i. */
function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, child]) => [key, plain(child)]));
    case 'list':
      return value.items.map(plain);
    case 'string':
      return value.text;
    case 'int':
      return `${value.value}i`;
    case 'bool':
    case 'float':
      return value.value;
    default:
      return value === undefined ? undefined : null;
  }
}

const SUB = '-- charts/sub/Chart.yaml --\nname: sub\nversion: 1.0.0\n';

/** Coalesced values of a chart; `dependencies` go into its Chart.yaml. */
function values(text: string, user = '', helm: 3 | 4 = 4, dependencies = ''): unknown {
  const chart = chartOf(`-- Chart.yaml --\napiVersion: v2\nname: demo\nversion: 1.0.0\n${dependencies}${text}`);
  return plain(prepareRelease(chart, given(user), { ...DEFAULT_OPTIONS, helm }).values);
}

describe('coalescing', () => {
  it('merges maps, replaces lists and scalars', () => {
    expect(values('-- values.yaml --\na: {b: 1, c: [1, 2]}\nd: x\n', 'a: {c: [3]}\n')).toEqual({
      a: { b: 1, c: [3] },
      d: 'x',
    });
  });

  it('lets a null take a default away, at any depth', () => {
    expect(values('-- values.yaml --\na: {b: 1, c: 2}\nd: x\n', 'a: {b: null}\nd: null\n')).toEqual({ a: { c: 2 } });
  });

  it('drops nulls of the defaults in Helm 4 and keeps them in Helm 3', () => {
    const text = '-- values.yaml --\na: {b: null, c: 2}\nd: null\n';
    expect(values(text, '', 4)).toEqual({ a: { c: 2 } });
    expect(values(text, '', 3)).toEqual({ a: { b: null, c: 2 }, d: null });
  });

  it('keeps a null of the user for a key without default', () => {
    expect(values('-- values.yaml --\na: {c: 2}\n', 'a: {b: null}\n')).toEqual({ a: { b: null, c: 2 } });
  });

  it('keeps what the user gives where one is a map and the other is not', () => {
    expect(values('-- values.yaml --\na: {b: 1}\nc: 1\n', 'a: 2\nc: {d: 1}\n')).toEqual({ a: 2, c: { d: 1 } });
  });

  it('gives a subchart what its parent has for it, and globals', () => {
    const text = `-- values.yaml --\nsub: {x: 2}\nglobal: {g: 1, t: {a: 1}}\n${SUB}-- charts/sub/values.yaml --\nx: 1\nk: 1\nglobal: {g: 9, h: 1, t: {a: 9, b: 9}}\n`;
    expect(values(text)).toEqual({
      global: { g: 1, t: { a: 1 } },
      sub: { x: 2, k: 1, global: { g: 1, h: 1, t: { a: 1, b: 9 } } },
    });
  });

  it('merges all documents of a file in Helm 4 and reads the first in Helm 3', () => {
    const text = '-- values.yaml --\na: 1\n---\na: 2\nb: 3\n';
    expect(values(text, '', 4)).toEqual({ a: 2, b: 3 });
    expect(values(text, '', 3)).toEqual({ a: 1 });
  });

  it('reports a subchart key that is no map', () => {
    const prepared = prepareRelease(chartOf(`-- values.yaml --\nsub: 1\n${SUB}`), given(), DEFAULT_OPTIONS);
    expect(prepared.problems.map(({ message }) => message)).toEqual(['type mismatch on sub: %!t(float64=1)']);
  });

  it('does not change what it is given', () => {
    const user = given('a: {b: 1}\n');
    coalesceValues(treeOf(chartOf('-- values.yaml --\na: {c: 1}\n')), user, false, { helm: 4, errors: [] });
    expect(plain(user)).toEqual({ a: { b: 1 } });
  });

  it('knows for every value its file and how a user sets it', () => {
    const chart = chartOf(`-- values.yaml --\nsub: {x: 2}\n${SUB}-- charts/sub/values.yaml --\nk: {z: 1}\n`);
    const { values: all } = prepareRelease(chart, given(), DEFAULT_OPTIONS);
    const sub = all.entries.get('sub');
    const x = sub?.kind === 'map' ? sub.entries.get('x') : undefined;
    const y = sub?.kind === 'map' ? sub.entries.get('k') : undefined;
    const z = y?.kind === 'map' ? y.entries.get('z') : undefined;
    expect(x?.origin).toEqual({
      kind: 'values',
      file: 'file:///demo/values.yaml',
      path: ['sub', 'x'],
      setting: ['sub', 'x'],
    });
    expect(z?.origin).toEqual({
      kind: 'values',
      file: 'file:///demo/charts/sub/values.yaml',
      path: ['k', 'z'],
      setting: ['sub', 'k', 'z'],
    });
  });
});

describe('dependencies', () => {
  const entry = (more: string): string => `dependencies:\n- {name: sub, version: 1.x, ${more}}\n`;
  const names = (user: string, more: string): readonly string[] => {
    const text = `-- Chart.yaml --\nname: demo\nversion: 1.0.0\n${entry(more)}-- values.yaml --\n{}\n${SUB}-- charts/sub/values.yaml --\nenabled: false\n`;
    return prepareRelease(chartOf(text), given(user), DEFAULT_OPTIONS).root.children.map(({ name }) => name);
  };

  it.each([
    ['', '', ['sub']],
    ['', 'condition: sub.enabled', []],
    ['sub: {enabled: true}', 'condition: sub.enabled', ['sub']],
    ['sub: {enabled: "true"}', 'condition: sub.enabled', ['sub']],
    ['b: true', 'condition: "a,b"', ['sub']],
    ['a: false\nb: true', 'condition: "a,b"', []],
    ['b: false', 'condition: "a, b"', ['sub']],
    ['tags: {t: false}', 'tags: [t]', []],
    ['tags: {t: false, u: true}', 'tags: [t, u]', ['sub']],
    ['tags: {t: false}\na: true', 'tags: [t], condition: a', ['sub']],
    ['', 'alias: other', ['other']],
    ['other: {enabled: false}', 'alias: other, condition: other.enabled', []],
  ])('values %j and entry %j leave %j', (user, more, expected) => {
    expect(names(user, more)).toEqual(expected);
  });

  it('makes one subchart of every entry, and loads what no entry fits under its own name', () => {
    const list =
      'dependencies:\n- {name: sub, version: 1.x, alias: a}\n- {name: sub, version: 1.x, alias: b}\n- {name: sub, version: 2.x}\n';
    const chart = chartOf(`-- Chart.yaml --\nname: demo\nversion: 1.0.0\n${list}${SUB}`);
    const { root, missing } = prepareRelease(chart, given(), DEFAULT_OPTIONS);
    expect(root.children.map(({ fullPath }) => fullPath)).toEqual(['demo/charts/a', 'demo/charts/b']);
    expect(missing.map(({ use }) => use.entry.version)).toEqual(['2.x']);
  });

  it('imports values, over which the parent wins', () => {
    const text = `-- values.yaml --\na: 1\n${SUB}-- charts/sub/values.yaml --\nexports: {data: {a: 2, b: 2}}\nx: {k: 3}\n`;
    const list = 'dependencies:\n- name: sub\n  version: 1.x\n  import-values: [data, {child: x, parent: p.q}]\n';
    expect(values(text, '', 4, list)).toMatchObject({ a: 1, b: 2, p: { q: { k: 3 } } });
  });
});

describe('--set', () => {
  const set = (line: string, form: SetForm = 'typed', before = ''): unknown => {
    const into = given(before);
    return applySet(line, into, form) ?? plain(into);
  };

  it.each([
    ['a=1', { a: '1i' }],
    ['a=01', { a: '01' }],
    ['a=0', { a: '0i' }],
    ['a=1.5', { a: '1.5' }],
    ['a=True,b=null,c=', { a: true, b: null, c: '' }],
    ['a.b.c=x,a.b.d=y', { a: { b: { c: 'x', d: 'y' } } }],
    ['a={1,x,true}', { a: ['1i', 'x', true] }],
    ['a[0]=x,a[2].b=y', { a: ['x', null, { b: 'y' }] }],
    ['a[1][0]=x', { a: [null, ['x']] }],
    ['a=x\\,y,b\\.c=1', { a: 'x,y', 'b.c': '1i' }],
    ['a=b=c', { a: 'b=c' }],
    ['a', 'key "a" has no value'],
    ['a,b=1', 'key "a" has no value (cannot end with ,)'],
    ['a={x', "list must terminate with '}'"],
    ['a[-1]=x', 'negative -1 index not allowed'],
    ['a[70000]=x', 'index of 70000 is greater than maximum supported index of 65536'],
    ['a=99999999999999999999', { a: '99999999999999999999' }],
  ])('%j', (line, expected) => {
    expect(set(line)).toEqual(expected);
  });

  it('keeps text with --set-string and reads JSON with --set-json', () => {
    expect(set('a=1,b=true', 'text')).toEqual({ a: '1', b: 'true' });
    expect(set('a={"b":[1,"x,y"]},c=null,d="]"', 'json')).toEqual({ a: { b: [1, 'x,y'] }, c: null, d: ']' });
    expect(set('{"a":{"b":1}}', 'json', 'a: {c: 2}')).toEqual({ a: { b: 1, c: 2 } });
  });

  it('changes what is there', () => {
    expect(set('a.b=2', 'typed', 'a: {b: 1, c: 3}')).toEqual({ a: { b: '2i', c: 3 } });
    expect(set('a.b=2', 'typed', 'a: 1')).toBe(
      'unable to parse key: interface conversion: interface {} is float64, not map[string]interface {}',
    );
    expect(set('a[0]=2', 'typed', 'a: null')).toBe(
      'unable to parse key: interface conversion: interface {} is nil, not []interface {}',
    );
  });
});

describe('values files', () => {
  it('find the place that supplies a value through aliases, merge keys and documents', () => {
    const text = 'base: &b {x: 1}\nmine:\n  <<: *b\n  k: [a, b]\nalso: *b\n---\nlast: 2\n';
    const file = readValuesFile(toUri('file:///v.yaml'), text);
    const at = (...path: string[]): string | undefined => {
      const place = placeInFile(file, path);
      return place && text.slice(place.key?.start ?? place.value.start, place.value.end);
    };
    expect(at('mine', 'x')).toBe('x: 1');
    expect(at('also', 'x')).toBe('x: 1');
    expect(at('mine', 'k', '1')).toBe('b');
    expect(at('last')).toBe('last: 2');
    expect(at('none')).toBeUndefined();
  });

  it('end an alias bomb', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i === 0 ? '1' : `*a${i - 1}, *a${i - 1}`}]`);
    const file = readValuesFile(toUri('file:///v.yaml'), `${lines.join('\n')}\n`);
    expect(tableOf(file, [], 4).entries.size).toBe(30);
  });
});
