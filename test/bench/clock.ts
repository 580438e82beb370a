/** Times in milliseconds: of the wall, and of this process's own work, which other processes do not lengthen. */
export interface Time {
  readonly wall: number;
  readonly work: number;
}

/** What `run` took. */
export async function timed<T>(run: () => T | Promise<T>): Promise<{ readonly value: T; readonly time: Time }> {
  const wall = performance.now();
  const work = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(work);
  return { value, time: { wall: performance.now() - wall, work: (user + system) / 1000 } };
}

/** The value below which the share `part` of all lie. */
export function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** One line: what, milliseconds of the wall at the middle and at 95 %, those of work, and how many times `unit` that is. */
export function row(what: string, times: readonly Time[], unit: number, rest = ''): void {
  const show = (kind: keyof Time, part: number): string =>
    quantile(
      times.map((time) => time[kind]),
      part,
    )
      .toFixed(1)
      .padStart(8);
  const ratio =
    quantile(
      times.map((time) => time.work),
      0.5,
    ) / unit;
  const figures = [show('wall', 0.5), show('wall', 0.95), show('work', 0.5), show('work', 0.95)].join('');
  console.log(`${what.padEnd(44)}${figures}${ratio.toFixed(2).padStart(9)}  ${rest}`);
}
