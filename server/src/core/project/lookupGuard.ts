import type { RenderedDocument } from '../chart/documents.ts';
import { callsLookup } from '../chart/templates.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { CommandNode, ListNode, Operand, PipeNode } from '../template/nodes.ts';
import { MAX_NESTING } from '../template/parserControl.ts';
import type { Place } from '../text/origin.ts';
import type { Span, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Db } from '../workspace/query.ts';
import { getPath } from '../yaml/lookup.ts';
import { bodyAt } from './callSite.ts';
import { templateQuery } from './chartSource.ts';
import { placeSpan } from './graphPlace.ts';
import { assigned, guardsOf } from './guards.ts';
import type { GraphObject } from './hookGraph.ts';
import { lookUpOf } from './keepOld.ts';
import { segmentsOf } from './literalEdit.ts';

/**
 * Whether a template renders an object only where `lookup` does not find that very object: at the next upgrade it is
 * found, and so left out.
 */
export function isRenderedWhileAbsent(db: Db, object: GraphObject): boolean {
  const span = kindSpan(db, object);
  const file = span && db.get(templateQuery, span.uri);
  if (!file || !db.once(callsLookup, file)) return false;
  const text = file.source;
  const [base, body] = bodyAt(file, span.range);
  const place = textRange(span.range.start - base, span.range.end - base);
  const guards = guardsOf(body, place);
  const source = text.slice(base);
  const own = lookUpTexts(db, object);
  return (
    own.length > 0 &&
    guards.some(({ node, isIn }) => {
      const rest = isIn ? node.otherwise : node.body;
      if (rest && source.slice(rest.range.start, rest.range.end).includes(`kind: ${object.kind}`)) return false;
      return asksForAbsence(node.pipe, isIn, (asked) => {
        const text = lookUpText(asked, source, body, place);
        return own.some((one) => isSame(text, one));
      });
    })
  );
}

/** The call of `lookup` that finds an object, as its template has its name, and by the values path that gives it whole. */
function lookUpTexts(db: Db, object: GraphObject): readonly string[] {
  const { document, manifest, kind } = object;
  const node = getPath(manifest.node, ['metadata', 'name']);
  const [part, ...more] = (node ? segmentsOf(document, node.range) : []).filter(({ range: { start, end } }) =>
    /[^"'\s]/.test(document.text.slice(start - document.range.start, end - document.range.start)),
  );
  const value = part?.origin.kind === 'printed' ? part.origin.of : undefined;
  const isWhole = value?.kind === 'values' && more.length === 0;
  const path = isWhole ? [`(lookup "v1" "${kind}" . .Values.${value.path.join('.')})`] : [];
  return [...path, ...[lookUpOf(db, object)?.text ?? []].flat()];
}

function kindSpan(db: Db, { document, manifest }: GraphObject): Span | undefined {
  const place = db.once(kindPlaces, document).get(manifest);
  return place && placeSpan(db, place);
}

/** Where the kinds of a document's objects were written. */
function kindPlaces(document: RenderedDocument): ReadonlyMap<Manifest, Place> {
  const places = new Map<Manifest, Place>();
  for (const manifest of document.manifests) {
    const kind = getPath(manifest.node, ['kind']);
    const [first] = kind ? segmentsOf(document, kind.range) : [];
    const place = first && placeOf(first.origin);
    if (place) places.set(manifest, place);
  }
  return places;
}

/** Whether a condition holds (or, for an `else`, does not) only where something is absent. */
function asksForAbsence(
  pipe: PipeNode,
  isIn: boolean,
  isIt: (asked: Operand | CommandNode) => boolean,
  depth = 0,
): boolean {
  const [command, ...more] = pipe.commands;
  const [name, ...args] = command?.operands ?? [];
  if (!command || more.length > 0 || depth > MAX_NESTING) return false;
  const word = name?.kind === 'identifier' ? name.name : '';
  if (!isIn)
    return isIt(command) || (args.length === 0 && name?.kind === 'pipe' && asksForAbsence(name, isIn, isIt, depth + 1));
  if (word === 'not' || word === 'empty') return args.some(isIt);
  const inner = word === 'and' ? args : args.length === 0 && name ? [name] : [];
  return inner.some((arg) => arg.kind === 'pipe' && asksForAbsence(arg, isIn, isIt, depth + 1));
}

/** The call of `lookup` that an operand is, or that the variable was set to which it names. */
function lookUpText(
  asked: Operand | CommandNode,
  source: string,
  body: ListNode,
  place: TextRange,
): string | undefined {
  if (asked.kind === 'chain') return lookUpText(asked.base, source, body, place);
  if (asked.kind === 'pipe') return asked.commands[0] && lookUpText(asked.commands[0], source, body, place);
  if (asked.kind === 'variable')
    return assigned(body, asked.name, place)
      ?.map((own) => lookUpText(own, source, body, own.range))
      .at(-1);
  if (asked.kind !== 'command') return undefined;
  const [first, ...args] = asked.operands;
  if (first?.kind === 'identifier' && first.name === 'lookup') return source.slice(asked.range.start, asked.range.end);
  return first && first.kind !== 'identifier' && args.length === 0 ? lookUpText(first, source, body, place) : undefined;
}

/** Whether two calls ask for the same, parentheses, `$`, the group and the namespace aside. */
function isSame(asked: string | undefined, own: string): boolean {
  const parts = (text: string): string => {
    const words = text.replace(/[()]/g, ' ').replace(/\$\./g, '.').trim().split(/\s+/);
    return [words[2], ...words.slice(4)].join(' ');
  };
  return asked !== undefined && parts(asked) === parts(own);
}
