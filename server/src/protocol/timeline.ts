import type { PreviewRange } from './preview.ts';

/** Requests of the client about the order of a chart's hooks. Each answers null where the file belongs to no chart. */
export const TIMELINE = 'chartwright/timeline';
export const TIMELINE_PICTURE = 'chartwright/timelinePicture';

/** Notification of the server after each check: what a timeline shows may have changed. */
export const CHECKED = 'chartwright/checked';

/** The command of the client that a code lens runs, with {@link ShowTimelineParams}. */
export const SHOW_TIMELINE = 'chartwright.showTimeline';

/** What a release goes through, in the order in which the lanes stand; `test` is `helm test`. */
export const TIMELINE_OPERATIONS = ['install', 'upgrade', 'rollback', 'delete', 'test'] as const;
export type TimelineOperationName = (typeof TIMELINE_OPERATIONS)[number];

/** Which timeline is asked for. */
export interface TimelineParams {
  /** Any file of the chart. */
  readonly uri: string;
  /** The id of a scenario from `chartwright/scenarios`; empty for the chart's defaults. */
  readonly scenario: string;
}

/** A timeline and where to look in it. */
export interface ShowTimelineParams extends TimelineParams {
  /** The id of the object to go to. */
  readonly object: string;
}

/** Without `operation` all are drawn. */
export interface TimelinePictureParams extends TimelineParams {
  readonly operation?: TimelineOperationName;
}

/** An SVG that needs nothing else. */
export interface TimelinePictureResult {
  readonly svg: string;
}

/** What each operation does with a chart's objects in one scenario. */
export interface TimelineResult {
  readonly chart: { readonly uri: string; readonly name: string; readonly version: string };
  /** The scenario's name; empty for the defaults. */
  readonly scenario: string;
  /** By id; the operations name them. */
  readonly objects: Readonly<Record<string, TimelineEntry>>;
  readonly operations: readonly TimelineOperationResult[];
  /** Ids of objects that Helm drops without a word. */
  readonly dropped: readonly string[];
  readonly notes: readonly string[];
}

/** One lane. */
export interface TimelineOperationResult {
  readonly name: TimelineOperationName;
  /** What a user types: `helm upgrade`. */
  readonly command: string;
  readonly steps: readonly TimelineStepResult[];
  /** Ids of hooks that run on the other of install and upgrade only. */
  readonly absent: readonly string[];
}

/** One stop of a lane. */
export interface TimelineStepResult {
  /** An event, `crds` for the files of crds/, or `manifests` for what is no hook. */
  readonly name: string;
  /** `6 hooks`, `3 regular objects` */
  readonly title: string;
  /** Whether its objects are hooks, run one after the other. */
  readonly isEvent: boolean;
  /** Ids, in order; an id may stand twice. */
  readonly objects: readonly string[];
  /** Ids of hooks that are deleted when all of the event have succeeded, in order. */
  readonly deleted: readonly string[];
}

/** An object of the release. */
export interface TimelineEntry {
  readonly kind: string;
  readonly name: string;
  /** Names of subcharts with slashes; empty for the chart itself. */
  readonly chart: string;
  /** Where it is written; null where that is nowhere. */
  readonly place: TimelinePlace | null;
  /** Whether it is not known if it is rendered. */
  readonly maybe: boolean;
  /** Null for what is no hook. */
  readonly hook: { readonly weight: number; readonly life: readonly TimelineLife[] } | null;
  readonly findings: readonly TimelineFindingResult[];
}

/** What happens to a hook around its run, in order; `text` stands alone. */
export interface TimelineLife {
  readonly what: 'replace' | 'wait' | 'delete-succeeded' | 'delete-failed' | 'keep';
  readonly text: string;
}

/** What a rule says of an object. */
export interface TimelineFindingResult {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  readonly place: TimelinePlace;
}

/** Where something is written, for an editor to open. */
export interface TimelinePlace {
  readonly uri: string;
  readonly range: PreviewRange;
}
