import type { Hover, HoverParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { toUri } from '../core/text/uri.ts';
import { toHover } from './convert.ts';
import type { Session } from './session.ts';

/** textDocument/hover. Nothing is said where the text moved on meanwhile; a change elsewhere moves no place in it. */
export async function hover(session: Session, { textDocument, position }: HoverParams): Promise<Hover | null> {
  const uri = toUri(textDocument.uri);
  await session.foldersReady;
  const version = session.documents.version(uri);
  const lines = await session.engine.lines(uri);
  const found = await session.engine.hover(uri, lines.positionToOffset(position));
  if (!found || session.documents.version(uri) !== version) return null;
  return toHover(lines, found, session.client.markdown ? MarkupKind.Markdown : MarkupKind.PlainText);
}
