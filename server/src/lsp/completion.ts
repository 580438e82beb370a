import type { CompletionItem, CompletionParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { toUri } from '../core/text/uri.ts';
import { toCompletionItem } from './convert.ts';
import type { Session } from './session.ts';

/** Typed, they may begin a key or a value: within names, in quotes, behind a colon, in lists, in braces. */
export const COMPLETION_TRIGGERS = ['.', '/', '-', '"', "'", ' ', ',', '{'];

/** textDocument/completion: every item with its documentation. Nothing is said where the text moved on meanwhile. */
export async function completion(
  session: Session,
  { textDocument, position }: CompletionParams,
): Promise<CompletionItem[] | null> {
  const uri = toUri(textDocument.uri);
  await session.foldersReady;
  const version = session.documents.version(uri);
  const lines = await session.engine.lines(uri);
  const found = await session.engine.completions(uri, lines.positionToOffset(position));
  if (found.length === 0 || session.documents.version(uri) !== version) return null;
  const markup = session.client.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  return found.map((one, place) => toCompletionItem(lines, one, place, markup));
}
