import type { Origin } from './origin.ts';
import { sameOrigin } from './origin.ts';
import type { TracedText } from './traced.ts';
import { padLines } from './traced.ts';

/** Paddings of one text that are remembered: charts embed a file at one or two depths. */
const MOST = 4;

/** Shorter texts are padded as fast as they are looked up. */
const LEAST_UNITS = 4096;

interface Padded extends TracedText {
  readonly pad: string;
  readonly start: string;
  readonly of: Origin;
  readonly added: Origin;
}

/**
 * What padding the lines of one long text gave, for as long as the text lives: a template that embeds a chart's files
 * is rendered again at every keystroke, and the files stay what they are.
 */
export class Paddings {
  readonly #text: string;
  #known: readonly Padded[] = [];

  private constructor(text: string) {
    this.#text = text;
  }

  /** Undefined for a text for which remembering doesn't pay. */
  static of(text: string): Paddings | undefined {
    return text.length < LEAST_UNITS ? undefined : new Paddings(text);
  }

  /** The same as padLines gives. `text` need not be the remembered one. */
  padLines(text: TracedText, pad: string, added: Origin, start: string): TracedText {
    const [of, more] = text.parts.origins;
    const isWhole = of !== undefined && more === undefined && text.parts.maybe[0] !== true;
    if (!isWhole || text.text !== this.#text) return padLines(text, pad, added, start);
    const known = this.#known.find((one) => one.pad === pad && one.start === start && sameOrigin(one.of, of));
    if (known) return withAdded(known, added);
    const padded = padLines(text, pad, added, start);
    this.#known = [{ ...padded, pad, start, of, added }, ...this.#known.slice(0, MOST - 1)];
    return padded;
  }
}

/** The same padding where another call added it. */
function withAdded({ text, parts, added: old }: Padded, added: Origin): TracedText {
  return { text, parts: { ...parts, origins: parts.origins.map((origin) => (origin === old ? added : origin)) } };
}
