import type { Engine } from '../core/engine.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { Uri } from '../core/text/uri.ts';

/** What the last look at all scenarios found, for showing it until the next one is done. */
export class CarriedFindings {
  readonly #engine: Engine;
  #findings: readonly Finding[] = [];
  /** The texts in which those findings have their places. */
  #texts: ReadonlyMap<Uri, string | undefined> = new Map();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Takes what a look at all scenarios found and that at the defaults, `own`, did not, or could not tell. */
  async remember(findings: readonly Finding[], own: readonly Finding[]): Promise<void> {
    const places = new Set(own.map(placeOf));
    const kept = findings.filter(
      (finding) => finding.rule === 'engine/unused-suppression' || !places.has(placeOf(finding)),
    );
    this.#texts = await this.#textsOf(kept);
    this.#findings = kept;
  }

  /** What is found so far, and what was found before in files that have not changed since. */
  async over(findings: readonly Finding[]): Promise<readonly Finding[]> {
    const now = await this.#textsOf(this.#findings);
    const places = new Set(findings.map(placeOf));
    const carried = this.#findings.filter(
      (finding) => now.get(finding.span.uri) === this.#texts.get(finding.span.uri) && !places.has(placeOf(finding)),
    );
    return [...findings.filter((finding) => finding.rule !== 'engine/unused-suppression'), ...carried];
  }

  async #textsOf(findings: readonly Finding[]): Promise<ReadonlyMap<Uri, string | undefined>> {
    const uris = [...new Set(findings.map(({ span }) => span.uri))];
    return new Map(await Promise.all(uris.map(async (uri) => [uri, await this.#engine.text(uri)] as const)));
  }
}

const placeOf = ({ rule, span }: Finding): string => `${rule}\0${span.uri}\0${span.range.start}\0${span.range.end}`;
