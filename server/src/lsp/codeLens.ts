import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { CodeLensRefreshRequest } from 'vscode-languageserver';
import { ALL_SCENARIOS } from '../core/features/checking.ts';
import type { Lens } from '../core/features/codeLens.ts';
import type { LineIndex } from '../core/text/lineIndex.ts';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';
import type { ShowTimelineParams } from '../protocol/timeline.ts';
import { SHOW_TIMELINE } from '../protocol/timeline.ts';
import type { Session } from './session.ts';

/** The lenses of other scenarios than the defaults, as a file had them when all scenarios had been looked at. */
interface Carried {
  readonly text: string;
  readonly lenses: readonly Lens[];
}

/** Answers for lenses at once from the defaults, and has the client ask again when there is more or other to show. */
export class CodeLenses {
  readonly #session: Session;
  readonly #carried = new Map<Uri, Carried>();
  /** What the client was last told, by file. */
  readonly #told = new Map<Uri, string>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** textDocument/codeLens */
  async answer({ textDocument }: CodeLensParams): Promise<CodeLens[]> {
    const uri = toUri(textDocument.uri);
    await this.#session.foldersReady;
    const lenses = await this.#lenses(uri);
    this.#told.set(uri, JSON.stringify(lenses));
    return lenses;
  }

  /** After a check: looks whether what is shown still holds. `isWhole`: all scenarios have been looked at. */
  async renew(isWhole: boolean): Promise<void> {
    const { documents, client, connection } = this.#session;
    if (!client.refreshesLenses) return;
    let differs = false;
    for (const [uri, told] of this.#told) {
      if (documents.version(uri) === undefined) this.#forget(uri);
      else {
        if (isWhole) await this.#remember(uri);
        differs ||= JSON.stringify(await this.#lenses(uri)) !== told;
      }
    }
    if (differs) await connection.sendRequest(CodeLensRefreshRequest.type);
  }

  async #lenses(uri: Uri): Promise<CodeLens[]> {
    const { engine, settings } = this.#session;
    if (!settings.codeLens.hooks) return [];
    const own = await engine.lenses(uri, 1);
    const lines = await engine.lines(uri);
    const lineOf = ({ offset }: Lens): number => lines.offsetToPosition(offset).line;
    const taken = new Set(own.map(lineOf));
    const more = (await this.#carriedOver(uri)).filter((lens) => !taken.has(lineOf(lens)));
    return [...own, ...more].map((lens) => this.#toLsp(uri, lines, lens));
  }

  async #remember(uri: Uri): Promise<void> {
    const { engine } = this.#session;
    const lenses = await engine.lenses(uri, ALL_SCENARIOS);
    const text = (await engine.text(uri)) ?? '';
    this.#carried.set(uri, { text, lenses: lenses.filter(({ scenario }) => scenario !== '') });
  }

  async #carriedOver(uri: Uri): Promise<readonly Lens[]> {
    const known = this.#carried.get(uri);
    if (!known || known.lenses.length === 0) return [];
    const now = (await this.#session.engine.text(uri)) ?? '';
    return known.lenses.flatMap((lens) => {
      const offset = movedOffset(known.text, now, lens.offset);
      return offset === undefined ? [] : [{ ...lens, offset }];
    });
  }

  #toLsp(uri: Uri, lines: LineIndex, { offset, title, scenario, object }: Lens): CodeLens {
    const { client, documents } = this.#session;
    const start = lines.offsetToPosition(offset);
    const params: ShowTimelineParams = { uri: documents.spelling(uri), scenario, object };
    // Without a command a lens is text that can't be clicked.
    const command = client.showsTimeline ? { command: SHOW_TIMELINE, arguments: [params] } : { command: '' };
    return { range: { start, end: start }, command: { title, ...command } };
  }

  #forget(uri: Uri): void {
    this.#told.delete(uri);
    this.#carried.delete(uri);
  }
}

/** Where an offset of an old text is in a new one; undefined where it lies between the first and the last difference. */
export function movedOffset(old: string, now: string, offset: number): number | undefined {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  if (offset < start || old.length === start) return offset;
  let back = 0;
  while (back < most - start && old[old.length - 1 - back] === now[now.length - 1 - back]) back++;
  return offset >= old.length - back ? offset + now.length - old.length : undefined;
}
