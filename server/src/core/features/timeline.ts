import type { RenderedDocument } from '../chart/documents.ts';
import { doubtAbout } from '../chart/find.ts';
import { firstError } from '../chart/helmError.ts';
import type { Hook } from '../chart/hook.ts';
import type { Lane, Operation } from '../chart/order.ts';
import { lanesOf } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';
import { releaseOf } from '../project/release.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { sourceOf } from '../project/source.ts';
import type { Span } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a user can do to a release, in the order in which it is told. */
export const OPERATIONS: readonly Operation[] = ['install', 'upgrade', 'rollback', 'delete', 'test'];

/** The order in which things happen in one operation. */
export interface TimelineOperation {
  readonly operation: Operation;
  readonly steps: readonly TimelineStep[];
}

/** The hooks of one event in their order, or everything that is no hook. */
export interface TimelineStep {
  /** An event's name, or `manifests`. */
  readonly name: string;
  /** Of `manifests` none is listed. */
  readonly hooks: readonly TimelineHook[];
  /** How many objects the step has. */
  readonly count: number;
}

export interface TimelineHook {
  readonly kind: string;
  readonly name: string;
  readonly weight: number;
  /** As written; empty where the annotation is absent and Helm's default holds. */
  readonly deletePolicies: readonly string[];
  /** Helm's name of the template. */
  readonly template: string;
  /** Where the hook annotation is written. */
  readonly span: Span | undefined;
}

export interface Timeline {
  readonly operations: readonly TimelineOperation[];
  /** Objects that Helm drops without a word, as `Kind name`. */
  readonly dropped: readonly string[];
  /** Why Helm refuses the release, or why there may be more hooks than these. */
  readonly notes: readonly string[];
}

/** The timeline of a chart by its Chart.yaml, with its defaults or in the scenario of an id; undefined where there is no chart. */
export const timelineOf = (workspace: Workspace, chart: Uri, scenario: string): Promise<Timeline | undefined> =>
  workspace.ensureLoaded((db) => {
    const release = releaseOf(db, releaseKey(chart, scenario));
    return release && toTimeline(db, chart, release);
  });

function toTimeline(db: Db, chart: Uri, release: Release): Timeline {
  const operations = OPERATIONS.map((operation) => ({
    operation,
    steps: lanesOf(release, operation, release.options.helm).map((lane) => toStep(db, chart, lane)),
  }));
  const error = firstError(release);
  const doubt = doubtAbout(release);
  const notes = [
    ...(error === undefined ? [] : [`Helm refuses the release: ${error}`]),
    ...(doubt === undefined ? [] : [`There may be more hooks: ${doubt}`]),
  ];
  return { operations, dropped: release.dropped.map(({ document }) => nameOf(document)), notes };
}

function toStep(db: Db, chart: Uri, lane: Lane): TimelineStep {
  if (lane.kind === 'manifests') return { name: 'manifests', hooks: [], count: lane.documents.length };
  return { name: lane.event, hooks: lane.hooks.map((hook) => toHook(db, chart, hook)), count: lane.hooks.length };
}

function toHook(db: Db, chart: Uri, { document, weight, deletePolicies, annotations }: Hook): TimelineHook {
  const { kind, name } = document.head;
  const { start } = annotations.hook.key.range;
  const source = sourceOf(db, chart, document, textRange(start, start + 1));
  return {
    kind,
    name,
    weight,
    deletePolicies,
    template: document.render.template.name,
    span: source && (source.template ?? source.span),
  };
}

const nameOf = ({ head }: RenderedDocument): string => `${head.kind} ${head.name}`;
