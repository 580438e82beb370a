/** How a longer piece of work is done in slices, with pauses in which the host serves what came in meanwhile. */
export interface Slices {
  /** Whether the slice has taken its time. Asked often. */
  isOver(): boolean;
  /** Settles when the next slice may begin; rejects where the work is no longer wanted. */
  pause(): Promise<void>;
}

/** Thrown through queries at the end of a slice; what is finished stays in memory, and the work is asked for again. */
export class Interrupted extends Error {}
