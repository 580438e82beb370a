import type { Span, TextEdit, TextRange } from '../text/range.ts';
import { contains, textRange } from '../text/range.ts';
import type { PipeNode } from '../template/nodes.ts';
import { placeOf } from '../text/sourceMap.ts';
import { textOf as fileText } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { getPath } from '../yaml/lookup.ts';
import type { YamlEntry, YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import type { CallSite } from './callSite.ts';
import { actionAt, wholeOf } from './callSite.ts';
import type { Chance } from './chance.ts';
import { chancesInField } from './chance.ts';
import { fieldSpan, placeSpan } from './graphPlace.ts';
import type { GraphObject } from './hookGraph.ts';
import type { SourceEdit } from './literalEdit.ts';
import { isLiterally, segmentsOf } from './literalEdit.ts';

/** An entry of a Secret or ConfigMap that holds what chance decided. */
export interface RandomEntry {
  readonly field: 'data' | 'stringData';
  readonly entry: YamlEntry;
  readonly chances: readonly Chance[];
}

/** The entries of an object's data that chance decides. */
export const randomEntries = ({ manifest, document }: GraphObject): readonly RandomEntry[] =>
  (['data', 'stringData'] as const).flatMap((field) => {
    const map = resolve(getPath(manifest.node, [field]));
    return (map?.kind === 'map' ? map.entries : []).flatMap((entry) => {
      const chances = chancesInField(document, map, entry.name);
      return chances.length > 0 ? [{ field, entry, chances }] : [];
    });
  });

/** A call of `lookup` that finds an object where it is there already. */
export interface LookUp {
  /** With parentheses around it. */
  readonly text: string;
  readonly uri: Span['uri'];
  /** The body and the blocks in which it means that; no body where it means the same everywhere. */
  readonly base: number | undefined;
  readonly scopes: readonly number[];
}

/** Whether it finds the object where a call stands as well. */
export const holdsAt = ({ uri, base, scopes, text }: LookUp, site: CallSite): boolean =>
  uri === site.uri &&
  (base === undefined || base === site.base) &&
  (scopes.join() === site.scopes.join() || !/[ (]\./.test(text));

/** The call, in the words in which the object's own template writes its name; undefined where those can't be read. */
export function lookUpOf(db: Db, object: GraphObject): LookUp | undefined {
  const { manifest, kind } = object;
  const name = expressionOf(db, object, getPath(manifest.node, ['metadata', 'name']));
  const written = getPath(manifest.node, ['metadata', 'namespace']);
  const namespace = written ? expressionOf(db, object, written) : undefined;
  if (!name || (written && !namespace)) return undefined;
  const { site } = name;
  if (namespace && namespace.site && site && !isTogether(namespace.site, site)) return undefined;
  const at = site ?? namespace?.site;
  const text = `(lookup "v1" "${kind}" ${namespace?.text ?? '$.Release.Namespace'} ${name.text})`;
  return { text, uri: name.uri, base: at?.base, scopes: at?.scopes ?? [] };
}

interface Expression {
  readonly text: string;
  readonly uri: Span['uri'];
  readonly site: CallSite | undefined;
}

/** What a template writes for a scalar, as one operand of a template call. */
function expressionOf(db: Db, object: GraphObject, node: YamlNode | undefined): Expression | undefined {
  const span = node && fieldSpan(db, object, node.range);
  const source =
    span &&
    fileText(db, span.uri)
      ?.slice(span.range.start, span.range.end)
      .replace(/^(["'])(.*)\1$/, '$2');
  if (!span || !source) return undefined;
  const parts = source.split(/(\{\{(?:[^{}"]|"[^"]*")*\}\})/).filter((part) => part !== '');
  const format = parts.map((part) => (part.startsWith('{{') ? '%s' : part)).join('');
  if (/["\\\n{}]/.test(format) || /%[^s]|%$/.test(format)) return undefined;
  const actions = parts.filter((part) => part.startsWith('{{')).map(operandOf);
  if (actions.some((text) => text === undefined)) return undefined;
  const [first] = actions;
  const site = first === undefined ? undefined : actionAt(db, { uri: span.uri, range: actionRange(span, source, db) });
  if (first !== undefined && !site) return undefined;
  const text =
    first === undefined ? `"${format}"` : format === '%s' ? first : `(printf "${format}" ${actions.join(' ')})`;
  return { text, uri: span.uri, site };
}

/** The first action in a span. */
function actionRange({ uri, range }: Span, source: string, db: Db): TextRange {
  const at = range.start + (fileText(db, uri)?.slice(range.start, range.end).indexOf('{{') ?? 0);
  return textRange(at, Math.min(range.end, at + source.length, at + 2));
}

/** The inside of an action as an operand: without quoting, `template` as `include`. */
function operandOf(action: string): string | undefined {
  const inner = action
    .replace(/^\{\{-?\s*/, '')
    .replace(/-?\}\}$/, '')
    .trimEnd()
    .replace(/\|\s*(?:quote|squote)$/, '')
    .trimEnd()
    .replace(/^template\s/, 'include ');
  if (inner === '' || inner.includes(':=') || /^(?:if|with|range|end|else|define|block)\b/.test(inner))
    return undefined;
  return /^[$.][\w.$]*$/.test(inner) ? inner : `(${inner})`;
}

const isTogether = (a: CallSite, b: CallSite): boolean =>
  a.uri === b.uri && a.base === b.base && a.scopes.join() === b.scopes.join();

/**
 * Edits that take every random value of an object from the object that is there: around each call, in the action that
 * prints it or in the one that sets the variable. Undefined where a value is more than the result of the call, or the
 * call stands in another template.
 */
export function keepOldValues(db: Db, object: GraphObject): readonly SourceEdit[] | undefined {
  const lookUp = lookUpOf(db, object);
  const entries = randomEntries(object);
  if (!lookUp || entries.length === 0) return undefined;
  const done = new Map<number, TextEdit>();
  for (const { field, entry, chances } of entries) {
    const spans = chances.flatMap(({ place }) => placeSpan(db, place) ?? []);
    if (spans.every(({ range }) => done.has(range.start))) continue;
    const [span] = spans;
    const edit = span && spans.length === 1 ? kept(db, object, lookUp, field, entry, span) : undefined;
    if (!edit || !span) return undefined;
    done.set(span.range.start, edit);
  }
  return [{ uri: lookUp.uri, edits: [...done.values()] }];
}

function kept(
  db: Db,
  object: GraphObject,
  lookUp: LookUp,
  field: RandomEntry['field'],
  { key, name, value }: YamlEntry,
  call: Span,
): TextEdit | undefined {
  const printing = printedBy(db, object, value);
  const making = actionAt(db, call);
  if (!printing?.pipe || !making?.pipe || !isLiterally(object.document, key.range) || /["\\]/.test(name))
    return undefined;
  if (printing.uri !== making.uri || printing.base !== making.base || !holdsAt(lookUp, making)) return undefined;
  const target = textRange(call.range.start - making.base, call.range.end - making.base);
  const whole = wholeOf(making.pipe, ({ range }) => range.start === target.start && range.end === target.end);
  const isSame = making.range.start === printing.range.start;
  if (!whole || (!isSame && !handsOn(making.pipe, printing.pipe))) return undefined;
  const source = fileText(db, call.uri)?.slice(call.range.start, call.range.end) ?? '';
  const encoder =
    field === 'data' && object.kind !== 'ConfigMap' && isCall(whole.next, 'b64enc') ? whole.next : undefined;
  const dug = dugOut(object, name, source, lookUp, encoder !== undefined);
  const end = encoder ? making.base + encoder.range.end : call.range.end;
  const newText = whole.node === whole.command ? dug : `(${dug})`;
  return { range: textRange(call.range.start, end), newText };
}

/** The pipeline that gives what the object holds under a name, or else what a call makes; of a Secret in base64 where that is wanted. */
function dugOut({ kind }: GraphObject, name: string, call: string, { text }: LookUp, isEncoded: boolean): string {
  if (kind === 'ConfigMap') return `dig "data" "${name}" (${call}) ${text}`;
  return `dig "data" "${name}" (${call} | b64enc) ${text}${isEncoded ? '' : ' | b64dec'}`;
}

const isCall = (command: PipeNode['commands'][number] | undefined, name: string): boolean => {
  const [first, ...more] = command?.operands ?? [];
  return first?.kind === 'identifier' && first.name === name && more.length === 0;
};

/** Whether one action prints the variable that another one sets, and nothing else. */
function handsOn({ declarations: [variable, ...more] }: PipeNode, printing: PipeNode): boolean {
  if (!variable || more.length > 0) return false;
  const isIt = (node: { kind: string }): boolean => {
    const [operand, ...others] = node.kind === 'command' ? (node as PipeNode['commands'][number]).operands : [];
    return (
      operand?.kind === 'variable' &&
      others.length === 0 &&
      operand.name === variable.name &&
      operand.names.length === 0
    );
  };
  return wholeOf(printing, isIt) !== undefined;
}

/** The one action that prints a scalar, quotes around it aside. */
export function printedBy(db: Db, { document }: GraphObject, node: YamlNode): CallSite | undefined {
  const segments = segmentsOf(document, node.range);
  const places = segments.flatMap(({ origin, range }) => {
    const text = document.text.slice(range.start - document.range.start, range.end - document.range.start);
    return origin.kind === 'literal' && /^["'\s]*$/.test(text) ? [] : [placeOf(origin)];
  });
  const spans = places.flatMap((place) => (place ? (placeSpan(db, place) ?? []) : []));
  const [first] = spans;
  if (!first || spans.length !== places.length) return undefined;
  return spans.every(({ uri, range }) => uri === first.uri && contains(first.range, range))
    ? actionAt(db, first)
    : undefined;
}
