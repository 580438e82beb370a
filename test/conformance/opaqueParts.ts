import type { RenderedDocument } from '../../server/src/core/chart/documents.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { CHOSEN } from '../../server/src/core/template/functions/unordered.ts';
import type { Origin } from '../../server/src/core/text/origin.ts';

/** Stand in marked text for an unknown part of a line, and for any lines. */
export const hole = '\u0001';
export const holeLines = '\u0002';

/** What no two runs of Helm agree on, or what Helm asks the network for. Nothing else may be opaque. */
const excused =
  /^(rand\w*|shuffle|uuidv4|now|ago|date\w*|bcrypt|htpasswd|gen[A-Z]\w*|encryptAES|keys|values|getHostByName)$/;

/** What depends on the order of a map's entries, which Helm leaves to chance. */
const orders: ReadonlySet<string> = new Set(['the order of the keys of a map', CHOSEN]);

/** Why what was made of a time is unknown, whatever made it: Helm's own runs differ there too. */
const clock: ReadonlySet<string> = new Set(['time', 'time zone']);

/** The same release with marks for parts that chance, clock, or network decide, and why other parts are opaque. */
export function markRelease(release: Release): { readonly release: Release; readonly faults: ReadonlySet<string> } {
  const faults = new Set<string>();
  const mark = (document: RenderedDocument): RenderedDocument => withMarks(document, faults);
  return {
    release: {
      ...release,
      manifests: release.manifests.map(mark),
      hooks: release.hooks.map((hook) => ({ ...hook, document: mark(hook.document) })),
    },
    faults,
  };
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly sign: string;
}

function withMarks(document: RenderedDocument, faults: Set<string>): RenderedDocument {
  let text = '';
  let at = 0;
  for (const { start, end, sign } of [...holesOf(document, faults), ...unorderedOf(document)].sort(
    (a, b) => a.start - b.start,
  )) {
    if (start < at) continue;
    text += document.text.slice(at, start) + sign;
    at = end;
  }
  return { ...document, text: text + document.text.slice(at) };
}

function holesOf(document: RenderedDocument, faults: Set<string>): readonly Mark[] {
  return document.opaque.map(({ range, openColumn, origin, reason }) => {
    const causes = causesOf(origin);
    if (causes.length === 0 || !causes.every((cause) => excused.test(cause)))
      faults.add(`${causes.join(', ')} in ${document.render.template.name}: ${reason}`);
    const { start } = document.range;
    return { start: range.start - start, end: range.end - start, sign: openColumn === undefined ? hole : holeLines };
  });
}

/** What stands in the order of a map's keys is known but for its place. */
function unorderedOf(document: RenderedDocument): readonly Mark[] {
  const { start } = document.range;
  return document.render.rendering.map
    .toSource(document.range)
    .filter(({ origin }) => causesOf(origin).some((cause) => cause === 'keys' || cause === 'values'))
    .map(({ range }) => ({ start: range.start - start, end: range.end - start, sign: hole }));
}

/** The functions that made a text unknown, or the reason in parentheses. */
export function causesOf(origin: Origin): readonly string[] {
  if (origin.kind === 'printed') return causesOf(origin.of);
  if (origin.kind === 'computed') return origin.inputs.flatMap(causesOf);
  if (origin.kind !== 'unknown') return [];
  const inner = causesOf(origin.of);
  if (inner.length > 0) return inner;
  if (orders.has(origin.reason)) return ['keys'];
  if (clock.has(origin.reason)) return ['now'];
  if (origin.answered) return [];
  const made = origin.of.kind === 'printed' ? origin.of.of : origin.of;
  return [made.kind === 'computed' ? made.name : `(${origin.reason})`];
}
