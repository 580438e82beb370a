import type { FileState, FolderState } from '../fs/fileSystem.ts';
import { fileOfText } from '../fs/fileSystem.ts';
import type { Uri } from '../text/uri.ts';
import type { Settings } from './query.ts';
import { DEFAULT_SETTINGS } from './query.ts';

/** Everything outside that queries read; replaced, never changed. */
export interface Inputs {
  readonly number: number;
  readonly folders: readonly Uri[];
  readonly files: ReadonlyMap<Uri, FileState>;
  readonly listings: ReadonlyMap<Uri, FolderState>;
  /** Texts that an editor holds; they come before `files`. */
  readonly open: ReadonlyMap<Uri, FileState>;
  readonly discovered: readonly Uri[];
  readonly settings: Settings;
}

/** Those of a workspace without folders. */
export const NO_INPUTS: Inputs = {
  number: 1,
  folders: [],
  files: new Map(),
  listings: new Map(),
  open: new Map(),
  discovered: [],
  settings: DEFAULT_SETTINGS,
};

/** The inputs with some texts replaced as if an editor held them; an undefined text means that the file is gone. */
export function withTexts(inputs: Inputs, texts: ReadonlyMap<Uri, string | undefined>): Inputs {
  const open = new Map(inputs.open);
  for (const [uri, text] of texts) open.set(uri, text === undefined ? { kind: 'absent' } : fileOfText(text));
  return { ...inputs, number: inputs.number + 1, open };
}
