import type { PreviewRequest } from '../core/features/preview.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import { toUri } from '../core/text/uri.ts';
import type {
  PreviewParams,
  PreviewRangeParams,
  PreviewResult,
  ScenariosParams,
  ScenariosResult,
  ToGeneratedResult,
  ToSourceResult,
} from '../protocol/preview.ts';
import { fromLspRange, toLspRange } from './convert.ts';
import type { Session } from './session.ts';

/** chartwright/preview */
export async function preview(session: Session, params: PreviewParams): Promise<PreviewResult | null> {
  await session.foldersReady;
  const found = await session.engine.preview(toRequest(params));
  if (!found) return null;
  const lines = new LineIndex(found.text);
  return {
    text: found.text,
    scenario: found.scenario,
    opaque: found.opaque.map(({ range, reason }) => ({ range: toLspRange(lines, range), reason })),
    maybe: found.maybe.map((range) => toLspRange(lines, range)),
    error: found.error ?? null,
  };
}

/** chartwright/scenarios */
export async function scenarios(session: Session, { uri }: ScenariosParams): Promise<ScenariosResult> {
  await session.foldersReady;
  const { choices, leftOut } = await session.engine.scenarios(toUri(uri));
  return { scenarios: choices, leftOut };
}

/** chartwright/toGenerated */
export async function toGenerated(session: Session, params: PreviewRangeParams): Promise<ToGeneratedResult | null> {
  const request = toRequest(params);
  const shown = await session.engine.preview(request);
  if (!shown) return null;
  const range = fromLspRange(await session.engine.lines(request.uri), params.range);
  const lines = new LineIndex(shown.text);
  const ranges = await session.engine.toGenerated(request, range);
  return { ranges: ranges.map((found) => toLspRange(lines, found)) };
}

/** chartwright/toSource */
export async function toSource(session: Session, params: PreviewRangeParams): Promise<ToSourceResult | null> {
  const request = toRequest(params);
  const shown = await session.engine.preview(request);
  if (!shown) return null;
  const spans = await session.engine.toSource(request, fromLspRange(new LineIndex(shown.text), params.range));
  const lines = await session.lines(spans.map(({ uri }) => uri));
  const places = spans.map(({ uri, range }) => ({
    uri: session.documents.spelling(uri),
    range: toLspRange(lines(uri), range),
  }));
  return { places };
}

const toRequest = ({ uri, scenario }: PreviewParams): PreviewRequest => ({ uri: toUri(uri), scenario });
