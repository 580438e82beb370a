import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import type { TextEdit } from '../core/text/range.ts';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';
import { FIX_ALL, toWorkspaceEdit } from './convert.ts';
import type { Session } from './session.ts';

const TITLE = 'Apply all safe fixes in this file';

/** The action `source.fixAll.chartwright` of a file: without its edit where the client asks for that later, since it takes ten checks. */
export async function fixAllAction(session: Session, uri: Uri): Promise<CodeAction[]> {
  const action: CodeAction = { title: TITLE, kind: FIX_ALL, data: { uri } };
  if (session.client.resolvesEdits) return [action];
  const resolved = await withEdit(session, action, uri);
  return resolved.edit ? [resolved] : [];
}

/** codeAction/resolve: works out the edit of `source.fixAll.chartwright`; other actions have theirs. */
export async function resolveCodeAction(
  session: Session,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  const data: unknown = action.data;
  if (action.kind !== FIX_ALL || typeof data !== 'object' || data === null || !('uri' in data)) return action;
  if (typeof data.uri !== 'string' || token.isCancellationRequested) return action;
  return withEdit(session, action, toUri(data.uri));
}

async function withEdit(session: Session, action: CodeAction, uri: Uri): Promise<CodeAction> {
  const generation = session.generation;
  const { texts } = await session.engine.fixAll({ kind: 'files', uris: [uri] }, uri);
  const change = texts.get(uri);
  const lines = await session.lines([uri]);
  if (!change || session.generation !== generation) return action;
  const edits = changedLines(change.before, change.after);
  const edit = toWorkspaceEdit(session, lines, { title: TITLE, safe: true, edits: [{ uri, edits: [edits] }] });
  return edit ? { ...action, edit } : action;
}

/** One edit that turns `before` into `after` and leaves the equal lines at both ends alone. */
export function changedLines(before: string, after: string): TextEdit {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < least - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const lineEnd = before.indexOf('\n', before.length - same);
  same = lineEnd < 0 ? 0 : before.length - lineEnd;
  return { range: { start, end: before.length - same }, newText: after.slice(start, after.length - same) };
}
