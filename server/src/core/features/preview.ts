import { firstError } from '../chart/helmError.ts';
import type { Release } from '../chart/release.ts';
import type { TemplateRender } from '../chart/renderTemplate.ts';
import { isPartial } from '../chart/templates.ts';
import { scenarioData } from '../project/given.ts';
import { chartsOver, toGenerated } from '../project/generated.ts';
import { releaseOf } from '../project/release.ts';
import { releaseKey, scenarioOf } from '../project/releaseKey.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { scenariosOf } from '../project/scenario.ts';
import { spanOf } from '../project/source.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Place } from '../text/origin.ts';
import type { Span, TextRange } from '../text/range.ts';
import { overlaps, textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ALL_SCENARIOS } from './checking.ts';

/** Which template to preview, and in which scenario: an id from {@link scenarioChoices}, empty for the defaults. */
export interface PreviewRequest {
  readonly uri: Uri;
  readonly scenario: string;
}

/** A rendered template for people to look at. Ranges are UTF-16 offsets of `text`. */
export interface Preview {
  /** Comments that say what an author must know, then the template as Helm renders it. */
  readonly text: string;
  /** The name of the scenario; empty for the defaults. */
  readonly scenario: string;
  /** What is not known: a placeholder word, or an empty range in the line that it fills. */
  readonly opaque: readonly { readonly range: TextRange; readonly reason: string }[];
  /** Parts of branches of which it is not known whether they are rendered. */
  readonly maybe: readonly TextRange[];
  /** Why Helm refuses the release, if it does. */
  readonly error: string | undefined;
}

export interface ScenarioChoice {
  readonly id: string;
  readonly name: string;
}

/** Renders the template; undefined where the file is no template of a chart. */
export const previewOf = (workspace: Workspace, request: PreviewRequest): Promise<Preview | undefined> =>
  workspace.ensureLoaded((db) => {
    const shown = shownBy(db, request);
    return shown && toPreview(shown);
  });

/** The scenarios that a template can be looked at in, without the defaults, and how many more a chart has. */
export const scenarioChoices = (
  workspace: Workspace,
  uri: Uri,
): Promise<{ readonly choices: readonly ScenarioChoice[]; readonly leftOut: number }> =>
  workspace.ensureLoaded((db) => {
    db.get(targetsQuery, '');
    const [chart] = chartsOver(db, uri);
    if (chart === undefined) return { choices: [], leftOut: 0 };
    const { keys, leftOut } = scenariosOf(db, chart, ALL_SCENARIOS);
    return { choices: keys.map((key) => ({ id: scenarioOf(key), name: scenarioData(key).name })), leftOut };
  });

/** Where a range of the template has gone in the preview's text, in order. */
export const toPreviewRanges = (
  workspace: Workspace,
  request: PreviewRequest,
  range: TextRange,
): Promise<readonly TextRange[]> =>
  workspace.ensureLoaded((db) => {
    const shown = shownBy(db, request);
    if (!shown?.render) return [];
    const { length } = headerOf(shown);
    const own = toGenerated(db, shown.key, request.uri, range).filter(({ render }) => render === shown.render);
    const called = calledFrom(db, shown.render, request.uri, range);
    const all = [...own.map((place) => place.range), ...called].sort((a, b) => a.start - b.start || a.end - b.end);
    return joinedRanges(all).map(({ start, end }) => textRange(start + length, end + length));
  });

/** Where a range of the preview's text was written: in the template itself first, then in what it calls. */
export const toTemplateSpans = (
  workspace: Workspace,
  request: PreviewRequest,
  range: TextRange,
): Promise<readonly Span[]> =>
  workspace.ensureLoaded((db) => {
    const shown = shownBy(db, request);
    if (!shown?.render) return [];
    const { length } = headerOf(shown);
    if (range.end < length) return [];
    const generated = textRange(Math.max(0, range.start - length), range.end - length);
    const places = shown.render.rendering.map.toSource(generated).flatMap(({ origin }) => placeOf(origin) ?? []);
    const outer = places.flatMap((place) => spanOf(db, outermost(place)) ?? []);
    const own = outer.filter(({ uri }) => uri === request.uri);
    const inner = places.flatMap((place) => (place.call ? (spanOf(db, place) ?? []) : []));
    return [...joined(own), ...inner];
  });

