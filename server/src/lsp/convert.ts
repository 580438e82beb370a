import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  Hover,
  Location,
  MarkupKind,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver';
import {
  CodeActionKind,
  CompletionItemKind,
  CreateFile,
  DeleteFile,
  DiagnosticSeverity,
  DiagnosticTag,
  RenameFile,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver';
import type { Completion } from '../core/features/completion.ts';
import type { Hover as CoreHover } from '../core/features/hover.ts';
import { docsUrl } from '../core/rules/docsUrl.ts';
import type { FileEdit, Finding, Fix, Severity } from '../core/rules/rule.ts';
import type { LineIndex } from '../core/text/lineIndex.ts';
import type { Span, TextRange } from '../core/text/range.ts';
import type { ReleaseKey } from '../core/project/releaseKey.ts';
import { releaseKey } from '../core/project/releaseKey.ts';
import { isArchived } from '../core/project/chartSource.ts';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';
import { addressOf } from './addresses.ts';
import type { Lines, Session } from './session.ts';

/** The kinds of our code actions: all safe fixes of a file at once, and changes without a finding. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.chartwright`;
export const REWRITE = `${CodeActionKind.RefactorRewrite}.chartwright`;

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Rules whose findings an editor shows as superfluous or outdated text, not only with a squiggle. */
const TAGS: Readonly<Record<string, DiagnosticTag>> = {
  'engine/unused-suppression': DiagnosticTag.Unnecessary,
  'kustomize/deprecated-field': DiagnosticTag.Deprecated,
};

/** Zero-based lines and UTF-16 columns for a range of offsets. */
export function toLspRange(lines: LineIndex, range: TextRange): Range {
  return { start: lines.offsetToPosition(range.start), end: lines.offsetToPosition(range.end) };
}

/** The UTF-16 offsets of a client's range. */
export function fromLspRange(lines: LineIndex, range: Range): TextRange {
  return { start: lines.positionToOffset(range.start), end: lines.positionToOffset(range.end) };
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A place as the client opens it: see {@link addressOf}. */
export function toLocation(session: Session, lines: Lines, { uri, range }: Span): Location {
  const isInside = !isArchived(uri) || session.client.opensArchives;
  return { uri: addressOf(session, uri), range: isInside ? toLspRange(lines(uri), range) : TOP };
}

/** A finding as its file's diagnostic. `data` is what `isAbout` needs. */
export function toDiagnostic(session: Session, lines: Lines, finding: Finding): Diagnostic {
  const { span, rule, related, message } = finding;
  const tag = TAGS[rule];
  return {
    range: toLspRange(lines(span.uri), span.range),
    severity: SEVERITY[finding.severity],
    code: rule,
    codeDescription: { href: docsUrl(rule) },
    source: 'chartwright',
    message,
    ...(tag === undefined ? {} : { tags: [tag] }),
    relatedInformation: related.map((place) => ({
      location: toLocation(session, lines, place.span),
      message: place.message,
    })),
    data: { rule, message, ...(finding.scenario ? { release: finding.target.key } : {}) },
  };
}

/** Every file in which a finding names a place. */
export const filesOfFinding = ({ span, related }: Finding): Uri[] => [
  span.uri,
  ...related.map((place) => place.span.uri),
];

/** Whether a diagnostic that the client hands back was made from a finding, or from an older one with the same words. */
export function isAbout(diagnostic: Diagnostic, finding: Finding): boolean {
  const data: unknown = diagnostic.data;
  if (typeof data !== 'object' || data === null || !('rule' in data) || !('message' in data)) return false;
  return data.rule === finding.rule && data.message === finding.message;
}

/** The release that shows a diagnostic which the defaults don't have. */
export function releaseOfDiagnostic({ data }: Diagnostic): ReleaseKey | undefined {
  const known: unknown = data;
  if (typeof known !== 'object' || known === null || !('release' in known)) return undefined;
  const key = known.release;
  if (typeof key !== 'string' || !key.includes('#')) return undefined;
  const end = key.indexOf('#');
  return releaseKey(toUri(key.slice(0, end)), key.slice(end + 1));
}

/** UTF-16 units of Markdown that are shown at most. */
const LONGEST_MARKDOWN = 20_000;

/** Names and values in Markdown are anybody's: none makes an editor load an image, of which ours have none, or draw a megabyte. */
function harmless(markdown: string): string {
  const most = markdown.length <= LONGEST_MARKDOWN ? markdown : `${markdown.slice(0, LONGEST_MARKDOWN)} …`;
  return most.replaceAll('![', '!\u2060[');
}

/** A hover in the kind of text that the client shows. */
export function toHover(lines: LineIndex, hover: CoreHover, kind: MarkupKind): Hover {
  return { range: toLspRange(lines, hover.range), contents: { kind, value: harmless(hover.markdown) } };
}

/** One of a list of completions, at its place in that list, which clients sort by text. */
export function toCompletionItem(
  lines: LineIndex,
  { label, kind, detail, markdown, edit }: Completion,
  place: number,
  markup: MarkupKind,
): CompletionItem {
  return {
    label,
    kind: kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
    ...(detail === '' ? {} : { detail }),
    documentation: { kind: markup, value: harmless(markdown) },
    sortText: String(place).padStart(3, '0'),
    filterText: label,
    textEdit: TextEdit.replace(toLspRange(lines, edit.range), edit.newText),
  };
}

/** A fix as a code action; undefined where this client can't carry it out. */
export function toCodeAction(session: Session, lines: Lines, fix: Fix, kind: CodeActionKind): CodeAction | undefined {
  const edit = toWorkspaceEdit(session, lines, fix);
  return edit && { title: fix.title, kind, edit };
}

/** Every file whose text a fix changes. */
export const filesOfFix = (fix: Fix): Uri[] => fix.edits.map((file) => file.uri);

/**
 * The edits of a fix, for the versions of documents that the editor holds now. Text edits come first, as they refer to
 * files under their old names. Undefined where the client lacks what the fix needs.
 */
export function toWorkspaceEdit(session: Session, lines: Lines, fix: Fix): WorkspaceEdit | undefined {
  const { documents, client } = session;
  const movesFiles = [fix.create, fix.rename, fix.delete].some((list) => (list?.length ?? 0) > 0);
  if (movesFiles && !(client.documentChanges && client.fileOperations)) return undefined;
  if (!client.documentChanges) {
    return {
      changes: Object.fromEntries(fix.edits.map((f) => [documents.spelling(f.uri), toTextEdits(lines(f.uri), f)])),
    };
  }
  const edits = fix.edits.map((file) => versioned(session, file.uri, toTextEdits(lines(file.uri), file)));
  const start = { line: 0, character: 0 };
  const created = (fix.create ?? []).flatMap(({ uri, text }) => [
    CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }),
    versioned(session, uri, [TextEdit.insert(start, text)]),
  ]);
  const renamed = (fix.rename ?? []).map(({ from, to }) =>
    RenameFile.create(documents.spelling(from), to, { overwrite: false }),
  );
  const deleted = (fix.delete ?? []).map((uri) => DeleteFile.create(documents.spelling(uri)));
  return { documentChanges: [...edits, ...created, ...renamed, ...deleted] };
}

function versioned({ documents }: Session, uri: Uri, edits: TextEdit[]): TextDocumentEdit {
  return TextDocumentEdit.create({ uri: documents.spelling(uri), version: documents.version(uri) ?? null }, edits);
}

function toTextEdits(lines: LineIndex, { edits }: FileEdit): TextEdit[] {
  return edits.map(({ range, newText }) => TextEdit.replace(toLspRange(lines, range), newText));
}
