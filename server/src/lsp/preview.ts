import type { PreviewRequest } from '../core/features/shownTemplate.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import { textRange } from '../core/text/range.ts';
import type {
  ArchivedTemplatesParams,
  ArchivedTemplatesResult,
  PreviewParams,
  PreviewRangeParams,
  PreviewResult,
  ScenariosParams,
  ScenariosResult,
  ToGeneratedResult,
  ToSourceResult,
} from '../protocol/preview.ts';
import { openableAddress } from '../protocol/archive.ts';
import { PREVIEWS_CHANGED } from '../protocol/preview.ts';
import { addressOf, uriOf } from './addresses.ts';
import { fromLspRange, toLocation, toLspRange } from './convert.ts';
import type { Session } from './session.ts';

/** chartwright/preview */
export async function preview(session: Session, params: PreviewParams): Promise<PreviewResult | null> {
  await session.foldersReady;
  session.previewsShown = true;
  const found = await session.engine.preview(toRequest(params));
  if (!found) return null;
  const lines = new LineIndex(found.text);
  return {
    // An editor gives a document one kind of line break. Lines and columns stay the same.
    text: found.text.replaceAll(/\r\n?/g, '\n'),
    scenario: found.scenario,
    isEmpty: found.isEmpty,
    opaque: found.opaque.map((part) => ({ ...part, range: toLspRange(lines, part.range) })),
    maybe: found.maybe.map((range) => toLspRange(lines, range)),
    error: found.error ?? null,
    links: found.links.map(({ range, uri, line, character }) => ({
      range: toLspRange(lines, range),
      uri: addressOf(session, uri),
      position: { line, character },
    })),
  };
}

/** Tells the client once that its previews are old; the next preview that it asks for has it told again. */
export function previewsChanged(session: Session): void {
  if (!session.previewsShown) return;
  session.previewsShown = false;
  void session.connection.sendNotification(PREVIEWS_CHANGED).catch(() => undefined);
}

/** chartwright/scenarios */
export async function scenarios(session: Session, { uri }: ScenariosParams): Promise<ScenariosResult> {
  await session.foldersReady;
  const { choices, leftOut } = await session.engine.scenarios(uriOf(uri));
  return { scenarios: choices, leftOut };
}

/** chartwright/archivedTemplates */
export async function archivedTemplates(
  session: Session,
  { uri }: ArchivedTemplatesParams,
): Promise<ArchivedTemplatesResult> {
  await session.foldersReady;
  const templates = await session.engine.archivedTemplates(uriOf(uri));
  return { templates: templates.map(({ uri: inside, name, text }) => ({ uri: openableAddress(inside), name, text })) };
}

/** chartwright/toGenerated */
export async function toGenerated(session: Session, params: PreviewRangeParams): Promise<ToGeneratedResult | null> {
  const request = toRequest(params);
  const shown = await session.engine.preview(request);
  if (!shown) return null;
  const uri = params.source === undefined ? request.uri : uriOf(params.source);
  const range = fromLspRange(await session.engine.lines(uri), params.range);
  const lines = new LineIndex(shown.text);
  const { ranges, near } = await session.engine.toGenerated(request, { uri, range });
  return {
    ranges: ranges.map((found) => toLspRange(lines, found)),
    near: near === undefined ? null : toLspRange(lines, textRange(near, near)).start,
  };
}

/** chartwright/toSource */
export async function toSource(session: Session, params: PreviewRangeParams): Promise<ToSourceResult | null> {
  const request = toRequest(params);
  const shown = await session.engine.preview(request);
  if (!shown) return null;
  const spans = await session.engine.toSource(request, fromLspRange(new LineIndex(shown.text), params.range));
  const lines = await session.lines(spans.map(({ uri }) => uri));
  return { places: spans.map((span) => toLocation(session, lines, span)) };
}

const toRequest = ({ uri, scenario }: PreviewParams): PreviewRequest => ({ uri: uriOf(uri), scenario });