interface Shown {
  readonly key: ReleaseKey;
  readonly release: Release;
  readonly uri: Uri;
  /** Undefined for a file that renders nothing by itself. */
  readonly render: TemplateRender | undefined;
}

function shownBy(db: Db, { uri, scenario }: PreviewRequest): Shown | undefined {
  db.get(targetsQuery, '');
  for (const chart of chartsOver(db, uri)) {
    const key = releaseKey(chart, scenario);
    const release = releaseOf(db, key);
    if (!release?.templates.some((template) => template.uri === uri)) continue;
    return { key, release, uri, render: release.renders.find(({ template }) => template.uri === uri) };
  }
  return undefined;
}

function toPreview(shown: Shown): Preview {
  const header = headerOf(shown);
  const { text = '', opaque = [], map } = shown.render?.rendering ?? {};
  const moved = ({ start, end }: TextRange): TextRange => textRange(start + header.length, end + header.length);
  const segments = map && text.length > 0 ? map.toSource(textRange(0, text.length)) : [];
  return {
    text: header + text,
    scenario: scenarioData(shown.key).name,
    opaque: opaque.map(({ range, reason }) => ({ range: moved(range), reason })),
    maybe: joinedRanges(segments.filter(({ maybe }) => maybe).map(({ range }) => moved(range))),
    error: firstError(shown.release),
  };
}

/** Comment lines; empty where there is nothing to say. */
function headerOf({ key, release, uri, render }: Shown): string {
  const { name } = scenarioData(key);
  const error = firstError(release);
  const lines = [
    ...(name === '' ? [] : [`With ${name}`]),
    ...(error === undefined ? [] : ['Helm refuses the release; this is what can be rendered.', ...error.split('\n')]),
    ...emptiness(uri, render),
  ];
  return lines.map((line) => `# ${line}`.trimEnd() + '\n').join('');
}

function emptiness(uri: Uri, render: TemplateRender | undefined): readonly string[] {
  if (isPartial(uri)) return ['Helm renders nothing of a file whose name begins with _; its templates are for others.'];
  return render && render.rendering.text.trim() !== '' ? [] : ['Nothing is rendered.'];
}

/** The place in the executed file that led to another. */
export const outermost = (place: Place): Place => callsOf(place).at(-1) ?? place;

/** What was printed by the templates that a call in a range of the file led to. */
function calledFrom(db: Db, { rendering }: TemplateRender, uri: Uri, range: TextRange): readonly TextRange[] {
  const isAsked = (place: Place): boolean => {
    const span = spanOf(db, place);
    return span?.uri === uri && overlaps(span.range, range);
  };
  const segments = rendering.map.toSource(textRange(0, rendering.text.length));
  return segments.flatMap((segment) => {
    const place = placeOf(segment.origin);
    return place && callsOf(place).some(isAsked) ? [segment.range] : [];
  });
}

/** The calls that led to a place, the innermost first. */
function callsOf(place: Place): readonly Place[] {
  const calls: Place[] = [];
  for (let { call } = place; call; { call } = call.place) calls.push(call.place);
  return calls;
}

/** One span from the first to the last, since what is selected in one text should be so in the other. */
function joined(spans: readonly Span[]): readonly Span[] {
  const [first] = spans;
  if (!first) return [];
  const start = Math.min(...spans.map(({ range }) => range.start));
  const end = Math.max(...spans.map(({ range }) => range.end));
  return [{ uri: first.uri, range: textRange(start, end) }];
}

/** Ranges in order, those that touch made one. */
function joinedRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const out: TextRange[] = [];
  for (const range of ranges) {
    const last = out.at(-1);
    if (last && last.end >= range.start) out[out.length - 1] = textRange(last.start, range.end);
    else out.push(range);
  }
  return out;
}
