import type { FileState } from '../fs/fileSystem.ts';
import type { Suppression } from '../config/suppression.ts';
import { findSuppressions } from '../config/suppression.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Uri } from '../text/uri.ts';
import type { YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Db, Query, Unloaded } from './query.ts';

/** The text of a file that is there and is UTF-8; else undefined. */
export function textOf(db: Db, uri: Uri): string | undefined {
  const state: FileState | Unloaded = db.file(uri);
  return state.kind === 'file' && state.valid ? state.text : undefined;
}

/** A file's YAML; undefined where it can't be read as text. */
export const yamlQuery: Query<Uri, YamlStream | undefined> = {
  name: 'yaml',
  compute(db, uri) {
    const text = textOf(db, uri);
    return text === undefined ? undefined : parseYaml(text);
  },
};

/** The line starts of a file; those of an empty text where it can't be read. */
export const lineIndexQuery: Query<Uri, LineIndex> = {
  name: 'lineIndex',
  compute: (db, uri) => new LineIndex(textOf(db, uri) ?? ''),
};

/** The `chartwright-disable` comments of a file. */
export const suppressionsQuery: Query<Uri, readonly Suppression[]> = {
  name: 'suppressions',
  compute: (db, uri) => findSuppressions(textOf(db, uri) ?? ''),
};
