import { firstError } from '../chart/helmError.ts';
import { scenarioData } from '../project/given.ts';
import type { TextRange } from '../text/range.ts';
import { joinedRanges, textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PreviewRequest, ShownTemplate } from './shownTemplate.ts';
import { headerOf, isEmpty, shownTemplate } from './shownTemplate.ts';

/** A rendered template for people to look at. Ranges are UTF-16 offsets of `text`. */
export interface Preview {
  /** Comments that say what an author must know, then the template as Helm renders it. */
  readonly text: string;
  /** The name of the scenario; empty for the defaults. */
  readonly scenario: string;
  /** Whether nothing is rendered, though other values may render something. */
  readonly isEmpty: boolean;
  readonly opaque: readonly OpaqueRange[];
  /** Parts of branches of which it is not known whether they are rendered. */
  readonly maybe: readonly TextRange[];
  /** Why Helm refuses the release, if it does. */
  readonly error: string | undefined;
  /** Where the error names a template. */
  readonly links: readonly PreviewLink[];
}

/** What is not known: a placeholder word, or an empty range in the line that it fills. */
export interface OpaqueRange {
  readonly range: TextRange;
  readonly reason: string;
  /** Whether an action failed there, which makes Helm refuse the release. */
  readonly failed: boolean;
}

/** A place that the text names. */
export interface PreviewLink {
  readonly range: TextRange;
  readonly uri: Uri;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
}

/** Renders the template; undefined where the file is no template of a chart. */
export const previewOf = (workspace: Workspace, request: PreviewRequest): Promise<Preview | undefined> =>
  workspace.ensureLoaded((db) => {
    const shown = shownTemplate(db, request);
    return shown && toPreview(shown);
  });

function toPreview(shown: ShownTemplate): Preview {
  const header = headerOf(shown);
  const { text = '', opaque = [], map, problems = [] } = shown.render?.rendering ?? {};
  const failures = new Set(problems.filter(({ kind }) => kind !== 'limit').map(({ message }) => message));
  const moved = ({ start, end }: TextRange): TextRange => textRange(start + header.length, end + header.length);
  const segments = map && text.length > 0 ? map.toSource(textRange(0, text.length)) : [];
  const error = firstError(shown.release);
  return {
    text: header + text,
    scenario: scenarioData(shown.key).name,
    isEmpty: isEmpty(shown),
    opaque: opaque.map(({ range, reason }) => ({ range: moved(range), reason, failed: failures.has(reason) })),
    maybe: joinedRanges(segments.filter(({ maybe }) => maybe).map(({ range }) => moved(range))),
    error,
    links: error === undefined ? [] : linksIn(header, shown),
  };
}

/** A path and, behind colons, a line from 1 and a column from 0, as Go's messages have them. */
const PLACE = /([^\s()"<>:]+):(?:(\d+)(?::(\d+))?)?/g;

/** UTF-16 units of a header in which places are looked for; an error may be as long as its chart likes. */
const LINKED = 5000;

function linksIn(header: string, { release }: ShownTemplate): readonly PreviewLink[] {
  const byName = new Map(release.templates.map(({ name, uri }) => [name, uri]));
  return [...header.slice(0, LINKED).matchAll(PLACE)].flatMap(
    ({ 0: whole, 1: name = '', 2: line, 3: column, index }) => {
      const uri = byName.get(name);
      if (uri === undefined) return [];
      const range = textRange(index, index + whole.replace(/:$/, '').length);
      return [{ range, uri, line: Math.max(0, Number(line ?? 1) - 1), character: Number(column ?? 0) }];
    },
  );
}
