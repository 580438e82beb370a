import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Times in milliseconds: of the wall, and of a process's own work, which other processes lengthen less. */
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

/** What another process took; a message where it failed. Its work is known on Linux only, elsewhere the wall's time stands in. */
export function timedProcess(command: string, words: readonly string[]): Time | string {
  const wall = performance.now();
  const before = workOfChildren();
  const { status, error, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const took = performance.now() - wall;
  const after = workOfChildren();
  if (error) return error.message;
  if (status !== 0) return stderr.split('\n')[0] ?? '';
  return { wall: took, work: before === undefined || after === undefined ? took : after - before };
}

/** Milliseconds of work of the processes that have ended (proc(5): cutime and cstime, in hundredths of a second). */
function workOfChildren(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return 10 * (Number(fields[13]) + Number(fields[14]));
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
