import type { Engine } from '../core/engine.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { Move } from '../core/text/moved.ts';
import { moveBetween } from '../core/text/moved.ts';
import type { Span } from '../core/text/range.ts';
import type { Uri } from '../core/text/uri.ts';
import { filesOfFinding } from './convert.ts';

/** What the last looks at other scenarios found, for showing it until the next one is done: else it would come and go with each keystroke. */
export class CarriedFindings {
  readonly #engine: Engine;
  #findings: readonly Finding[] = [];
  /** The texts in which those findings have their places. */
  #texts: ReadonlyMap<Uri, string | undefined> = new Map();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Takes what is shown after a look at other scenarios and that at the defaults, `own`, did not find, or could not tell.
   * Nothing changes where the texts moved on meanwhile.
   */
  async remember(findings: readonly Finding[], own: readonly Finding[], isStale: () => boolean): Promise<void> {
    const places = new Set(own.map(placeOf));
    const kept = findings.filter(
      (finding) => finding.rule === 'engine/unused-suppression' || !places.has(placeOf(finding)),
    );
    const texts = await this.#textsOf(kept);
    if (!isStale()) [this.#findings, this.#texts] = [kept, texts];
  }

  /** What is found so far, and what was found before, moved with the text around it; what the edit touches is left out. */
  async over(findings: readonly Finding[]): Promise<readonly Finding[]> {
    const move = this.#mover(await this.#textsOf(this.#findings));
    const places = new Set(findings.map(placeOf));
    const carried = this.#findings
      .flatMap((finding) => move(finding) ?? [])
      .filter((finding) => !places.has(placeOf(finding)));
    return [...findings.filter((finding) => finding.rule !== 'engine/unused-suppression'), ...carried];
  }

  #mover(now: ReadonlyMap<Uri, string | undefined>): (finding: Finding) => Finding | undefined {
    const moves = new Map<Uri, Move>();
    for (const [uri, text] of this.#texts) {
      const newer = now.get(uri);
      if (text !== undefined && newer !== undefined) moves.set(uri, moveBetween(text, newer));
    }
    const moved = ({ uri, range }: Span): Span | undefined => {
      const place = moves.get(uri)?.(range);
      return place && { uri, range: place };
    };
    return (finding) => {
      const span = moved(finding.span);
      const related = finding.related.flatMap((own) => {
        const place = moved(own.span);
        return place ? [{ ...own, span: place }] : [];
      });
      return span && { ...finding, span, related };
    };
  }

  async #textsOf(findings: readonly Finding[]): Promise<ReadonlyMap<Uri, string | undefined>> {
    const uris = [...new Set(findings.flatMap(filesOfFinding))];
    return new Map(await Promise.all(uris.map(async (uri) => [uri, await this.#engine.text(uri)] as const)));
  }
}

const placeOf = ({ rule, span }: Finding): string => `${rule}\0${span.uri}\0${span.range.start}\0${span.range.end}`;
