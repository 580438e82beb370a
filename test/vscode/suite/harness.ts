import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** How the workspace was opened: with or without the user's trust. */
export type TrustMode = 'trusted' | 'restricted';

/** One test; it passes when `body` settles without an error within its time. */
export interface Test {
  readonly name: string;
  /** Left out in the other mode. */
  readonly only: TrustMode | undefined;
  readonly milliseconds: number;
  readonly body: () => unknown;
}

/** What a test may ask for beyond the usual. */
export interface TestOptions {
  readonly only?: TrustMode;
  readonly milliseconds?: number;
}

/** Describes a test; nothing runs before {@link runTests}. Default time: 30 s. */
export function test(name: string, body: () => unknown, options: TestOptions = {}): Test {
  return { name, body, only: options.only, milliseconds: options.milliseconds ?? 30_000 };
}

/** The line of the events file that tells of one test, as JSON; `error` is null for one that passed. */
interface TestEvent {
  readonly name: string;
  readonly milliseconds: number;
  readonly error: string | null;
}

/**
 * Runs tests one after the other and appends each result to the file that CHARTWRIGHT_TEST_EVENTS names.
 * Rejects when one failed, which is how an extension host learns of it.
 */
export async function runTests(tests: readonly Test[]): Promise<void> {
  const mode = trustMode();
  const failed: string[] = [];
  for (const item of tests.filter((candidate) => (candidate.only ?? mode) === mode)) {
    const event = await runTest(item);
    if (event.error !== null) failed.push(event.name);
    report({ ...event });
  }
  report({ done: true });
  if (failed.length > 0) throw new Error(`Failed: ${failed.join('; ')}`);
}

/** The mode that the run was asked for; tests compare it with what the editor says. */
export function trustMode(): TrustMode {
  return process.env['CHARTWRIGHT_TEST_MODE'] === 'restricted' ? 'restricted' : 'trusted';
}

/** Asks again every 25 ms until `probe` gives something other than undefined or false, and returns that. */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | false | PromiseLike<T | undefined | false>,
  milliseconds = 20_000,
): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${milliseconds} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Resolves with the first event that `accept` takes. Subscribes at once, so call it before what causes the event. */
export async function nextEvent<T>(
  what: string,
  event: vscode.Event<T>,
  accept: (value: T) => boolean = () => true,
  milliseconds = 20_000,
): Promise<T> {
  let subscription: vscode.Disposable | undefined;
  const happened = new Promise<T>((resolve) => {
    subscription = event((value) => {
      if (accept(value)) resolve(value);
    });
  });
  return withTime(what, milliseconds, happened).finally(() => {
    subscription?.dispose();
  });
}

/** Waits until the diagnostics of a file are as `accept` wants them, and returns them. */
export async function diagnosticsWhen(
  uri: vscode.Uri,
  accept: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
  milliseconds = 20_000,
): Promise<readonly vscode.Diagnostic[]> {
  const now = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
  return waitFor(`diagnostics of ${uri.path}`, () => accept(now()) && now(), milliseconds);
}

/** The address of a file of the open workspace; `path` is relative to its first folder. */
export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Writes a file of the open workspace. */
export async function write(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(workspaceFile(path), bytes);
}

/** What the extension's `activate` returns, of which a test names the parts that it needs. */
export async function extensionApi<T>(): Promise<T> {
  const extension = vscode.extensions.getExtension<T>('chartwright.chartwright');
  assert.ok(extension);
  return extension.activate();
}

/** Opens a file of the workspace in the active group and gives it the focus. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile(path)));
}

/** The id of the rule that a diagnostic comes from. */
export const ruleOf = ({ code }: vscode.Diagnostic): string | undefined =>
  typeof code === 'object' ? String(code.value) : undefined;

/** Waits until a file shows a finding of a rule. */
export async function findingOf(path: string, rule: string): Promise<vscode.Diagnostic> {
  const all = await diagnosticsWhen(workspaceFile(path), (list) => list.some((one) => ruleOf(one) === rule));
  const found = all.find((one) => ruleOf(one) === rule);
  assert.ok(found);
  return found;
}

/** The text of the first hover at an offset of a document that holds `part`. */
export async function hoverWith(document: vscode.TextDocument, offset: number, part: string): Promise<string> {
  return waitFor('a hover', async () => {
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(offset),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .find((text) => text.includes(part));
  });
}

/** Replaces the first occurrence of a text, as typing does. */
export async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(old);
  assert.ok(at >= 0, `${old} is not in ${document.uri.path}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + old.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, text)));
}

async function runTest({ name, body, milliseconds }: Test): Promise<TestEvent> {
  const start = performance.now();
  const elapsed = (): number => Math.round(performance.now() - start);
  try {
    await withTime(
      name,
      milliseconds,
      Promise.resolve().then(() => body()),
    );
    return { name, milliseconds: elapsed(), error: null };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, milliseconds: elapsed(), error: text };
  } finally {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

async function withTime<T>(what: string, milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function report(event: object): void {
  const file = process.env['CHARTWRIGHT_TEST_EVENTS'];
  if (file === undefined) console.log(JSON.stringify(event));
  else appendFileSync(file, `${JSON.stringify(event)}\n`);
}
