import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, test, waitFor, workspaceFile } from './harness.ts';

/** In examples/: the operator was bumped, its CRDs were not. */
const MISMATCH = 'calico-mismatch/kustomization.yaml';

/** The language client at work: what the server says arrives in the editor, and the other way round. */
export const languageClientTests = [
  test('a quick fix ends the finding, and undoing it brings the finding back', async () => {
    const [found] = await mismatches();
    const uri = workspaceFile(MISMATCH);
    assert.ok(found);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const edit = actions.find((action) => action.edit)?.edit;
    assert.ok(edit, `no edit among ${actions.map((action) => action.title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await diagnosticsWhen(uri, (list) => list.length === 0);
    await vscode.commands.executeCommand('undo');
    await diagnosticsWhen(uri, (list) => list.length > 0);
  }),
  test('settings hold at once', async () => {
    await mismatches();
    const uri = workspaceFile(MISMATCH);
    const settings = vscode.workspace.getConfiguration('chartwright');
    await settings.update('rules', { 'pin/companion-mismatch': 'off' }, vscode.ConfigurationTarget.Global);
    await diagnosticsWhen(uri, (list) => list.length === 0);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    await diagnosticsWhen(uri, (list) => list.length > 0);
  }),
  test('the server can be restarted', async () => {
    await mismatches();
    await vscode.commands.executeCommand('chartwright.restart');
    await diagnosticsWhen(workspaceFile(MISMATCH), (list) => list.length > 0);
  }),
  test('a file that appears on disk, and goes again, is noticed', async () => {
    const [uri, later] = [workspaceFile('appears/kustomization.yaml'), workspaceFile('appears/later.yaml')];
    await vscode.workspace.fs.writeFile(uri, Buffer.from('resources:\n  - later.yaml\n'));
    await vscode.window.showTextDocument(uri);
    await diagnosticsWhen(uri, (list) => list.length > 0);
    await vscode.workspace.fs.writeFile(later, Buffer.from('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n'));
    await diagnosticsWhen(uri, (list) => list.length === 0);
    await vscode.workspace.fs.delete(later);
    await diagnosticsWhen(uri, (list) => list.length > 0);
  }),
];

async function mismatches(): Promise<readonly vscode.Diagnostic[]> {
  const extension = await waitFor('the extension', () => vscode.extensions.getExtension('chartwright.chartwright'));
  await extension.activate();
  const uri = workspaceFile(MISMATCH);
  await vscode.window.showTextDocument(uri);
  return diagnosticsWhen(uri, (list) => list.length > 0);
}
