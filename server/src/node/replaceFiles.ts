import { open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileChange, Refusal } from '../cli/platform.ts';
import type { FileSystem } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { uriToPath } from './paths.ts';

/**
 * Writes all of these files or none. Each is read again through `fs`, so that one which changed since, or which a link leads
 * out of the roots, is refused; each is written beside; only then all are renamed into place. A link keeps being one: its target
 * is replaced. Mode, owner and byte order mark stay. The answer names what stood in the way; empty means that all are written.
 */
export async function replaceFiles(changes: readonly FileChange[], fs: FileSystem): Promise<readonly Refusal[]> {
  const planned = await Promise.all(changes.map((change) => attempt(change.uri, () => plan(change, fs))));
  const refused = [...planned.filter(isRefusal), ...contradictions(planned.filter(isPlan))];
  if (refused.length > 0) return refused;
  const plans = [...new Map(planned.filter(isPlan).map((p) => [p.path, p])).values()];
  const beside = await Promise.all(plans.map((p) => attempt(p.uri, () => writeBeside(p, p.after))));
  const failed = beside.filter(isRefusal);
  if (failed.length > 0) await discard(beside.filter(isWritten));
  return failed.length > 0 ? failed : putInPlace(beside.filter(isWritten));
}

interface Plan {
  readonly uri: Uri;
  /** With no link in it. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface Written {
  readonly plan: Plan;
  readonly beside: string;
}

type Step = Plan | Written | Refusal;
const isRefusal = (step: Step): step is Refusal => 'reason' in step;
const isPlan = (step: Step): step is Plan => 'path' in step;
const isWritten = (step: Step): step is Written => 'beside' in step;

async function attempt<T extends Step>(uri: Uri, work: () => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    return { uri, reason: `can't be written: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

const ANY_WRITE = 0o222;
const PERMISSIONS = 0o7777;
const BOM = '\uFEFF';

async function plan({ uri, before, after }: FileChange, fs: FileSystem): Promise<Plan | Refusal> {
  const path = uriToPath(uri);
  const state = await fs.read(uri);
  if (path === undefined || state.kind !== 'file')
    return { uri, reason: 'is no longer there, or must not be written.' };
  if (!state.valid || state.text !== before) return { uri, reason: 'changed while it was checked; it was left alone.' };
  const real = await realpath(path);
  const { mode, uid, gid } = await stat(real);
  // Renaming into place would succeed: the folder decides about that, and for root everything does.
  if ((mode & ANY_WRITE) === 0) return { uri, reason: 'is read-only.' };
  const mark = state.bom ? BOM : '';
  return { uri, path: real, before: mark + before, after: mark + after, mode: mode & PERMISSIONS, uid, gid };
}

/** Two addresses that lead to one file through links, with different texts. */
function contradictions(plans: readonly Plan[]): Refusal[] {
  return plans
    .filter((p) => plans.some((other) => other.path === p.path && other.after !== p.after))
    .map(({ uri }) => ({ uri, reason: 'is reached on two ways whose fixes differ; it was left alone.' }));
}

async function writeBeside(plan: Plan, text: string): Promise<Written> {
  const beside = join(dirname(plan.path), `.${basename(plan.path)}.${process.pid}.chartwright`);
  const handle = await open(beside, 'wx', plan.mode);
  try {
    await handle.writeFile(text);
    await handle.chmod(plan.mode);
    // Fails unless run by root, for whom alone the owner would change.
    await handle.chown(plan.uid, plan.gid).catch(() => undefined);
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(beside).catch(() => undefined);
    throw error;
  }
  return { plan, beside };
}

async function discard(all: readonly Written[]): Promise<void> {
  for (const { beside } of all) await unlink(beside).catch(() => undefined);
}

/** Renames one after the other; when one fails, those before it get their old text back. */
async function putInPlace(all: readonly Written[]): Promise<readonly Refusal[]> {
  for (const [i, { plan, beside }] of all.entries()) {
    const done = await attempt(plan.uri, () => renamed(plan, beside));
    if (!isRefusal(done)) continue;
    await discard(all.slice(i));
    return [done, ...(await takeBack(all.slice(0, i)))];
  }
  return [];
}

async function renamed(plan: Plan, beside: string): Promise<Plan> {
  await rename(beside, plan.path);
  return plan;
}

async function takeBack(all: readonly Written[]): Promise<Refusal[]> {
  const back = all.map(({ plan }) =>
    attempt(plan.uri, async () => renamed(plan, (await writeBeside(plan, plan.before)).beside)),
  );
  const failed = (await Promise.all(back)).filter(isRefusal);
  return failed.map(({ uri }) => ({ uri, reason: 'was written, and its old text could not be put back.' }));
}
