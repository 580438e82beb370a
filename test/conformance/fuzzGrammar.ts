import fc from 'fast-check';

/** A values.yaml with keys of every type, their content generated. */
export const fuzzValues: fc.Arbitrary<string> = fc
  .record({
    s: fc.constantFrom('abc', '', 'a: b', '10', 'ü😀', 'a\nb\n', '{{ .Values.n }}', ' x ', 'true', '1.2.3'),
    n: fc.constantFrom(0, 1, 3, -2, 1234567, 1e21),
    f: fc.constantFrom(1.5, -0.25, 0.00001, 3),
    b: fc.boolean(),
    l: fc.array(fc.constantFrom('x', 1, null, 'y', false, 2.5, { k: 'v' }), { maxLength: 4 }),
    m: fc.dictionary(fc.constantFrom('a', 'b', 'k10', 'k9'), fc.constantFrom('v', 1, null, [1, 2], { x: 1 }), {
      maxKeys: 3,
    }),
    z: fc.constant(null),
  })
  .map((values) => JSON.stringify(values));

/** Which of several keys comes first is left to chance, and what rests on it too. */
const chosen = fc.constantFrom(
  '(keys .Values.m)',
  '(values .Values.m)',
  '(keys .Values.m | first)',
  '(values .Values.m | last)',
  '(index (keys .Values.m) 0)',
  '(keys .Values.m | sortAlpha)',
  '(get .Values.m (keys .Values.m | first))',
);

const field = fc.constantFrom(
  ...['s', 'n', 'f', 'b', 'l', 'm', 'z', 'none', 'm.a', 'm.b', 'none.x', 's.x'].map((name) => `.Values.${name}`),
  ...['.', '$', '$v', '.Release.Name', '.Chart.Name', '.Files', '.Template.Name'],
);
const constant = fc.constantFrom(
  '1',
  '0',
  '-3',
  '"a"',
  '""',
  '1.5',
  '1e3',
  'true',
  'nil',
  '`r`',
  '"2"',
  '"%v"',
  '"x,y"',
  '0x10',
  "'a'",
);

/** Functions by the number of arguments they are mostly given. */
const one = [
  ...[
    'quote',
    'squote',
    'upper',
    'lower',
    'title',
    'trim',
    'toYaml',
    'toJson',
    'toString',
    'kindOf',
    'typeOf',
    'len',
    'not',
  ],
  ...[
    'empty',
    'int',
    'int64',
    'float64',
    'atoi',
    'b64enc',
    'b64dec',
    'sha256sum',
    'first',
    'last',
    'rest',
    'initial',
    'uniq',
  ],
  ...[
    'compact',
    'reverse',
    'sortAlpha',
    'fromYaml',
    'fromJson',
    'fromYamlArray',
    'toPrettyJson',
    'toToml',
    'toStrings',
    'floor',
  ],
  ...[
    'ceil',
    'snakecase',
    'camelcase',
    'kebabcase',
    'nospace',
    'initials',
    'swapcase',
    'untitle',
    'html',
    'js',
    'urlquery',
    'print',
  ],
  ...[
    'println',
    'fail',
    'until',
    'add1',
    'toDecimal',
    'deepCopy',
    'toRawJson',
    'base',
    'dir',
    'ext',
    'clean',
    'semver',
    'regexQuoteMeta',
  ],
  ...['keys', 'values', 'keys', 'values'],
];
const two = [
  ...[
    'default',
    'eq',
    'ne',
    'lt',
    'ge',
    'and',
    'or',
    'add',
    'sub',
    'mul',
    'div',
    'mod',
    'max',
    'min',
    'index',
    'has',
    'hasKey',
    'get',
  ],
  ...[
    'append',
    'prepend',
    'concat',
    'without',
    'join',
    'splitList',
    'split',
    'contains',
    'hasPrefix',
    'hasSuffix',
    'trimPrefix',
  ],
  ...[
    'trimSuffix',
    'trimAll',
    'trunc',
    'indent',
    'nindent',
    'repeat',
    'cat',
    'coalesce',
    'list',
    'dict',
    'pick',
    'omit',
    'pluck',
  ],
  ...[
    'merge',
    'mergeOverwrite',
    'kindIs',
    'typeIs',
    'deepEqual',
    'required',
    'regexMatch',
    'regexFind',
    'semverCompare',
    'printf',
  ],
  ...['wrap', 'abbrev', 'chunk', 'seq', 'addf', 'mulf', 'round', 'slice', 'all', 'any', 'unset', 'include', 'tpl'],
];
const three = [
  ...[
    'ternary',
    'set',
    'dig',
    'replace',
    'substr',
    'slice',
    'regexReplaceAll',
    'printf',
    'dict',
    'eq',
    'untilStep',
    'plural',
    'splitn',
  ],
  ...['list', 'regexSplit', 'regexFindAll', 'wrapWith', 'abbrevboth'],
];

const { pipeline, template } = fc.letrec<{ operand: string; command: string; pipeline: string; template: string }>(
  (tie) => {
    const call = (names: readonly string[], count: number): fc.Arbitrary<string> =>
      fc
        .tuple(fc.constantFrom(...names), fc.array(tie('operand'), { minLength: count - 1, maxLength: count }))
        .map(([name, args]) => [name, ...args].join(' '));
    return {
      operand: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        { arbitrary: field, weight: 4 },
        { arbitrary: constant, weight: 3 },
        { arbitrary: chosen, weight: 1 },
        { arbitrary: tie('pipeline').map((text) => `(${text})`), weight: 2 },
      ),
      command: fc.oneof(field, constant, call(one, 1), call(two, 2), call(three, 3)),
      pipeline: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((commands) => commands.join(' | ')),
      template: fc
        .array(
          fc.oneof(
            { depthSize: 'small', maxDepth: 2 },
            { arbitrary: fc.constantFrom('a: ', '\n', ' x', '- ', '<no value>'), weight: 1 },
            { arbitrary: tie('pipeline').map((text) => `{{ ${text} }}`), weight: 3 },
            { arbitrary: tie('pipeline').map((text) => `{{- $v = ${text} -}}`), weight: 1 },
            {
              arbitrary: fc
                .tuple(
                  fc.constantFrom('if', 'with', 'range', 'range $v :=', 'range $i, $v :=', 'with $v :='),
                  tie('pipeline'),
                  tie('template'),
                  tie('template'),
                )
                .map(
                  ([keyword, pipe, body, otherwise]) =>
                    `{{ ${keyword} ${pipe} }}${body}{{ else }}${otherwise}{{ end }}`,
                ),
              weight: 2,
            },
          ),
          { maxLength: 4 },
        )
        .map((nodes) => nodes.join('')),
    };
  },
);

/** A template whose output stands behind a comment or in a literal block, so that mostly it leaves a readable document. */
export const fuzzTemplate: fc.Arbitrary<string> = fc.oneof(
  pipeline.map((text) => `{{ $v := 1 }}data: |{{ printf "%v" (${text}) | nindent 2 }}\n`),
  template.map((text) => `{{ $v := 1 }}# ${text.replaceAll('\n', ' ')}\nkind: A\n`),
);
