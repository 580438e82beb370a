import type { Hover, HoverParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { toUri } from '../core/text/uri.ts';
import { toHover } from './convert.ts';
import type { Session } from './session.ts';

/** textDocument/hover */
export async function hover(session: Session, { textDocument, position }: HoverParams): Promise<Hover | null> {
  const uri = toUri(textDocument.uri);
  await session.foldersReady;
  const generation = session.generation;
  const lines = await session.engine.lines(uri);
  const found = await session.engine.hover(uri, lines.positionToOffset(position));
  if (!found || session.generation !== generation) return null;
  return toHover(lines, found, session.client.markdown ? MarkupKind.Markdown : MarkupKind.PlainText);
}
