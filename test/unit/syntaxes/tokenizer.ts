import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IGrammar } from 'vscode-textmate';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { TOP } from '../../support/top.ts';

/** A piece of a line with one list of scopes, outermost first, without the grammar's own. Offsets count from the line's start. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** Tokens of each line; every line is covered from its start to its end. */
export type Tokenize = (lines: readonly string[]) => readonly (readonly Token[])[];

const FILES: Readonly<Record<string, string>> = {
  'source.helm': 'syntaxes/helm.tmLanguage.json',
  'source.helm.action': 'syntaxes/action.tmLanguage.json',
};

/** Loads the grammar with the engine of VS Code. No other grammar is there to be embedded. */
export async function loadTokenizer(): Promise<Tokenize> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(new Uint8Array(readFileSync(wasm)).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: (scopeName) => {
      const file = FILES[scopeName];
      return Promise.resolve(file === undefined ? null : parseRawGrammar(readFileSync(join(TOP, file), 'utf8'), file));
    },
  });
  const grammar = await registry.loadGrammar('source.helm');
  if (!grammar) throw new Error('There is no grammar source.helm');
  return (lines) => tokenize(grammar, lines);
}

function tokenize(grammar: IGrammar, lines: readonly string[]): Token[][] {
  let state = INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack, stoppedEarly } = grammar.tokenizeLine(line, state, 0);
    if (stoppedEarly) throw new Error(`Too slow: ${line.slice(0, 80)}`);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: startIndex,
      end: Math.min(endIndex, line.length),
      scopes: scopes.slice(1),
    }));
  });
}

/** The scopes at a place of a text that is marked `|` there, innermost last. */
export function scopesAt(tokenize: Tokenize, marked: string): readonly string[] {
  const [before = '', after = ''] = marked.split('<|>');
  const lines = (before + after).split('\n');
  const line = before.split('\n').length - 1;
  const column = before.length - (before.lastIndexOf('\n') + 1);
  return tokenize(lines)[line]?.find(({ start, end }) => start <= column && column < end)?.scopes ?? [];
}
