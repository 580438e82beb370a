import type { Span, TextEdit } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { CommandNode, Operand, VariableNode } from '../template/nodes.ts';
import { textOf as fileText } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { CallSite } from './callSite.ts';
import { actionAt, wholeOf } from './callSite.ts';
import { placeSpan } from './graphPlace.ts';
import type { GraphObject } from './hookGraph.ts';
import { holdsAt, lookUpOf, printedBy, randomEntries } from './keepOld.ts';
import type { SourceEdit } from './literalEdit.ts';

/** The variable that holds a certificate, and which entry of the Secret its parts are printed to. */
interface Certificate {
  readonly name: string;
  readonly parts: ReadonlyMap<string, string>;
}

const VARIABLE = '$kept';

/**
 * An edit that, behind the making of a Secret's certificates, takes those of the Secret that is there. Undefined where
 * a part that the template uses is not in the Secret, or it is not all in one block.
 */
export function keepOldCertificates(db: Db, object: GraphObject): readonly SourceEdit[] | undefined {
  const lookUp = object.kind === 'Secret' ? lookUpOf(db, object) : undefined;
  const made = lookUp && sitesOf(db, object);
  const last = made?.at(-1);
  if (!lookUp || !made || !last || !made.every((site) => site.list === last.list && holdsAt(lookUp, site)))
    return undefined;
  const text = fileText(db, last.uri) ?? '';
  const certificates = certificatesOf(db, object, made);
  const signers = made.flatMap(({ pipe }) => pipe?.commands.flatMap(signersOf) ?? []);
  const all = [...(certificates ?? []), ...signers];
  if (!certificates || text.includes(VARIABLE) || all.some((own) => usesMore(text, certificates, own)))
    return undefined;
  const lines = [
    `{{- ${VARIABLE} := ${lookUp.text.slice(1, -1)} }}`,
    `{{- if ${VARIABLE} }}`,
    ...certificates.map(assignment),
    '{{- end }}',
  ];
  const edit: TextEdit = { range: textRange(last.range.end, last.range.end), newText: `\n${lines.join('\n')}` };
  return [{ uri: last.uri, edits: [edit] }];
}

const assignment = ({ name, parts }: Certificate): string =>
  `{{- ${name} = dict ${[...parts].map(([part, key]) => `"${part}" (get ${VARIABLE}.data "${key}" | b64dec)`).join(' ')} }}`;

/** The actions that make the certificates of a Secret, in their order; undefined where one is not in a variable. */
function sitesOf(db: Db, object: GraphObject): readonly CallSite[] | undefined {
  const spans = new Map<number, Span>();
  for (const { place } of randomEntries(object).flatMap(({ chances }) => chances)) {
    const span = placeSpan(db, place);
    if (!span) return undefined;
    spans.set(span.range.start, span);
  }
  const sites = [...spans.values()].sort((a, b) => a.range.start - b.range.start).map((span) => actionAt(db, span));
  const known = sites.flatMap((site) => (site?.pipe?.declarations.length === 1 ? [site] : []));
  return known.length === sites.length && new Set(known.map(({ uri }) => uri)).size === 1 ? known : undefined;
}

function certificatesOf(db: Db, object: GraphObject, made: readonly CallSite[]): readonly Certificate[] | undefined {
  const parts = new Map<string, Map<string, string>>();
  for (const { pipe } of made) for (const { name } of pipe?.declarations ?? []) parts.set(name, new Map());
  for (const { entry } of randomEntries(object)) {
    const site = printedBy(db, object, entry.value);
    const variable = site && printedVariable(site);
    const own = variable && site.uri === made[0]?.uri ? parts.get(variable.name) : undefined;
    const [part, ...more] = variable?.names ?? [];
    if (!own || part === undefined || more.length > 0 || /["\\]/.test(entry.name)) return undefined;
    own.set(part, entry.name);
  }
  const all = [...parts].map(([name, own]) => ({ name, parts: own }));
  return all.filter((own) => own.parts.size > 0);
}

/** The `$ca.Cert` that an action prints, encoded or not. */
function printedVariable({ pipe }: CallSite): VariableNode | undefined {
  let found: VariableNode | undefined;
  const is = (node: CommandNode | Operand): boolean => {
    const [operand, ...more] = node.kind === 'command' ? node.operands : [];
    if (operand?.kind !== 'variable' || more.length > 0) return false;
    found = operand;
    return true;
  };
  return pipe && wholeOf(pipe, is) ? found : undefined;
}

/** The authorities that a call signs with: one that is made anew does not fit a certificate that is kept. */
const signersOf = ({ operands }: CommandNode): readonly Certificate[] =>
  operands.flatMap((operand) =>
    operand.kind === 'variable' && operand.names.length === 0 ? [{ name: operand.name, parts: new Map() }] : [],
  );

/** Whether a template uses a part of a certificate that the Secret does not keep. */
function usesMore(text: string, kept: readonly Certificate[], { name }: Certificate): boolean {
  const parts = kept.find((own) => own.name === name)?.parts;
  return ['Cert', 'Key'].some((part) => parts?.has(part) !== true && text.includes(`${name}.${part}`));
}
