/** Puts work off until nothing has asked for it during a pause, but not longer than `longest`; both in milliseconds. */
export class Pause {
  readonly #pause: number;
  readonly #longest: number;
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | undefined;

  constructor(pause: number, longest: number, work: () => void) {
    this.#pause = pause;
    this.#longest = longest;
    this.#work = work;
  }

  ask(): void {
    const now = Date.now();
    this.#since ??= now;
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#since + this.#longest - now);
    this.#timer = setTimeout(
      () => {
        this.#since = undefined;
        this.#work();
      },
      Math.min(this.#pause, left),
    );
  }

  /** Drops what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#since = undefined;
  }
}

/** A wait that can be cut short. */
export class Wait {
  #end = (): void => undefined;

  /** Resolves after some milliseconds, or as soon as {@link end} is called; one wait at a time. */
  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.#end();
  }
}
