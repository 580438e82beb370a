import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functions } from '../../../server/src/core/template/functions/index.ts';
import { TOP } from '../../support/top.ts';
import { loadTokenizer, scopesAt } from './tokenizer.ts';

const tokenize = await loadTokenizer();

describe('the Helm grammar', () => {
  it('knows every function that the evaluator knows', () => {
    const unknown = [...functions.keys()].filter(
      (name) => !scopesAt(tokenize, `{{ <|>${name} }}`).some((scope) => scope.startsWith('support.function.')),
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    'key: "open',
    "key: 'it's",
    '"open: {{ .x',
    'text "and { more [ of it',
    'key: {{ "open }}',
    "key: {{ 'a }}",
    'args: [a, b',
    'map: {a: b',
    'block: |\n  text {{ .x }}\n\n{{ if }}',
    '"helm.sh/hook": [',
    '- - - -',
    '# {{ .x }} {{/* */}}',
    '{{ .half\n{{ .whole }}',
  ])('colours what follows %j as usual', (before) => {
    expect(scopesAt(tokenize, `${before}\n<|>next: 1`)).toEqual(['entity.name.tag.yaml']);
  });

  it.each(['', 'key: ', 'key: "', "key: '", '- ', '- [a, ', 'a: {b: ', 'a: |\n  ', '# ', 'prose ', '"helm.sh/hook": ', 'a-'])(
    'sees the action after %j',
    (before) => {
      expect(scopesAt(tokenize, `${before}{{ <|>if .x }}`)).toContain('keyword.control.helm');
      expect(scopesAt(tokenize, `${before}{{- .Values<|>.x }}`)).toContain('punctuation.accessor.helm');
      expect(scopesAt(tokenize, `${before}{{/* <|>why }} */}}`)).toContain('comment.block.helm');
    },
  );

  it('covers each line with tokens, whatever stands there', () => {
    const piece = fc.constantFrom(...'{{ }} {{- -}} /* */ " \' ` # : - | > [ ] { } ( ) , . $x a é \n'.split(' '), ' ', '  ', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const lines = pieces.join('').split('\n');
        const covered = tokenize(lines).map((tokens, at) =>
          tokens.map(({ start, end }) => lines[at]?.slice(start, end)).join(''),
        );
        expect(covered).toEqual(lines);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the contributed files', () => {
  const manifest = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8')) as {
    readonly contributes: {
      readonly languages: readonly { readonly configuration: string }[];
      readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
    };
  };
  const json = (path: string): unknown => JSON.parse(readFileSync(join(TOP, path), 'utf8'));

  it('have the scope names that package.json gives them', () => {
    for (const { scopeName, path } of manifest.contributes.grammars) expect(json(path)).toMatchObject({ scopeName });
  });

  it('hold a language configuration with the brackets of an action', () => {
    const [helm] = manifest.contributes.languages;
    expect(json(helm?.configuration ?? '')).toMatchObject({ brackets: expect.arrayContaining([['{{', '}}']]) as unknown });
  });

  it('are packaged', () => {
    expect(readFileSync(join(TOP, '.vscodeignore'), 'utf8')).toContain('\n!syntaxes/*.json\n');
  });
});
