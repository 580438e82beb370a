/** Keeps one of many buttons in the tab order and moves between them with the arrow keys: down a lane, and across lanes. */
export class Keys {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.addEventListener('keydown', (event) => this.#move(event));
    root.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement && 'item' in target.dataset) this.#settle(target);
    });
  }

  /** After drawing: everything but one item leaves the tab order; `key` names that one, if it is still there. */
  reset(key: string | undefined): void {
    const items = this.#items();
    const chosen = items.find((item) => keyOf(item) === key) ?? items[0];
    if (chosen) this.#settle(chosen);
  }

  #settle(chosen: HTMLElement): void {
    for (const item of this.#root.querySelectorAll<HTMLElement>('[data-item]'))
      item.tabIndex = item === chosen ? 0 : -1;
  }

  #move(event: KeyboardEvent): void {
    const { target, key } = event;
    if (
      !(target instanceof HTMLElement) ||
      !('item' in target.dataset) ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey
    )
      return;
    const next = this.#next(target, key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #next(from: HTMLElement, key: string): HTMLElement | undefined {
    const own = this.#items().filter((item) => laneOf(item) === laneOf(from));
    const at = own.indexOf(from);
    if (key === 'ArrowDown') return own[at + 1];
    if (key === 'ArrowUp') return own[at - 1];
    if (key === 'Home') return own[0];
    if (key === 'End') return own.at(-1);
    if (key === 'ArrowRight') return this.#across(from, 1);
    return key === 'ArrowLeft' ? this.#across(from, -1) : undefined;
  }

  /** The item of the next lane that is nearest in height. */
  #across(from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
    const items = this.#items();
    const lanes = [...new Set(items.map(laneOf))];
    const lane = lanes[lanes.indexOf(laneOf(from)) + step];
    const { top } = from.getBoundingClientRect();
    const distance = (item: HTMLElement): number => Math.abs(item.getBoundingClientRect().top - top);
    return items.filter((item) => lane && laneOf(item) === lane).sort((a, b) => distance(a) - distance(b))[0];
  }

  /** Those that can be seen, in order. */
  #items(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('[data-item]')].filter((item) => item.checkVisibility());
  }
}

const laneOf = (item: HTMLElement): Element | null => item.closest('[data-lane]');

/** What an item is, the same after the page is drawn anew. */
export function keyOf(item: HTMLElement): string {
  const lane = item.closest<HTMLElement>('[data-lane]')?.dataset['lane'] ?? '';
  const fold = item.parentElement?.dataset['fold'] ?? '';
  return [lane, item.dataset['open'] ?? fold, item.dataset['finding'] ?? ''].join('\n');
}
