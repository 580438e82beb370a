import { kustomizationField } from '../catalog/kustomizationFields.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import type { KustomizationProblem } from '../kustomize/problems.ts';
import type { Span, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { basename } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { YAML_LIMITS } from '../yaml/parse.ts';
import type { Trouble } from './health.ts';
import { troubleQuery } from './health.ts';
import { kustomizationQuery } from './kustomizations.ts';
import { locate } from './locate.ts';

/** A place at which reading a kustomization, or a file that it lists, came to an end. */
export interface PlacedTrouble {
  readonly kind: Trouble['kind'] | 'shape';
  /** The file's name. */
  readonly name: string;
  readonly span: Span;
  readonly message: string;
}

/** The troubles of a kustomization file and of the local files in its `resources`. */
export function troublesOf(db: Db, uri: Uri): readonly PlacedTrouble[] {
  const own = db.get(troubleQuery, uri);
  if (own) return [{ ...own, name: basename(uri), span: { uri, range: own.range } }];
  const kustomization = db.get(kustomizationQuery, uri);
  if (!kustomization) return [];
  return [
    ...shapeTroubles(kustomization),
    ...kustomization.resources.flatMap((mention) => listedTroubles(db, kustomization, mention)),
  ];
}

function shapeTroubles({ uri, problems }: Kustomization): readonly PlacedTrouble[] {
  return problems
    .filter((problem) => problem.kind === 'not-a-map' || problem.kind === 'wrong-type')
    .map((problem) => ({
      kind: 'shape',
      name: basename(uri),
      span: { uri, range: firstLine(problem) },
      message: shapeText(problem),
    }));
}

function shapeText({ kind, detail }: KustomizationProblem): string {
  if (kind === 'wrong-type')
    return `has a \`${detail ?? ''}\` of another type than kustomize reads (${wanted(detail)})`;
  return detail === 'seq' ? 'is a list, but must be a mapping' : 'must be a mapping';
}

const wanted = (field: string | undefined): string => kustomizationField(field ?? '')?.shape ?? 'see its documentation';

/** A whole document is too much to underline. */
const firstLine = ({ range }: KustomizationProblem): TextRange =>
  textRange(range.start, Math.min(range.end, range.start + 1));

/** Unreadable as a file: said where it is listed. Unreadable in a place: said there. */
function listedTroubles(
  db: Db,
  { uri, directory }: Kustomization,
  { reference, path, range }: Kustomization['resources'][number],
): readonly PlacedTrouble[] {
  if (reference.kind !== 'local') return [];
  const located = locate(db, directory, path);
  if (located.kind !== 'file' && located.kind !== 'unknown') return [];
  const trouble = located.uri && !isLarge(db, located.uri) ? db.get(troubleQuery, located.uri) : undefined;
  if (!located.uri || !trouble) return [];
  const span = trouble.kind === 'syntax' ? { uri: located.uri, range: trouble.range } : { uri, range };
  return [{ kind: trouble.kind, name: path, span, message: trouble.message }];
}

/** A listed file of this length is generated: its syntax is not looked at, for the time that it would take. */
const LARGE = 200_000;

/** Whether a file is too large to be parsed for its syntax alone, and not so large that this must be said. */
function isLarge(db: Db, uri: Uri): boolean {
  const length = textOf(db, uri)?.length ?? 0;
  return length > LARGE && length < YAML_LIMITS.length;
}
