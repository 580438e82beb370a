import { chartFileUri } from '../chart/chartFiles.ts';
import type { Chart } from '../chart/load.ts';
import { INVENTED_TEXT } from '../chart/scenarioChanges.ts';
import type { Scenario } from '../chart/scenarios.ts';
import { applyScenario, DEFAULT_SCENARIO, UPGRADE_SCENARIO } from '../chart/scenarios.ts';
import { mergeMaps } from '../chart/tables.ts';
import { scalar, tableOf } from '../chart/valuesFile.ts';
import { list, map } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import type { Origin } from '../text/origin.ts';
import { noOrigin } from '../text/origin.ts';
import type { Uri } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartQuery, valuesFileQuery } from './chartSource.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf, releaseKey, scenarioOf } from './releaseKey.ts';

/** A scenario as plain data, so that it can be part of a key. */
export interface ScenarioData {
  readonly name: string;
  readonly set: readonly (readonly [path: readonly string[], value: PlainValue])[];
  /** Paths inside the chart, or addresses of files that a user gives. */
  readonly files: readonly string[];
  /** Whether it is rendered as an upgrade. */
  readonly upgrade?: boolean;
}

/** A value as JSON has it. */
export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** The scenario that a key names; the defaults for an empty one. */
export const scenarioData = (key: ReleaseKey): ScenarioData =>
  scenarioOf(key) === '' ? { name: '', set: [], files: [] } : (JSON.parse(scenarioOf(key)) as ScenarioData);

/** A scenario as the part of a key that names it. */
export const encodeScenario = ({ name, set, files, upgrade }: Scenario): string =>
  name === ''
    ? ''
    : JSON.stringify({
        name,
        set: set.map(({ path, value }) => [path, plain(value)]),
        files,
        ...(upgrade && { upgrade }),
      });

/** The same scenario as an install renders it. */
export function installKey(key: ReleaseKey): ReleaseKey {
  const { name, set, files } = scenarioData(key);
  const isDefault = set.length === 0 && files.length === 0;
  return releaseKey(chartOf(key), isDefault ? '' : JSON.stringify({ name, set, files }));
}

/** The same scenario as an upgrade renders it. */
export function upgradeKey(key: ReleaseKey): ReleaseKey {
  const { name, ...rest } = scenarioData(key);
  const scenario: ScenarioData = { name: name === '' ? UPGRADE_SCENARIO.name : name, ...rest, upgrade: true };
  return releaseKey(chartOf(key), JSON.stringify(scenario));
}

/** A value as plain data; what is not known, or has no form in JSON, is null. */
export function plain(value: Value): PlainValue {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'int':
      return Number(value.value);
    case 'bool':
    case 'float':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, inner]) => [key, plain(inner)]));
    default:
      return null;
  }
}

function valueOf(value: PlainValue, origin: Origin): Value {
  if (value === null || typeof value !== 'object') return scalar(value, origin);
  if (isPlainList(value)) {
    const items = value.map((item) => valueOf(item, origin));
    return list(items, origin);
  }
  return map(new Map(Object.entries(value).map(([key, inner]) => [key, valueOf(inner, origin)])), origin);
}

const isPlainList = (value: object): value is readonly PlainValue[] => Array.isArray(value);

/** Values that a user gives, as a scenario; like encodeScenario, with every leaf of them set. */
export const encodeGiven = (name: string, given: MapValue): string =>
  JSON.stringify({ name, set: leavesIn(given, []), files: [] });

function leavesIn(value: Value, path: readonly string[]): ScenarioData['set'] {
  if (value.kind !== 'map' || (value.entries.size === 0 && path.length > 0)) return [[path, plain(value)]];
  return [...value.entries].flatMap(([key, inner]) => leavesIn(inner, [...path, key]));
}

/** Values files that a user gives, by the name under which they are shown. */
export interface GivenFiles {
  readonly name: string;
  /** The last one wins. */
  readonly files: readonly Uri[];
}

/** A chart with the values files that a user gives. */
export const givenKey = (chart: Uri, { name, files }: GivenFiles): ReleaseKey =>
  releaseKey(chart, JSON.stringify({ name, set: [], files } satisfies ScenarioData));

/** Whether a file of a scenario is one that a user gives, and not one of the chart. */
export const isGivenFile = (file: string): boolean => file.includes('://');

/** The values that a scenario sets over the chart's defaults. */
export const givenQuery: Query<ReleaseKey, MapValue> = {
  name: 'given',
  compute(db, key) {
    const data = scenarioData(key);
    const chart = db.get(chartQuery, chartOf(key));
    const files = chart ? data.files.map((path) => fileTable(db, chart, path)) : [];
    const given = files.reduce((under, over) => mergeMaps(under, over), map(new Map(), noOrigin));
    const set = data.set.map(([path, value]) => ({
      path,
      value: valueOf(value, originOf(path, value)),
    }));
    return applyScenario(given, { ...DEFAULT_SCENARIO, set });
  },
};

/** What a scenario had to make up is no fact about the chart. */
function originOf(path: readonly string[], value: PlainValue): Origin {
  const given: Origin = { kind: 'given', name: `--set ${path.join('.')}` };
  if (value !== INVENTED_TEXT) return given;
  return { kind: 'unknown', reason: 'made up', shape: 'text', answered: true, of: given };
}

function fileTable(db: Db, chart: Chart, path: string): MapValue {
  const uri = isGivenFile(path) ? (path as Uri) : chartFileUri(chart.files, path);
  return tableOf(db.get(valuesFileQuery, uri), [], 4);
}
