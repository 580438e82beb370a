import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, extensionApi, test, waitFor, workspaceFile } from './harness.ts';

const CHART = 'harbourmaster/Chart.yaml';
const SETTINGS = 'harbourmaster/templates/settings.yaml';
const CALIBRATION = 'lighthouse/templates/calibration.yaml';
const MIGRATIONS = 'harbourmaster/templates/migrations.yaml';

/** What a test needs of what the extension's `activate` returns. */
interface Panel {
  readonly panel: vscode.WebviewPanel;
  /** Takes a message as if the page had sent it. */
  receive(message: unknown): Promise<void>;
}
interface Api {
  readonly timelines: { panel(chart: vscode.Uri): Panel | undefined };
}

/** The lens on a hook, and the panel that it opens. */
export const timelineTests = [
  test('a lens on each hook says its place', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile(CALIBRATION)));
    const titles = await waitFor('the lenses', async () => {
      const lenses = await lensesOf(CALIBRATION);
      return lenses.length === 3 && lenses.map(({ command }) => command?.title);
    });
    assert.deepEqual(
      titles,
      [1, 2, 3].map((place) => `pre-install ${place} of 3, pre-upgrade ${place} of 3`),
    );
  }),
  test('a lens goes with its setting', async () => {
    await open(SETTINGS);
    await lensOf(SETTINGS);
    const settings = vscode.workspace.getConfiguration('chartwright');
    await settings.update('codeLens.hooks', false, vscode.ConfigurationTarget.Global);
    await waitFor('no lens', async () => (await lensesOf(SETTINGS)).length === 0);
    await settings.update('codeLens.hooks', undefined, vscode.ConfigurationTarget.Global);
    await lensOf(SETTINGS);
  }),
  test('a lens opens the timeline beside the editor, which keeps the focus', async () => {
    const { document } = await open(SETTINGS);
    const { command, arguments: given = [] } = await lensOf(SETTINGS);
    await vscode.commands.executeCommand(command, ...(given as unknown[]));
    const { panel } = await panelOf();
    await waitFor('the title', () => panel.title === 'Hooks: harbourmaster');
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.notEqual(panel.viewColumn, vscode.window.activeTextEditor.viewColumn);
    panel.dispose();
  }),
  test('the command opens one panel for each chart, and what is clicked there opens in the editor', async () => {
    await open(CHART);
    await vscode.commands.executeCommand('chartwright.showTimeline');
    const shown = await panelOf();
    await open(SETTINGS);
    await vscode.commands.executeCommand('chartwright.showTimeline');
    assert.equal(await panelOf(), shown);
    await waitFor('the title', () => shown.panel.title === 'Hooks: harbourmaster');
    await shown.receive({ type: 'open', object: 'harbourmaster/templates/migrations.yaml#0', finding: null });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.path, workspaceFile(MIGRATIONS).path);
    assert.match(editor.document.lineAt(editor.selection.active).text, /helm\.sh\/hook"/);
    await shown.receive({ type: 'open', object: 'harbourmaster/templates/backup.yaml#0', finding: 0 });
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /harbourmaster\/values\.yaml$/);
    shown.panel.dispose();
    await waitFor(
      'the panel to go',
      async () => (await extensionApi<Api>()).timelines.panel(workspaceFile(CHART)) === undefined,
    );
  }),
  test('what is no message of the page does nothing', async () => {
    const { document } = await open(SETTINGS);
    await vscode.commands.executeCommand('chartwright.showTimeline');
    const shown = await panelOf();
    await waitFor('the title', () => shown.panel.title === 'Hooks: harbourmaster');
    for (const message of [
      null,
      'open',
      { type: 'open', object: workspaceFile(MIGRATIONS).toString(), finding: null },
      { type: 'open', object: '__proto__', finding: null },
      { type: 'open', object: 'harbourmaster/templates/migrations.yaml#0', finding: 99 },
      { type: 'open', object: 'harbourmaster/templates/migrations.yaml#0' },
      { type: 'scenario', id: '{' },
      { type: 'picture', how: 'print', operation: null },
    ])
      await shown.receive(message);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.equal(shown.panel.title, 'Hooks: harbourmaster');
    shown.panel.dispose();
  }),
  test('the picture goes to the clipboard as SVG', async () => {
    await open(SETTINGS);
    await vscode.commands.executeCommand('chartwright.showTimeline');
    const shown = await panelOf();
    await shown.receive({ type: 'picture', how: 'copy', operation: 'upgrade' });
    const text = await waitFor('the picture', async () => {
      const copied = await vscode.env.clipboard.readText();
      return copied.startsWith('<svg ') && copied;
    });
    assert.match(text, /helm upgrade/);
    assert.doesNotMatch(text, /helm install/);
    shown.panel.dispose();
  }),
];

async function panelOf(): Promise<Panel> {
  const { timelines } = await extensionApi<Api>();
  return waitFor('the panel', () => timelines.panel(workspaceFile(CHART)));
}

async function open(path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(path));
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await diagnosticsWhen(workspaceFile(SETTINGS), (list) => list.length > 0);
  return editor;
}

const lensesOf = async (path: string): Promise<readonly vscode.CodeLens[]> =>
  vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', workspaceFile(path), 10);

async function lensOf(path: string): Promise<vscode.Command> {
  return waitFor('a lens', async () => (await lensesOf(path)).find(({ command }) => command)?.command);
}
