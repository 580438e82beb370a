import { addTo } from '../base/groups.ts';
import type { Checker } from '../check/check.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import { toGenerated } from '../project/generated.ts';
import { documentsIn } from '../project/releaseDocuments.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { chartOf, releaseKey } from '../project/releaseKey.ts';
import { sourceOf } from '../project/source.ts';
import type { Target } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import type { Span } from '../text/range.ts';
import { overlaps, sameSpan } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';

/** What is found in a release, by the document that it is about; a finding that is about none is left out. */
export function findingsByDocument(
  db: Db,
  checker: Checker,
  key: ReleaseKey,
  release: Release,
): ReadonlyMap<RenderedDocument, readonly Finding[]> {
  const found = new Map<RenderedDocument, Finding[]>();
  for (const finding of findingsIn(db, checker, key)) {
    for (const document of documentsAt(db, key, release, finding)) addTo(found, document, finding);
  }
  return found;
}

/** What holds in a release; where the defaults have it as well, as a check says it for them. */
function findingsIn(db: Db, checker: Checker, key: ReleaseKey): readonly Finding[] {
  const own: Target = { kind: 'release', key };
  const defaults: Target = { kind: 'release', key: releaseKey(chartOf(key)) };
  const findings = checker.check(db, [own], new Set());
  if (own.key === defaults.key) return findings;
  const shown = checker.check(db, [defaults, own], new Set());
  const isIt = (a: Finding, b: Finding): boolean =>
    a.rule === b.rule && sameSpan(a.span, b.span) && b.message.startsWith(a.message);
  return findings.map((finding) => shown.find((one) => isIt(one, finding)) ?? finding);
}

/** By what the finding names itself, else by its place; a place that several share is narrowed down by the names in it. */
function documentsAt(db: Db, key: ReleaseKey, release: Release, finding: Finding): readonly RenderedDocument[] {
  const all = documentsIn(release);
  const referred = documentReferred(finding.data, all);
  if (referred) return [referred];
  const placed = documentsPlaced(db, key, release, finding.span);
  const named = placed.filter((document) => isNamed(finding.data, ['object', 'consumer', 'provider'], document));
  if (named.length > 0) return named;
  return placed.length > 0 ? placed : all.filter((document) => isNamed(finding.data, ['object', 'consumer'], document));
}

function documentsPlaced(db: Db, key: ReleaseKey, release: Release, span: Span): readonly RenderedDocument[] {
  const all = documentsIn(release);
  if (!release.templates.some(({ uri }) => uri === span.uri))
    return all.filter((document) => isSuppliedFrom(db, chartOf(key), document, span));
  const places = toGenerated(db, key, span.uri, span.range);
  return all.filter(({ render, range }) =>
    places.some((place) => place.render === render && overlaps(place.range, range)),
  );
}

/** Whether one of some words in a finding's data is a document's kind and name. */
function isNamed(data: unknown, words: readonly string[], { head }: RenderedDocument): boolean {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return entries.some(([word, text]) => words.includes(word) && text === `${head.kind} \`${head.name}\``);
}

/** The document that a finding's data refers to: itself, or by an annotation of it. */
function documentReferred(data: unknown, all: readonly RenderedDocument[]): RenderedDocument | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const ref: unknown = 'document' in data ? data.document : 'at' in data ? data.at : undefined;
  if (typeof ref !== 'object' || ref === null || !('template' in ref) || !('position' in ref)) return undefined;
  return all.find(({ render, position }) => render.template.name === ref.template && position === ref.position);
}

/** Whether an annotation of a document comes from a place in values. */
function isSuppliedFrom(db: Db, chart: Uri, document: RenderedDocument, span: Span): boolean {
  return [...document.head.annotations.values()].some(({ entry }) =>
    [entry.key.range, entry.value.range].some((range) => {
      const source = sourceOf(db, chart, document, range);
      return source?.span.uri === span.uri && overlaps(source.span.range, span.range);
    }),
  );
}
