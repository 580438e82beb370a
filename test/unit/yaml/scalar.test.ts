import { describe, expect, it } from 'vitest';
import { get, isString, stringOf, textOf } from '../../../server/src/core/yaml/lookup.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const scalar = (source: string) => get(parseYaml(`a: ${source}\n`).documents[0]?.root, 'a');
const value = (source: string): unknown => {
  const node = scalar(source);
  return node?.kind === 'scalar' ? node.value : undefined;
};
const key = (source: string): string | undefined => {
  const root = parseYaml(`${source}: 1\n`).documents[0]?.root;
  return root?.kind === 'map' ? root.entries[0]?.name : undefined;
};

// Each row recorded from sigs.k8s.io/yaml v1.6.0.
const TABLE: readonly (readonly [unknown, readonly string[]])[] = [
  [true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']],
  [false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']],
  [null, ['', '~', 'null', 'Null', 'NULL', '# comment']],
  [0, ['0', '+0', '00', '0x0', '0b0', '-0']],
  [
    8,
    [
      '8',
      '010',
      '0o10',
      '0O10',
      '0x8',
      '0X8',
      '0b1000',
      '0B1000',
      '08',
      '8.0',
      '8.',
      '+8',
      '0_10',
      '8_',
      '8e0',
      '0.8e1',
    ],
  ],
  [-8, ['-8', '-010', '-0o10', '-0x8', '-0b1000', '-8.0', '-_8', '0b-1000']],
  [1000, ['1_000', '1__0_0_0', '1e3', '1E3', '1e+3', '1000.', '0x_3E8']],
  [0.5, ['.5', '+.5', '0.5', '5e-1', '0.5_0', '.5_0']],
  [-0.5, ['-.5', '-0.5']],
  [685230.15, ['685_230.15', '685230.15']],
  [9007199254740992, ['9007199254740993']],
  [18446744073709552000, ['18446744073709551615', '18446744073709551616', '0xFFFFFFFFFFFFFFFF']],
  [8.5, ['08.5']],
  [10.5, ['010.5']],
];

const TEXT = [
  'yEs',
  'tRue',
  'oN',
  'nULL',
  'nil',
  'inf',
  'NaN',
  '.Nan',
  '+inf',
  '0x',
  '0xg',
  '0o8',
  '0b2',
  '-0b-1',
  '1e',
  '1e999',
  '.1e999',
  '._1',
  '.1_',
  '1.2.3',
  'v1',
  '1a',
  '_1',
  '+',
  '.',
  '..',
  '.e5',
  '190:20:30',
  '1:30',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '0x1.8p1',
  '1p3',
  '0x1FFFFFFFFFFFFFFFF',
  '٣',
  'é',
  '=',
  'a b',
];

describe('a plain scalar', () => {
  for (const [expected, forms] of TABLE) {
    it(`is ${String(expected)} as ${forms.join(' ')}`, () => {
      expect(forms.map(value)).toEqual(forms.map(() => expected));
    });
  }

  it('is text in any other form', () => {
    expect(TEXT.map(value)).toEqual(TEXT);
    expect(TEXT.every((text) => isString(scalar(text)))).toBe(true);
  });

  it('is refused where JSON has no number for it', () => {
    for (const form of ['.inf', '.Inf', '.INF', '+.inf', '-.inf', '.nan', '.NaN', '.NAN']) {
      expect(typeof value(form), form).toBe('number');
      expect(parseYaml(`a: ${form}`).problems, form).toHaveLength(1);
      expect(parseYaml(`${form}: a`).problems, form).toEqual([]);
    }
  });
});

describe('quotes and tags', () => {
  it('keep text as text in every quoted form', () => {
    expect(['"5"', "'5'", '!!str 5', '! 5', '!local 5', '|-\n  5', '>-\n  5'].map(value)).toEqual(Array(7).fill('5'));
  });

  it('convert where the text allows it', () => {
    expect(value('!!int "0x10"')).toBe(16);
    expect(value('!!float 3')).toBe(3);
    expect(value('!!bool "on"')).toBe(true);
    expect(value('!!null ~')).toBe(null);
    expect(value('!<tag:yaml.org,2002:int> 7')).toBe(7);
    expect(value('!!timestamp 2001-12-14')).toBe('2001-12-14');
    expect(value('!!binary aGVsbG8=')).toBe('hello');
    expect(value('!!binary |\n  4py\n  T')).toBe('✓');
  });

  it('are a problem where it does not', () => {
    for (const source of ['!!int x', '!!int 1.5', '!!bool 1', '!!null x', '!!float x', '!!timestamp x', '!!binary x']) {
      expect(parseYaml(`a: ${source}`).problems, source).toHaveLength(1);
    }
  });
});

describe('a string field', () => {
  it('gets numbers and booleans as text', () => {
    const rows = {
      '5': '5',
      '010': '8',
      '1e3': '1000',
      '1.5': '1.5',
      '1.10': '1.1',
      on: 'true',
      '1e6': '1e+06',
      '0.00001': '1e-05',
      '123456.0': '123456',
      '1234567.0': '1.234567e+06',
      '9007199254740993': '9007199254740993',
      '!!float 3': '3',
      '!!int "010"': '8',
      '-0.0': '-0',
      x: 'x',
      '"5"': '5',
    };
    for (const [source, text] of Object.entries(rows)) expect(textOf(scalar(source)), source).toBe(text);
    expect(textOf(scalar('~'))).toBeUndefined();
    expect(stringOf(scalar('5'))).toBeUndefined();
  });
});

describe('a key', () => {
  it('has the name that a JSON object would hold', () => {
    const rows = {
      y: 'true',
      off: 'false',
      '1.10': '1.1',
      '010': '8',
      '1e3': '1000',
      '.inf': '.inf',
      '-.inf': '-.inf',
      '.nan': '.nan',
      NaN: 'NaN',
      '"y"': 'y',
      '<<': '<<',
      '16777217.0': '1.6777216e+07',
      '2001-01-01': '2001-01-01',
      a: 'a',
    };
    for (const [source, name] of Object.entries(rows)) expect(key(source), source).toBe(name);
  });

  it('cannot be null or a collection', () => {
    for (const text of ['~: 1', 'null: 1', ': 1', '{a: b}: 1', '? [a]\n: 1']) {
      expect(parseYaml(text).problems.length, text).toBeGreaterThan(0);
    }
  });
});
