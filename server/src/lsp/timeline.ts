import type { Timeline, TimelineOperation, TimelineStep } from '../core/features/timeline.ts';
import type { TimelineHook, TimelineObject } from '../core/features/timelineObject.ts';
import { lifeText } from '../core/features/timelineObject.ts';
import { timelineSvg } from '../core/features/timelineSvg.ts';
import { COMMANDS, counted, restLine } from '../core/features/timelineWords.ts';
import type { Span } from '../core/text/range.ts';
import type {
  TimelineEntry,
  TimelineOperationResult,
  TimelineParams,
  TimelinePictureParams,
  TimelinePictureResult,
  TimelinePlace,
  TimelineResult,
  TimelineStepResult,
} from '../protocol/timeline.ts';
import { uriOf } from './addresses.ts';
import { toLocation } from './convert.ts';
import type { Lines, Session } from './session.ts';

/** chartwright/timeline */
export async function timeline(session: Session, params: TimelineParams): Promise<TimelineResult | null> {
  const found = await timelineFor(session, params);
  if (!found) return null;
  const objects = objectsIn(found);
  const lines = await session.lines(objects.flatMap(spansOf).map(({ uri }) => uri));
  return {
    chart: { ...found.chart, uri: session.documents.spelling(found.chart.uri) },
    scenario: found.scenario,
    objects: Object.fromEntries(objects.map((object) => [object.id, toEntry(session, lines, object)])),
    operations: found.operations.map(toOperation),
    dropped: found.dropped.map(({ id }) => id),
    notes: found.notes,
  };
}

/** chartwright/timelinePicture */
export async function timelinePicture(
  session: Session,
  params: TimelinePictureParams,
): Promise<TimelinePictureResult | null> {
  const found = await timelineFor(session, params);
  if (!found) return null;
  const { operation: wanted } = params;
  const operations = found.operations.filter(({ operation }) => wanted === undefined || operation === wanted);
  return { svg: timelineSvg({ ...found, operations }) };
}

async function timelineFor(session: Session, { uri, scenario }: TimelineParams): Promise<Timeline | undefined> {
  await session.foldersReady;
  return session.engine.timeline({ uri: uriOf(uri), scenario });
}

/** Each once. */
function objectsIn({ operations, dropped }: Timeline): readonly (TimelineObject | TimelineHook)[] {
  const all = operations.flatMap(({ steps }) => steps.flatMap(({ hooks, objects }) => [...hooks, ...objects]));
  return [...new Map([...all, ...dropped].map((object) => [object.id, object])).values()];
}

const spansOf = ({ span, findings }: TimelineObject): readonly Span[] => [
  ...(span ? [span] : []),
  ...findings.map((finding) => finding.span),
];

function toEntry(session: Session, lines: Lines, object: TimelineObject | TimelineHook): TimelineEntry {
  const { kind, name, chart, maybe, span, findings } = object;
  const placeOf = (at: Span): TimelinePlace => toLocation(session, lines, at);
  return {
    kind,
    name,
    chart,
    maybe,
    place: span ? placeOf(span) : null,
    hook: 'life' in object ? toHook(object) : null,
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      place: placeOf(finding.span),
    })),
  };
}

const toHook = ({ weight, life, kind }: TimelineHook): TimelineEntry['hook'] => ({
  weight,
  life: life.map((what) => ({ what, text: lifeText(what, kind) })),
});

const toOperation = ({ operation, steps, absent }: TimelineOperation): TimelineOperationResult => ({
  name: operation,
  command: COMMANDS[operation],
  steps: steps.filter(({ count }) => count > 0).map(toStep),
  absent: absent.map(({ id }) => id),
});

function toStep(step: TimelineStep): TimelineStepResult {
  const { name, hooks, objects, deleted } = step;
  const isEvent = name !== 'crds' && name !== 'manifests';
  return {
    name,
    title: isEvent ? counted(hooks.length, 'hook') : restLine(step),
    isEvent,
    objects: [...hooks, ...objects].map(({ id }) => id),
    deleted: deleted.map(({ id }) => id),
  };
}
