import { addTo } from '../base/groups.ts';
import type { Checker } from '../check/check.ts';
import type { Finding, Fix } from '../rules/rule.ts';
import type { TextEdit } from '../text/range.ts';
import { applyEdits } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Scope } from './checking.ts';
import { findingsOf } from './checking.ts';
import { addedTo } from './fixes.ts';

type Texts = ReadonlyMap<Uri, string>;

/** What one round of fixes starts from, and how it tries texts out. */
export interface Round {
  readonly before: Snapshot;
  readonly checker: Checker;
  readonly scope: Scope;
  readonly tryTexts: (texts: Texts) => Promise<Snapshot>;
}

/** What came of a round. */
interface Taken {
  readonly texts: Texts;
  readonly after: Snapshot;
  readonly count: number;
}

/** Fixes that are tried one by one in a round, where all together leave something new. */
const MOST_TRIED = 100;

/** All fixes that can be applied together; where that leaves something new, those that don't, one after the other. */
export async function takeFixes(fixes: readonly Fix[], round: Round): Promise<Taken | undefined> {
  const all = await takeEach(fixes, round);
  if (all || fixes.length < 2) return all;
  let kept: readonly Fix[] = [];
  let taken: Taken | undefined;
  for (const fix of fixes.slice(0, MOST_TRIED)) {
    const more = await takeEach([...kept, fix], round);
    if (!more) continue;
    kept = [...kept, fix];
    taken = more;
  }
  return taken;
}

/** What these fixes make of the texts; undefined where that is nothing, or nothing better. */
async function takeEach(fixes: readonly Fix[], round: Round): Promise<Taken | undefined> {
  const texts = editedTexts(round.before, fixes);
  if (texts.size === 0) return undefined;
  const after = await round.tryTexts(texts);
  const found = (snapshot: Snapshot): readonly Finding[] => findingsOf(snapshot, round.checker, round.scope);
  const [known, now] = [found(round.before), found(after)];
  const isBetter = now.length < known.length && addedTo(known, now).length === 0;
  return isBetter ? { texts, after, count: fixes.length } : undefined;
}

function editedTexts(snapshot: Snapshot, fixes: readonly Fix[]): Texts {
  const edits = new Map<Uri, TextEdit[]>();
  for (const file of fixes.flatMap((fix) => fix.edits)) for (const edit of file.edits) addTo(edits, file.uri, edit);
  const texts = new Map<Uri, string>();
  for (const [uri, list] of edits) {
    const old = textOf(snapshot, uri);
    const text = old === undefined ? undefined : applyEdits(old, list);
    if (text !== undefined && text !== old) texts.set(uri, text);
  }
  return texts;
}
