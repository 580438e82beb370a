import type { CancellationToken, CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { CodeActionKind, CodeActionTriggerKind } from 'vscode-languageserver';
import type { Finding } from '../core/rules/rule.ts';
import type { TextRange } from '../core/text/range.ts';
import { overlaps } from '../core/text/range.ts';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';
import {
  filesOfFinding,
  filesOfFix,
  FIX_ALL,
  fromLspRange,
  isAbout,
  releaseOfDiagnostic,
  REWRITE,
  toCodeAction,
  toDiagnostic,
} from './convert.ts';
import { fixAllAction } from './fixAll.ts';
import type { Session } from './session.ts';

/** Every fix is tried out before it is offered, so at most this many findings are worked on for one light bulb. */
const MOST_FINDINGS = 20;
/** Milliseconds after which no further finding is begun: a light bulb that comes late is no help. */
const LONGEST_TRIAL = 2_000;

/** textDocument/codeAction. Nothing is offered where a text moved on meanwhile: its edits would hit the wrong places. */
export async function codeAction(
  session: Session,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[] | null> {
  const uri = toUri(params.textDocument.uri);
  await session.foldersReady;
  const generation = session.generation;
  const isStale = (): boolean => token.isCancellationRequested || session.generation !== generation;
  const range = fromLspRange(await session.engine.lines(uri), params.range);
  const { only, diagnostics } = params.context;
  const actions: CodeAction[] = [];
  if (wants(only, CodeActionKind.QuickFix))
    actions.push(...(await quickFixes(session, uri, range, diagnostics, isStale)));
  if (!isStale() && wants(only, REWRITE)) actions.push(...(await rewrites(session, uri, range)));
  if (!isStale() && wantsFixAll(params)) actions.push(...(await fixAllAction(session, uri)));
  return isStale() ? null : actions;
}

const wants = (only: readonly string[] | undefined, kind: string): boolean =>
  only?.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;

/** Without a wish for it, a light bulb that appears by itself does not list what changes the whole file. */
const wantsFixAll = ({ context }: CodeActionParams): boolean =>
  wants(context.only, FIX_ALL) && (context.only !== undefined || context.triggerKind === CodeActionTriggerKind.Invoked);

async function quickFixes(
  session: Session,
  uri: Uri,
  range: TextRange,
  diagnostics: readonly Diagnostic[],
  isStale: () => boolean,
): Promise<CodeAction[]> {
  const releases = [...new Set(diagnostics.flatMap((diagnostic) => releaseOfDiagnostic(diagnostic) ?? []))];
  const { findings } = await session.engine.check({ kind: 'files', uris: [uri], releases });
  const actions: CodeAction[] = [];
  const deadline = Date.now() + LONGEST_TRIAL;
  for (const finding of chosen(findings, uri, range, diagnostics)) {
    // Trying a fix out takes a while: let a cancellation or a keystroke through before each.
    await new Promise((resolve) => setTimeout(resolve));
    if (isStale()) return [];
    if (Date.now() > deadline) break;
    for (const action of await fixesOf(session, finding)) addUnrepeated(actions, action);
  }
  return actions;
}

/** The findings that touch the range, and for each diagnostic of which none does, the first that it is about. */
function chosen(
  findings: readonly Finding[],
  uri: Uri,
  range: TextRange,
  diagnostics: readonly Diagnostic[],
): readonly Finding[] {
  const here = findings.filter((finding) => finding.span.uri === uri);
  const touched = here.filter((finding) => overlaps(finding.span.range, range));
  const moved = diagnostics.flatMap((diagnostic) => {
    const isKnown = touched.some((finding) => isAbout(diagnostic, finding));
    return isKnown ? [] : here.filter((finding) => isAbout(diagnostic, finding)).slice(0, 1);
  });
  return [...new Set([...touched, ...moved])].slice(0, MOST_FINDINGS);
}

async function fixesOf(session: Session, finding: Finding): Promise<CodeAction[]> {
  const fixes = await session.engine.fixes(finding);
  if (fixes.length === 0) return [];
  const lines = await session.lines([...filesOfFinding(finding), ...fixes.flatMap(filesOfFix)]);
  const preferred = fixes.find((fix) => fix.safe);
  return fixes.flatMap((fix) => {
    const action = toCodeAction(session, lines, fix, CodeActionKind.QuickFix);
    if (!action) return [];
    const diagnostics = [toDiagnostic(session, lines, finding)];
    return [{ ...action, diagnostics, ...(fix === preferred ? { isPreferred: true } : {}) }];
  });
}

/** One change that ends two findings is listed once, for both. */
function addUnrepeated(actions: CodeAction[], action: CodeAction): void {
  const same = actions.find((a) => a.title === action.title && JSON.stringify(a.edit) === JSON.stringify(action.edit));
  if (same) same.diagnostics = [...(same.diagnostics ?? []), ...(action.diagnostics ?? [])];
  else actions.push(action);
}

async function rewrites(session: Session, uri: Uri, range: TextRange): Promise<CodeAction[]> {
  const actions = await session.engine.refactors(uri, range);
  const lines = await session.lines(actions.flatMap(({ fix }) => filesOfFix(fix)));
  return actions.flatMap(({ fix }) => toCodeAction(session, lines, fix, REWRITE) ?? []);
}
