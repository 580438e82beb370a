/** What one expression may cost. */
export interface RegexpLimits {
  /** UTF-16 units of the pattern. */
  readonly pattern: number;
  /** Instructions that the pattern may compile to, by estimate. */
  readonly program: number;
  /** Instructions times groups, which is what a search needs in memory. */
  readonly captures: number;
  /** What one call may cost: characters looked at, times instructions where all of them may be active. */
  readonly steps: number;
  /** Matches or pieces in one result. */
  readonly matches: number;
  /** UTF-16 units of a replaced text. */
  readonly output: number;
}

/** Measured: no call takes more than about two seconds, no expression more than about 50 MB. */
export const REGEXP_LIMITS: RegexpLimits = {
  pattern: 10_000,
  program: 50_000,
  captures: 2_000_000,
  steps: 100_000_000,
  matches: 1_000_000,
  output: 16_000_000,
};

/** Takes steps as they are spent, for a budget of many calls together. */
export type Spend = (steps: number) => void;

/** For callers without such a budget. */
export const spendNothing: Spend = () => undefined;
