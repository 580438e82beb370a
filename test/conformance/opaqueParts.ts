import type { RenderedDocument } from '../../server/src/core/chart/documents.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { CHOSEN } from '../../server/src/core/template/functions/unordered.ts';
import { isDisordered, KEY_ORDER } from '../../server/src/core/text/origin.ts';
import type { Origin } from '../../server/src/core/text/origin.ts';

/** Stand in marked text for an unknown part of a line, and for any lines. */
export const hole = '\u0001';
export const holeLines = '\u0002';

/** What no two runs of Helm agree on, or what Helm asks the network for. Nothing else may be opaque. */
const excused =
  /^(rand\w*|shuffle|uuidv4|now|ago|date\w*|bcrypt|htpasswd|gen[A-Z]\w*|encryptAES|keys|values|getHostByName)$/;

/** What depends on the order of a map's entries, which Helm leaves to chance. */
const orders: ReadonlySet<string> = new Set([KEY_ORDER, CHOSEN]);

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
  const marks = [...holesOf(document, faults), ...unorderedOf(document)];
  for (const { start, end, sign } of marks.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= at) text += document.text.slice(at, start) + sign;
    at = Math.max(at, end);
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

/** What stands in the order of a map's keys, or is only perhaps there: the lines with it may be any lines. */
function unorderedOf({ text, range: whole, render }: RenderedDocument): readonly Mark[] {
  return render.rendering.map
    .toSource(whole)
    .filter(({ origin, maybe, range }) => range.start < range.end && (maybe || isDisordered(origin)))
    .map(({ range }) => linesAround(text, range.start - whole.start, range.end - whole.start));
}

function linesAround(text: string, from: number, to: number): Mark {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', Math.max(start, to - 1));
  return { start, end: next < 0 ? text.length : next, sign: holeLines };
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
