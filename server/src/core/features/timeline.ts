import { HOOK_OPERATIONS } from '../catalog/data/hookEvents.ts';
import type { Checker } from '../check/check.ts';
import { crdFilesOf } from '../chart/crdFiles.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import { doubtAbout } from '../chart/find.ts';
import { firstError } from '../chart/helmError.ts';
import type { Hook, HookEvent } from '../chart/hook.ts';
import type { Lane, Operation } from '../chart/order.ts';
import { lanesOf } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';
import { scenarioData } from '../project/given.ts';
import { chartsOver } from '../project/generated.ts';
import { filesIn, releaseOf } from '../project/release.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { chartOf, releaseKey } from '../project/releaseKey.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import { basename } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { placeOfDocument } from './documentPlace.ts';
import { findingsByDocument } from './timelineFindings.ts';
import type { TimelineHook, TimelineObject } from './timelineObject.ts';
import { idOf, lifeOf } from './timelineObject.ts';

/** The order in which things happen in one operation. */
export interface TimelineOperation {
  readonly operation: Operation;
  readonly steps: readonly TimelineStep[];
  /** On upgrade the hooks that installs run and upgrades don't, on install the other way round. */
  readonly absent: readonly TimelineHook[];
}

/** One step of an operation, by its name: the hooks of an event, `crds` for the files in crds/, `manifests` for all else. */
export interface TimelineStep {
  readonly name: HookEvent | 'crds' | 'manifests';
  /** In their order. */
  readonly hooks: readonly TimelineHook[];
  /** What is no hook, in the order in which Helm creates it, or deletes it on delete. */
  readonly objects: readonly TimelineObject[];
  /** How many objects, or files of crds/, the step has. */
  readonly count: number;
  /** The hooks that are deleted when all of the event have succeeded, in the order in which that happens. */
  readonly deleted: readonly TimelineHook[];
}

/** What each operation does with a chart's objects in one scenario. */
export interface Timeline {
  readonly chart: { readonly uri: Uri; readonly name: string; readonly version: string };
  /** The name of the scenario; empty for the defaults. */
  readonly scenario: string;
  readonly operations: readonly TimelineOperation[];
  /** Objects that Helm drops without a word. */
  readonly dropped: readonly TimelineObject[];
  /** Why Helm refuses the release, or why there may be more hooks than these. */
  readonly notes: readonly string[];
}

/** Which chart, by any file of it, and which scenario: an id, empty for the defaults. */
export interface TimelineRequest {
  readonly uri: Uri;
  readonly scenario: string;
}

/** The timeline of a chart in one scenario; undefined where there is no chart. */
export const timelineOf = (
  workspace: Workspace,
  checker: Checker,
  { uri, scenario }: TimelineRequest,
): Promise<Timeline | undefined> =>
  workspace.ensureLoaded((db) => {
    const chart = chartOfFile(db, uri);
    const key = chart && releaseKey(chart, scenario);
    const release = key && releaseOf(db, key);
    return release && toTimeline(db, key, release, findingsByDocument(db, checker, key, release));
  });

/** The Chart.yaml of the outermost chart that a file belongs to. */
export function chartOfFile(db: Db, uri: Uri): Uri | undefined {
  db.get(targetsQuery, '');
  const [chart] = chartsOver(db, uri);
  return chart ?? (basename(uri) === 'Chart.yaml' ? uri : undefined);
}

type Found = ReadonlyMap<RenderedDocument, readonly Finding[]>;

function toTimeline(db: Db, key: ReleaseKey, release: Release, found: Found): Timeline {
  const chart = chartOf(key);
  const { chartfile } = release.root.chart;
  const make = makerOf(db, found);
  const steps = (operation: Operation): readonly TimelineStep[] => [
    ...(operation === 'install' ? crdStep(db, release) : []),
    ...lanesOf(release, operation, release.options.helm).map((lane) => toStep(make, lane)),
  ];
  return {
    chart: { uri: chart, name: chartfile.name, version: chartfile.version },
    scenario: scenarioData(key).name,
    operations: HOOK_OPERATIONS.map((operation) => ({
      operation,
      steps: steps(operation),
      absent: absentFrom(operation, release.hooks).map(make.hook),
    })),
    dropped: release.dropped.map(({ document, annotations }) => make.object(document, annotations.hook)),
    notes: notesOn(release),
  };
}

function notesOn(release: Release): readonly string[] {
  const error = firstError(release);
  const doubt = doubtAbout(release);
  return [
    ...(error === undefined ? [] : [`Helm refuses the release: ${error}`]),
    ...(doubt === undefined ? [] : [`There may be more hooks: ${doubt}.`]),
  ];
}

/** Helm creates what is in crds/ before any hook runs (installCRDs in pkg/action/install.go), and at no other time. */
function crdStep(db: Db, release: Release): readonly TimelineStep[] {
  const count = crdFilesOf(release.root, filesIn(db)).length;
  return count === 0 ? [] : [{ name: 'crds', hooks: [], objects: [], count, deleted: [] }];
}

function toStep(make: Maker, lane: Lane): TimelineStep {
  if (lane.kind === 'manifests') {
    const objects = lane.documents.map((document) => make.object(document, undefined));
    return { name: 'manifests', hooks: [], objects, count: objects.length, deleted: [] };
  }
  const hooks = lane.hooks.map(make.hook);
  const deleted = [...new Set(hooks)].reverse().filter(({ life }) => life.includes('delete-succeeded'));
  return { name: lane.event, hooks, objects: [], count: hooks.length, deleted };
}

function absentFrom(operation: Operation, hooks: readonly Hook[]): readonly Hook[] {
  if (operation !== 'install' && operation !== 'upgrade') return [];
  const other = operation === 'install' ? 'upgrade' : 'install';
  const runsOn = ({ events }: Hook, what: Operation): boolean => events.some((event) => event.endsWith(`-${what}`));
  return hooks.filter((hook) => runsOn(hook, other) && !runsOn(hook, operation));
}

/** Makes an object once, however many steps it stands in. */
interface Maker {
  readonly object: (document: RenderedDocument, annotation: YamlEntry | undefined) => TimelineObject;
  readonly hook: (hook: Hook) => TimelineHook;
}

function makerOf(db: Db, found: Found): Maker {
  const objects = new Map<RenderedDocument, TimelineObject>();
  const hooks = new Map<Hook, TimelineHook>();
  const object: Maker['object'] = (document, annotation) =>
    remembered(objects, document, () => ({
      id: idOf(document),
      kind: document.head.kind,
      name: document.head.name,
      chart: document.render.template.chart.path.join('/'),
      template: document.render.template.name,
      span: placeOfDocument(db, document, annotation),
      maybe: document.maybe,
      findings: found.get(document) ?? [],
    }));
  const hook: Maker['hook'] = (own) =>
    remembered(hooks, own, () => ({
      ...object(own.document, own.annotations.hook),
      events: own.events,
      weight: own.weight,
      deletePolicies: own.deletePolicies,
      life: lifeOf(own),
    }));
  return { object, hook };
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const old = known.get(key);
  if (old !== undefined) return old;
  const made = make();
  known.set(key, made);
  return made;
}
