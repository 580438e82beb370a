import type { MapValue } from './value.ts';

/** Which keys of which maps were looked up. */
export class Reads {
  readonly #keys = new Map<MapValue['entries'], Set<string | undefined>>();

  /** Without a key all of them. */
  add({ entries }: MapValue, key: string | undefined): void {
    const known = this.#keys.get(entries);
    if (known) known.add(key);
    else this.#keys.set(entries, new Set([key]));
  }

  addAll(other: Reads): void {
    for (const [entries, keys] of other.#keys) {
      const known = this.#keys.get(entries) ?? new Set<string | undefined>();
      for (const key of keys) known.add(key);
      this.#keys.set(entries, known);
    }
  }

  has({ entries }: MapValue, key: string): boolean {
    const known = this.#keys.get(entries);
    return known !== undefined && (known.has(key) || known.has(undefined));
  }
}
