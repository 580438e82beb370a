import { bool, map, text } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import { int } from '../template/numbers.ts';
import { below, TOP } from '../template/sharedPath.ts';
import type { SharedPath } from '../template/sharedPath.ts';
import type { Origin } from '../text/origin.ts';
import { noOrigin } from '../text/origin.ts';
import { capabilitiesOf } from './capabilities.ts';
import { chartValue } from './chartObject.ts';
import type { ChartNode } from './chartTree.ts';
import type { FilesOf } from './templates.ts';
import { ownFiles } from './templates.ts';
import { filesValue } from './fileObject.ts';
import type { ReleaseOptions } from './releaseOptions.ts';
import { tableAt } from './tables.ts';
import type { Table } from './tables.ts';
import { valuesValue } from './valuesMethods.ts';

/** The data of a release's templates, by chart. Templates of one chart share theirs, and change it. */
export interface Scopes {
  /** What is `.` in a chart's templates, by the chart's full path. */
  readonly dots: ReadonlyMap<string, MapValue>;
  /** The root chart's; all others are reached through its `Subcharts`. */
  readonly root: MapValue;
}

/**
 * Builds the data as Helm does (recAllTpls in pkg/engine/engine.go). Every map knows the path by which the root's
 * templates reach it, so that reads and writes of it can be told apart.
 */
export function scopesOf(root: ChartNode, values: Table, options: ReleaseOptions, filesOf: FilesOf = ownFiles): Scopes {
  const dots = new Map<string, MapValue>();
  share(values, below(TOP, 'Values'));
  const top = scopeOf(root, values, releaseValue(options), capabilitiesOf(options), options, dots, filesOf);
  share(top, TOP);
  return { dots, root: top };
}

function scopeOf(
  node: ChartNode,
  values: Table,
  release: MapValue,
  capabilities: Value,
  options: ReleaseOptions,
  dots: Map<string, MapValue>,
  filesOf: FilesOf,
): MapValue {
  const given = (name: string): Origin => ({ kind: 'given', name });
  const subcharts = map(new Map<string, Value>(), given('.Subcharts'));
  const entries = new Map<string, Value>([
    ['Chart', chartValue(node, options.helm)],
    ['Files', filesValue(filesOf(node), node.chart.others)],
    ['Release', release],
    ['Capabilities', capabilities],
    ['Values', valuesValue(values, options.helm)],
    ['Subcharts', subcharts],
  ]);
  const dot = valuesValue(map(entries, noOrigin), options.helm);
  dots.set(node.fullPath, dot);
  for (const child of node.children) {
    const own = tableAt(values, child.name) ?? map(new Map(), noOrigin);
    subcharts.entries.set(child.name, scopeOf(child, own, release, capabilities, options, dots, filesOf));
  }
  return dot;
}

function releaseValue(options: ReleaseOptions): MapValue {
  const given = (name: string): Origin => ({ kind: 'given', name: `.Release.${name}` });
  return map(
    new Map<string, Value>([
      ['Name', text(options.name, given('Name'))],
      ['Namespace', text(options.namespace, given('Namespace'))],
      ['IsUpgrade', bool(options.isUpgrade, given('IsUpgrade'))],
      ['IsInstall', bool(!options.isUpgrade, given('IsInstall'))],
      ['Revision', int(options.revision, given('Revision'))],
      ['Service', text('Helm', given('Service'))],
    ]),
    { kind: 'given', name: '.Release' },
  );
}

/** Values deeper than YAML may nest are private. */
const DEEPEST = 200;

/** Marks all maps below a value with their path. A map that is reached twice keeps its first path. */
function share(value: Value, path: SharedPath): void {
  if (path.length > DEEPEST) return;
  if (value.kind === 'list') {
    value.items.forEach((item, i) => {
      share(item, below(path, String(i)));
    });
  } else if (value.kind === 'map' && !value.shared && value.elem === 'interface {}') {
    value.shared = path;
    for (const [key, child] of value.entries) share(child, below(path, key));
  }
}
