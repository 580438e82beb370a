import { ARGO_GROUP } from '../catalog/data/argoAnnotations.ts';
import { templateQuery } from '../project/chartSource.ts';
import type { TemplateFile } from '../template/nodes.ts';
import { lexTemplate } from '../template/lexer.ts';
import type { TokenKind } from '../template/lexer.ts';
import { contains } from '../text/range.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { areExclusive } from './branches.ts';
import type { SiblingKey } from './textLine.ts';
import { ACTION, lineAt, linesAbove, linesBelow } from './textLine.ts';
import { typedFlow } from './typedFlow.ts';
import { typedLine } from './typedLine.ts';
import type { TypedLine } from './typedSlot.ts';

/** A place among the annotations of an object where something is being typed. */
export interface AnnotationSlot {
  readonly typed: TypedLine;
  /** The word at the cursor. */
  readonly written: string;
  /** The names that stand beside it in every outcome of the template's conditions. */
  readonly beside: readonly string[];
  /** The other words of the value that stand with it in every outcome. */
  readonly words: readonly string[];
  /** The object's kind where its text says so. */
  readonly kind: string | undefined;
}

/**
 * The annotations at an offset of a template's text, as its lines have them: `metadata.annotations` of an object, or
 * in a named template a fragment of that. Undefined elsewhere, and in actions and comments.
 */
export function templateSlot(db: Db, uri: Uri, offset: number): AnnotationSlot | undefined {
  const file = db.get(templateQuery, uri);
  const text = literalText(textOf(db, uri) ?? '', file, offset);
  if (text === undefined) return undefined;
  const typed = typedLine(text, offset) ?? typedFlow(text, offset);
  const isFragment = file.defines.some(({ range }) => range.start < offset && offset < range.end);
  if (!typed || !isPlace(typed, isFragment)) return undefined;
  const together = ({ start }: TextRange): boolean => !areExclusive(file, start, offset);
  return {
    typed,
    written: text.slice(typed.slot.word.start, typed.slot.word.end),
    beside: typed.siblings.filter(({ range }) => together(range)).map(({ name }) => name),
    words: wordsOf(text, typed, together),
    kind: kindOf(text, offset),
  };
}

/** The same for a file of values, whose text holds no actions; that its map becomes annotations is for others to say. */
export function valuesSlot(db: Db, uri: Uri, offset: number): AnnotationSlot | undefined {
  const text = textOf(db, uri) ?? '';
  const typed = typedLine(text, offset) ?? typedFlow(text, offset);
  if (!typed || typed.path.includes('-')) return undefined;
  return {
    typed,
    written: text.slice(typed.slot.word.start, typed.slot.word.end),
    beside: typed.siblings.map(({ name }) => name),
    words: wordsOf(text, typed, () => true),
    kind: undefined,
  };
}

const wordsOf = (text: string, { slot }: TypedLine, together: (range: TextRange) => boolean): readonly string[] =>
  slot.kind === 'value'
    ? slot.others.filter(together).map(({ start, end }) => text.slice(start, end).toLowerCase())
    : [];

/** Helm looks at `metadata.annotations` of the object alone. In a named template the keys around may stand elsewhere. */
function isPlace({ path, siblings, slot }: TypedLine, isFragment: boolean): boolean {
  const place = path.join('/');
  if (place === 'metadata/annotations') return true;
  if (!isFragment) return false;
  return place === 'annotations' || (place === '' && (slot.kind === 'value' || siblings.some(isToolsOwn)));
}

/** Whether a key shows that the mapping around it becomes annotations. */
const isToolsOwn = ({ name }: SiblingKey): boolean => name.startsWith('helm.sh/') || name.startsWith(ARGO_GROUP);

/**
 * A template's text of equal length with actions, comments and the named templates that the offset is not in masked;
 * within a named template all around it. Undefined where the offset lies in an action or a comment.
 */
function literalText(text: string, file: TemplateFile, offset: number): string | undefined {
  const isShown = shownAt(file, offset);
  const parts: string[] = [];
  for (const { kind, start, end } of lexTemplate(text)) {
    const isText = kind === 'text' || kind === 'trimmed';
    if (!isText && start < offset && (offset < end || (offset === end && !ENDS.includes(kind)))) return undefined;
    parts.push(isText && isShown({ start, end }) ? text.slice(start, end) : masked(text.slice(start, end)));
  }
  return parts.join('');
}

/** Tokens behind which literal text begins again. */
const ENDS: readonly TokenKind[] = ['close', 'comment', 'unclosed'];

function shownAt({ defines }: TemplateFile, offset: number): (range: TextRange) => boolean {
  const own = defines.findLast(({ range }) => range.start < offset && offset < range.end);
  if (own) return (range) => contains(own.range, range);
  return (range) => !defines.some((define) => contains(define.range, range));
}

const masked = (text: string): string => text.replace(/[^\n]/g, ACTION);

/** What stands behind `kind:` at the document's top, where it is one word. */
function kindOf(text: string, offset: number): string | undefined {
  const line = lineAt(text, offset);
  for (const lines of [linesAbove(text, line), linesBelow(text, line)]) {
    for (const { key, column, end } of lines) {
      if (key?.name !== 'kind' || column !== 0) continue;
      return /^\s*["']?(\w+)["']?\s*$/.exec(text.slice(key.colonEnd, end))?.[1];
    }
  }
  return undefined;
}
