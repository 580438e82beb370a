/**
 * The way by which templates of a whole release reach a value: a step down from another place. Ways share what leads to
 * them, so that a deep value costs one step and not a way of its own.
 */
export interface SharedPath {
  /** Undefined at the top, the data of the root's templates. */
  readonly outer: SharedPath | undefined;
  /** A key, or an index in a list. */
  readonly step: string;
  /** How many steps lead here. */
  readonly length: number;
  /** UTF-16 units of the steps and what stands between them. */
  readonly units: number;
}

/** The data of the root's templates itself. */
export const TOP: SharedPath = { outer: undefined, step: '', length: 0, units: 0 };

/** The place of a key or an index. */
export const below = (outer: SharedPath, step: string): SharedPath => ({
  outer,
  step,
  length: outer.length + 1,
  units: outer.units + step.length + 1,
});

/** From the top down. */
export function stepsOf(path: SharedPath): readonly string[] {
  const steps: string[] = [];
  for (let at = path; at.outer; at = at.outer) steps.push(at.step);
  return steps.reverse();
}

/** Whether two ways take the same steps. */
export function samePath(one: SharedPath, other: SharedPath): boolean {
  if (one.length !== other.length) return false;
  let [a, b]: (SharedPath | undefined)[] = [one, other];
  // What is the same object has the same way to it.
  while (a !== b && a?.step === b?.step) [a, b] = [a?.outer, b?.outer];
  return a === b;
}
