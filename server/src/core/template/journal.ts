import type { MapValue, Value } from './value.ts';

/** A key of a map that was changed, and what it held before and after; undefined for nothing. */
export interface Change {
  readonly map: MapValue;
  readonly key: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What maps held before something changed them. */
export class Journal {
  /** By the entries, which copies of a map share. */
  readonly #before = new Map<
    MapValue['entries'],
    { readonly map: MapValue; readonly old: Map<string, Value | undefined> }
  >();

  /** To be called before the change. */
  note(map: MapValue, key: string): void {
    const known = this.#before.get(map.entries);
    if (!known) this.#before.set(map.entries, { map, old: new Map([[key, map.entries.get(key)]]) });
    else if (!known.old.has(key)) known.old.set(key, map.entries.get(key));
  }

  /** What was changed, as it is now. */
  changes(): readonly Change[] {
    return [...this.#before.values()].flatMap(({ map, old }) =>
      [...old].map(([key, before]) => ({ map, key, before, after: map.entries.get(key) })),
    );
  }

  /** Puts everything back as it was. */
  undo(): void {
    for (const { map, old } of this.#before.values())
      for (const [key, before] of old) {
        if (before) map.entries.set(key, before);
        else map.entries.delete(key);
      }
  }

  addTo(outer: Journal): void {
    for (const { map, old } of this.#before.values()) for (const [key, before] of old) outer.#keep(map, key, before);
  }

  #keep(map: MapValue, key: string, before: Value | undefined): void {
    const known = this.#before.get(map.entries);
    if (!known) this.#before.set(map.entries, { map, old: new Map([[key, before]]) });
    else if (!known.old.has(key)) known.old.set(key, before);
  }
}
