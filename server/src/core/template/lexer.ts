import { ActionLexer } from './lexerAction.ts';
import { LexerOutput } from './lexerOutput.ts';
import { isSpace, startsComment, trimsLeft } from './lexerChars.ts';
import type { Token } from './lexerOutput.ts';

export type { Token, TokenKind } from './lexerOutput.ts';

/**
 * Cuts a template into tokens as Go's text/template/parse/lex.go does, where Go would stop at the first fault.
 * Ranges are UTF-16 offsets; the tokens in order cover the whole source without gaps. Never throws.
 *
 * An action that is not closed before the next `{{`, the end of the file, or a later line that reads like a YAML key
 * (a `:` that is no `:=`) ends with an empty `unclosed` token: at the end of its first line that leaves no parenthesis
 * open, else at its first line's end. Go allows line breaks in actions, so those three signs are waited for first; and
 * the lines given back are text again, so a half-typed action costs its own line only.
 */
export function lexTemplate(source: string): Token[] {
  const out = new LexerOutput(source);
  const actions = new ActionLexer(out);
  while (out.at < source.length) {
    const open = textBefore(out);
    if (open === undefined) break;
    const body = open + (trimsLeft(source, open + 2) ? 4 : 2);
    if (startsComment(source, body)) comment(out, body + 2);
    else {
      out.push('open', body);
      actions.lex();
    }
  }
  return out.tokens;
}

/** Emits the literal text before the next `{{`; answers where that stands, if there is one. */
function textBefore(out: LexerOutput): number | undefined {
  const { source } = out;
  const open = source.indexOf('{{', out.at);
  if (open < 0) {
    out.pushUnlessEmpty('text', source.length);
    return undefined;
  }
  let end = open;
  if (trimsLeft(source, open + 2)) while (end > out.at && isSpace(source.charCodeAt(end - 1))) end--;
  out.pushUnlessEmpty('text', end);
  out.pushUnlessEmpty('trimmed', open);
  return open;
}

/** A comment is one token, delimiters included. A broken one ends with its line, at the next `{{`, or behind a `}}`. */
function comment(out: LexerOutput, body: number): void {
  const end = out.commentEnd(body);
  if (end === undefined) out.error(afterBroken(out.source, body), 'unclosed comment');
  else if (!out.closes(end)) out.error(afterBroken(out.source, end), 'comment ends before closing delimiter');
  else out.close('comment', end);
}

function afterBroken(source: string, from: number): number {
  for (let i = from; i < source.length; i++) {
    if (source.startsWith('}}', i)) return i + 2;
    if (source[i] === '\n' || source.startsWith('{{', i)) return i;
  }
  return source.length;
}
