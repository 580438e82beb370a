/** Temporary folders for one run. */
import { rmSync } from 'node:fs';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives `work` an empty folder and removes it afterwards, whatever happened, the end of this process included.
 *
 * @template T
 * @param {(dir: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(work) {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'chartwright-')));
  const removeNow = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', removeNow);
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    process.off('exit', removeNow);
  }
}

/**
 * @param {string} from
 * @param {string} to Made by this call.
 * @returns {Promise<string>} `to`
 */
export async function copyWorkspace(from, to) {
  await cp(from, to, { recursive: true });
  return to;
}
