import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseChartfile } from '../../server/src/core/chart/chartfile.ts';
import { dependenciesOf, parseChartLock } from '../../server/src/core/chart/dependency.ts';
import type { Dependency } from '../../server/src/core/chart/dependency.ts';
import { field } from '../../server/src/core/chart/goField.ts';
import { parseHelmignore } from '../../server/src/core/chart/ignore.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';
import { makeTgz } from '../support/tar.ts';
import { pathsBelow } from './diskChart.ts';
import { filesAt } from './packClones.ts';
import type { ChartState, Clones } from './packClones.ts';

/** A chart's files, and the chart at a path from its folder. */
export interface ChartSource {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly beside: (path: string) => ChartSource | undefined;
}

/** A chart on this machine's disk. */
export function diskSource(folder: string): ChartSource | undefined {
  if (!existsSync(join(folder, 'Chart.yaml'))) return undefined;
  return {
    files: new Map(pathsBelow(folder).map((path) => [path, readFileSync(join(folder, path))])),
    beside: (path) => diskSource(join(folder, path)),
  };
}

/** A chart in the history of a clone. */
function stateSource({ clone, commit, folder }: Omit<ChartState, 'name' | 'version'>): ChartSource | undefined {
  const files = filesAt(clone, commit, folder);
  if (!files?.has('Chart.yaml')) return undefined;
  return {
    files,
    beside: (path) => {
      const at = posix.join(folder, path).replace(/\/$/, '');
      return at.startsWith('..') ? undefined : stateSource({ clone, commit, folder: at });
    },
  };
}

/** Packs charts with their dependencies; `report` is told what was not found, and why. */
export interface Packing {
  readonly clones: Clones;
  readonly report: (message: string) => void;
}

/** Dependencies of dependencies; a chart that depends on itself ends here. */
const deepest = 8;

/** A chart's files with an archive in charts/ for each dependency that is not there yet. */
export function withDependencies(
  source: ChartSource,
  packing: Packing,
  depth = 0,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map(source.files);
  if (depth >= deepest) return files;
  for (const { entry, version } of wanted(source)) {
    if (isThere(entry, files)) continue;
    const found = dependency(entry, version, source, packing.clones);
    if (!found) {
      packing.report(`${entry.name} ${version} of ${entry.repository || 'no repository'} is not in the clones`);
      continue;
    }
    const inside = (message: string): void => packing.report(`${message}, which ${entry.name} needs`);
    const packed = withDependencies(found, { ...packing, report: inside }, depth + 1);
    files.set(`charts/${entry.name}-${versionIn(packed)}.tgz`, archive(entry.name, packed));
  }
  return files;
}

/** The version of a chart's Chart.yaml, without what has no place in a file's name. */
const versionIn = (files: ReadonlyMap<string, Uint8Array>): string =>
  parseChartfile(toUri('file:///chart'), textIn(files, 'Chart.yaml') ?? '').version.replace(/[^\w.+-]/g, '');

/** As `helm package`: without what .helmignore names, but for what was just put into charts/. */
function archive(name: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const { ignores } = parseHelmignore(textIn(files, '.helmignore') ?? '');
  const kept = [...files].filter(([path]) => path.startsWith('charts/') || !ignores(path));
  return makeTgz(new Map(kept.map(([path, bytes]) => [`${name}/${path}`, bytes])));
}

interface Wanted {
  readonly entry: Dependency;
  /** The locked one, or the constraint. */
  readonly version: string;
}

function wanted({ files }: ChartSource): readonly Wanted[] {
  const uri = toUri('file:///chart');
  const requirements = textIn(files, 'requirements.yaml');
  const listed =
    requirements === undefined
      ? parseChartfile(uri, textIn(files, 'Chart.yaml') ?? '').dependencies
      : dependenciesOf(uri, field(parseYaml(requirements).documents[0]?.root, 'dependencies')?.value);
  const lock = parseChartLock(uri, textIn(files, 'Chart.lock') ?? textIn(files, 'requirements.lock') ?? '');
  return (listed ?? []).map((entry, i) => {
    const same = lock.dependencies.filter(({ name }) => name === entry.name);
    const locked = lock.dependencies[i]?.name === entry.name ? lock.dependencies[i] : same[0];
    return { entry, version: locked?.version ?? entry.version };
  });
}

function textIn(files: ReadonlyMap<string, Uint8Array>, path: string): string | undefined {
  const bytes = files.get(path);
  return bytes && Buffer.from(bytes).toString('utf8');
}

const isThere = ({ name }: Dependency, files: ReadonlyMap<string, Uint8Array>): boolean =>
  files.has(`charts/${name}/Chart.yaml`) ||
  [...files.keys()].some((path) => path.startsWith(`charts/${name}-`) && /^[^/]*-v?\d[^/]*\.tgz$/.test(path.slice(7)));

function dependency(
  { name, repository }: Dependency,
  version: string,
  source: ChartSource,
  clones: Clones,
): ChartSource | undefined {
  if (repository.startsWith('file://')) return source.beside(repository.slice('file://'.length));
  const state = clones.find(name, version, repository);
  return state && stateSource(state);
}
