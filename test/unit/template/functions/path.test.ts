import { describe, expect, it } from 'vitest';
import { noOrigin, valuesOf } from '../../../../server/src/core/text/origin.ts';
import { describeAsGo } from './asGo.ts';
import type { Case } from './asGo.ts';
import { render, valuesAt } from '../rendering.ts';

/** Templates and what Go 1.26.8, sprig 3.3.0 give for them. */
const outputs: readonly Case[] = [
  ['{{ base "a/b.c//" }} {{ base "" }} {{ base "//" }}', 'b.c . /'],
  ['{{ dir "a/b/../c" }} {{ dir "x" }} {{ dir "/x" }} {{ dir "" }}', 'a . / .'],
  ['{{ clean "/../a//./b/.." }} {{ clean "../../x" }} {{ clean "" }} {{ clean "a/.." }}', '/a ../../x . .'],
  ['{{ ext "a.b/c" }}|{{ ext "x.tar.gz" }} {{ ext ".d" }}', '|.gz .d'],
  ['{{ isAbs "/a" }} {{ isAbs "a" }} {{ osIsAbs "/" }}', 'true false true'],
  ['{{ osBase "a/b" }} {{ osDir "a/b" }} {{ osClean "a//b" }} {{ osExt "a.b" }}', 'b a a/b .b'],
];

/** Templates and the errors they end with. */
const errors: readonly Case[] = [
  ['{{ base 3 }}', 'template: t.yaml:1:8: executing "t.yaml" at <3>: expected string; found 3'],
  [
    '{{ ext .n }}',
    'template: t.yaml:1:7: executing "t.yaml" at <.n>: wrong type for value; expected string; got float64',
  ],
];

describeAsGo(outputs, errors, { n: 3 });

describe('paths', () => {
  it('rests on the path that was given', () => {
    const [segment] = render('{{ base .file }}', { file: 'a/b' }).map.toSource({ start: 0, end: 1 });
    expect(valuesOf(segment?.origin ?? noOrigin)).toEqual([valuesAt('file')]);
  });
});
