import { execFile } from 'node:child_process';

/** What a helm process gave: its output, or its error without `Error: ` and without warnings. */
export interface HelmResult {
  readonly output: string;
  readonly error: string | undefined;
}

/** Runs helm with nothing of the user's own settings; rejects where helm cannot be run at all. */
export function runHelm(helm: string, args: readonly string[], cwd?: string): Promise<HelmResult> {
  const nowhere = '/nonexistent/chartwright';
  const env = {
    PATH: process.env['PATH'],
    HOME: nowhere,
    HELM_CACHE_HOME: nowhere,
    HELM_CONFIG_HOME: nowhere,
    HELM_DATA_HOME: nowhere,
    KUBECONFIG: nowhere,
  };
  return new Promise((done, fail) => {
    execFile(helm, [...args], { cwd, env, maxBuffer: 1 << 28 }, (error, output, complaint) => {
      if (error && typeof error.code !== 'number') fail(new Error(error.message));
      else done({ output, error: error ? errorIn(complaint) : undefined });
    });
  });
}

/** Warnings come before and between; the hint about --debug is no part of the error. */
export function errorIn(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => !/^(time=\S+ )?level=(WARN|INFO|DEBUG)/.test(line));
  const first = lines.findIndex((line) => line.startsWith('Error: '));
  return lines
    .slice(Math.max(first, 0))
    .join('\n')
    .replace(/^Error: (INSTALLATION FAILED: )?/, '')
    .replace(/\n+Use --debug flag[^\n]*/, '')
    .trim();
}

/** The last file and line that an error names, and what it says last. Two errors with equal keys tell of the same defect. */
export function errorKey(error: string): string {
  const places = [...error.matchAll(/([^\s():]+):(\d+)/g)];
  const place = places.at(-1);
  const said = error.trim().split('\n').at(-1)?.split(': ').at(-1)?.trim() ?? '';
  return `${place?.[1] ?? ''}:${place?.[2] ?? ''}: ${said}`;
}

/** Whether two errors tell of the same defect; lists with commas may name the same in another order, which keys have in Go. */
export function isSameError(a: string, b: string): boolean {
  const [left, right] = [errorKey(a), errorKey(b)];
  return left === right || sortedWords(left) === sortedWords(right);
}

/** The words of every list without blanks, sorted. */
const sortedWords = (key: string): string =>
  key.replace(/[^\s,]+(?:,[^\s,]+)+/g, (list) => list.split(',').sort().join(','));
