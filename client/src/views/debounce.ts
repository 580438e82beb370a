/** Does something once it was not asked for during a pause; asked for again and again, it waits no longer than `longest`. */
export class Debounce {
  readonly #pause: number;
  readonly #longest: number;
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  /** Times in milliseconds. */
  constructor(pause: number, longest: number, work: () => void) {
    this.#pause = pause;
    this.#longest = longest;
    this.#work = work;
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  ask(): void {
    const now = Date.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#work();
      },
      Math.max(0, Math.min(this.#pause, this.#since + this.#longest - now)),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
