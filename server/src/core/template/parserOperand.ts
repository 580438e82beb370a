import type { Token } from './lexer.ts';
import { quoteGo } from './lexerMessage.ts';
import { unquoteString } from './literal.ts';
import type { Operand } from './nodes.ts';
import { parseNumber } from './number.ts';
import type { PipeParser } from './parserPipe.ts';

/** A term and the fields that follow it without space; undefined when the cursor has failed. */
export function operandOf(parser: PipeParser): Operand | undefined {
  const { cursor } = parser;
  const first = cursor.peek();
  const term = first.kind === 'leftParen' ? parser.parenthesized() : termOf(parser, cursor.next());
  if (!term || cursor.peek().kind !== 'field') return term;
  const names: string[] = [];
  let end = first.end;
  for (let token = cursor.peek(); token.kind === 'field'; token = cursor.peek()) {
    names.push(cursor.text(token).slice(1));
    end = cursor.next().end;
  }
  if (isLiteral(term)) return cursor.fail(first, `unexpected . after term ${quoteGo(cursor.text(first))}`);
  const range = { start: term.range.start, end: end - cursor.base };
  if (term.kind !== 'field' && term.kind !== 'variable') return { kind: 'chain', range, base: term, names };
  return { ...term, range, names: [...term.names, ...names] };
}

function isLiteral(term: Operand): boolean {
  return ['bool', 'string', 'number', 'nil', 'dot'].includes(term.kind);
}

function termOf(parser: PipeParser, token: Token): Operand {
  const { cursor } = parser;
  const range = cursor.range(token.start, token.end);
  const text = cursor.text(token);
  if (token.kind === 'dot' || token.kind === 'nil') return { kind: token.kind, range };
  if (token.kind === 'bool') return { kind: 'bool', range, value: text === 'true' };
  if (token.kind === 'field') {
    return { kind: 'field', range, names: [text.slice(1)] };
  }
  if (token.kind === 'variable') {
    if (!parser.isDefined(text)) return cursor.bad(token, `undefined variable ${quoteGo(text)}`);
    return { kind: 'variable', range, name: text, names: [] };
  }
  if (token.kind === 'identifier') {
    if (!cursor.context.isFunction(text)) return cursor.bad(token, `function ${quoteGo(text)} not defined`);
    return { kind: 'identifier', range, name: text };
  }
  return literalOf(parser, token, text);
}

function literalOf(parser: PipeParser, token: Token, text: string): Operand {
  const { cursor } = parser;
  const range = cursor.range(token.start, token.end);
  if (token.kind === 'number' || token.kind === 'charConstant' || token.kind === 'complex') {
    const value = parseNumber(text, token.kind);
    return typeof value === 'string' ? cursor.bad(token, value) : { kind: 'number', range, text, ...value };
  }
  const value = unquoteString(text);
  return value === undefined ? cursor.bad(token, 'invalid syntax') : { kind: 'string', range, value, text };
}
