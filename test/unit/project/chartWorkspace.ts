import { Checker } from '../../../server/src/core/check/check.ts';
import { checkScope } from '../../../server/src/core/features/checking.ts';
import type { CheckResult } from '../../../server/src/core/features/checking.ts';
import type { FileState, FileSystem, FolderState } from '../../../server/src/core/fs/fileSystem.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import type { Release } from '../../../server/src/core/chart/release.ts';
import type { ReleaseWork } from '../../../server/src/core/project/release.ts';
import { releaseOf, releaseWork } from '../../../server/src/core/project/release.ts';
import { sameOrigin } from '../../../server/src/core/text/origin.ts';
import type { Segment } from '../../../server/src/core/text/sourceMap.ts';
import type { ReleaseKey } from '../../../server/src/core/project/releaseKey.ts';
import { releaseKey } from '../../../server/src/core/project/releaseKey.ts';
import { upgradeReleaseOf } from '../../../server/src/core/project/upgradeRelease.ts';
import { scenariosOf } from '../../../server/src/core/project/scenario.ts';
import { RULES } from '../../../server/src/core/rules/index.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { joinUri } from '../../../server/src/core/text/uri.ts';
import type { Snapshot } from '../../../server/src/core/workspace/snapshot.ts';
import { Workspace } from '../../../server/src/core/workspace/workspace.ts';

const FOLDER = 'file:///chart' as Uri;
const addressOf = (path: string): Uri => joinUri(FOLDER, path) ?? FOLDER;
const CHART = addressOf('Chart.yaml');

/** What a check makes of a chart, in all the scenarios that were asked for. */
export interface Outcome extends CheckResult {
  readonly releases: ReadonlyMap<string, Release>;
  /** The same as upgrades, where a template asks. */
  readonly upgrades: ReadonlyMap<string, Release>;
}

/** A chart on a disk that can change, and one workspace that sees it. */
export class ChartWorkspace implements FileSystem {
  readonly #workspace: Workspace;
  readonly #checker = new Checker(RULES);
  #files: ReadonlyMap<string, string | Uint8Array>;
  #disk: MemoryFileSystem;

  private constructor(files: ReadonlyMap<string, string | Uint8Array>) {
    this.#files = files;
    this.#disk = diskOf(files);
    this.#workspace = new Workspace(this);
  }

  static async open(files: ReadonlyMap<string, string | Uint8Array>): Promise<ChartWorkspace> {
    const opened = new ChartWorkspace(files);
    await opened.#workspace.setFolders([FOLDER]);
    return opened;
  }

  read(uri: Uri): Promise<FileState> {
    return this.#disk.read(uri);
  }

  list(uri: Uri): Promise<FolderState> {
    return this.#disk.list(uri);
  }

  /** Other files on the disk; those that differ are told of. */
  async become(files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
    const paths = new Set([...files.keys(), ...this.#files.keys()]);
    const changed = [...paths].filter((path) => files.get(path) !== this.#files.get(path));
    this.#files = files;
    this.#disk = diskOf(files);
    this.#workspace.filesChanged(changed.map(addressOf));
    await this.#workspace.rediscover();
  }

  /** Types one file's text. */
  type(path: string, text: string): void {
    this.#workspace.setText(addressOf(path), text);
  }

  /** Checks with at most so many scenarios, the defaults among them. */
  async outcome(scenarios = 1): Promise<Outcome> {
    const { findings, stats } = await checkScope(this.#workspace, this.#checker, { kind: 'workspace', scenarios });
    const [releases, upgrades] = await this.#workspace.ensureLoaded((snapshot) => {
      const keys = [releaseKey(CHART), ...scenariosOf(snapshot, CHART, scenarios).keys];
      return [releasesBy(keys, snapshot, releaseOf), releasesBy(keys, snapshot, upgradeReleaseOf)];
    });
    return { findings, stats, releases, upgrades };
  }

  /** What releases took since the last call. */
  takeWork(): ReleaseWork {
    return releaseWork(this.#workspace.memo.takeCounts());
  }
}

function releasesBy(
  keys: readonly ReleaseKey[],
  snapshot: Snapshot,
  find: (db: Snapshot, key: ReleaseKey) => Release | undefined,
): ReadonlyMap<string, Release> {
  const releases = keys.map((key) => [key as string, find(snapshot, key)] as const);
  return new Map(releases.flatMap(([key, release]) => (release ? [[key, release] as const] : [])));
}

const diskOf = (files: ReadonlyMap<string, string | Uint8Array>): MemoryFileSystem =>
  new MemoryFileSystem([...files].map(([path, content]) => [addressOf(path), content]));

/** Everything of a release that rules may look at, as plain data. */
export const plainRelease = ({ renders, manifests, hooks, dropped, unreadable, notes, missing }: Release): unknown => ({
  renders: renders.map(({ template, rendering, record }) => ({
    name: template.name,
    text: rendering.text,
    segments: joined(rendering.map.toSource({ start: 0, end: rendering.text.length })),
    opaque: rendering.opaque,
    problems: rendering.problems,
    decisions: record.decisions.map(({ operator, subject, outcome }) => ({ operator, subject, outcome })),
    reads: [...record.reads].sort(),
    calls: [...record.calls].sort(),
  })),
  manifests: manifests.map(({ render, text, head }) => [render.template.name, text, head.kind, head.name]),
  hooks: hooks.map(({ document, events, weight }) => [document.render.template.name, document.text, events, weight]),
  dropped: dropped.map(({ document, unknown }) => [document.text, unknown]),
  unreadable: unreadable.map(({ text }) => text),
  notes: notes?.rendering.text,
  missing: missing.map(({ use }) => use.name),
});

/** Neighbours of one origin are one segment or several, by whether the origin was one object. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    const isOne = last && last.maybe === segment.maybe && sameOrigin(last.origin, segment.origin);
    if (isOne) out[out.length - 1] = { ...last, range: { start: last.range.start, end: segment.range.end } };
    else out.push(segment);
  }
  return out;
}
