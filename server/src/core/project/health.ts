import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { yamlQuery } from '../workspace/queries.ts';
import type { Query } from '../workspace/query.ts';
import type { YamlStream } from '../yaml/nodes.ts';
import { visit } from '../yaml/walk.ts';

/** Why a YAML file can't be checked, or not wholly. */
export interface Trouble {
  /** `file`: nothing of it is known. `syntax`: a part is. `limit`: it is larger than what is read. */
  readonly kind: 'file' | 'syntax' | 'limit';
  readonly range: TextRange;
  /** A clause without a capital: `permission denied`. */
  readonly message: string;
}

/** The first trouble of a file; undefined for one that is fine, absent, or outside what may be read. */
export const troubleQuery: Query<Uri, Trouble | undefined> = {
  name: 'trouble',
  compute(db, uri) {
    const state = db.file(uri);
    const start = textRange(0, 0);
    if (state.kind === 'unreadable') return { kind: 'file', range: start, message: state.message };
    if (state.kind !== 'file') return undefined;
    if (!state.valid) return { kind: 'file', range: start, message: 'it is not text in UTF-8' };
    const stream = db.get(yamlQuery, uri);
    const trouble = stream && streamTrouble(stream);
    return trouble?.kind === 'syntax' && looksTemplated(state.text) ? undefined : trouble;
  },
};

function streamTrouble(stream: YamlStream): Trouble | undefined {
  const [first] = stream.problems;
  if (first) return { kind: first.kind, range: first.range, message: first.message };
  const bomb = stream.documents.find(({ root }) => root && !visit(root, () => undefined));
  return (
    bomb && {
      kind: 'limit',
      range: textRange(bomb.range.start, bomb.range.start),
      message: 'its aliases stand for more nodes than are followed',
    }
  );
}

/** A scaffold that another tool fills in (`{{ name }}`, `{% if %}`, `<% x %>`) is no YAML yet. */
const looksTemplated = (text: string): boolean => ['{{', '{%', '<%'].some((mark) => text.includes(mark));
