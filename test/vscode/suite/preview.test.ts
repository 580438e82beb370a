import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hoverWith, replace, test, waitFor, workspaceFile } from './harness.ts';

const CHART = 'previewed';
const TEMPLATE = `${CHART}/templates/job.yaml`;
const TEXT = `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
{{- if eq .Values.mode "custom" }}
custom: true
{{- end }}
token: {{ randAlpha 8 }}
`;

/** The preview of a rendered template, and the hover that explains a hook. Both work without trust. */
export const previewTests = [
  test('the hover on a hook tells when it runs and in which place', () =>
    withChart(async ({ document }) => {
      const text = await hoverWith(document, TEXT.indexOf('pre-upgrade') + 2, 'Job');
      assert.match(text, /^Job `release-name-migrate` runs at \*\*pre-upgrade\*\*; not on rollback or delete\./);
    })),
  test('the preview opens beside the template, is YAML, and follows the typing', () =>
    withPreview(async (editor, preview) => {
      assert.equal(preview.document.languageId, 'yaml');
      assert.notEqual(preview.viewColumn, editor.viewColumn);
      assert.equal(vscode.window.activeTextEditor?.document.uri.path, editor.document.uri.path);
      assert.match(preview.document.getText(), /name: release-name-migrate\n/);
      await replace(editor, '-migrate', '-moved');
      await waitFor('the new name', () => preview.document.getText().includes('name: release-name-moved\n'));
    })),
  test('a template that fails shows the error and the rest', () =>
    withPreview(async (editor, preview) => {
      await replace(editor, 'randAlpha 8', 'fail "no token"');
      const text = await waitFor('the error', () => {
        const shown = preview.document.getText();
        return shown.includes('no token') && shown;
      });
      assert.match(
        text,
        /^# Helm refuses the release.*\n# execution error at \(previewed\/templates\/job\.yaml:10:10\): no token\n/,
      );
      assert.match(text, /kind: Job/);
    })),
];

async function withChart(body: (editor: vscode.TextEditor) => Promise<void>): Promise<void> {
  const write = (path: string, text: string): PromiseLike<void> =>
    vscode.workspace.fs.writeFile(workspaceFile(path), new TextEncoder().encode(text));
  await write(`${CHART}/Chart.yaml`, 'apiVersion: v2\nname: previewed\nversion: 1.0.0\n');
  await write(`${CHART}/values.yaml`, 'mode: auto\n');
  await write(TEMPLATE, TEXT);
  const document = await vscode.workspace.openTextDocument(workspaceFile(TEMPLATE));
  try {
    await body(await vscode.window.showTextDocument(document, vscode.ViewColumn.One));
  } finally {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile(CHART), { recursive: true });
  }
}

function withPreview(body: (editor: vscode.TextEditor, preview: vscode.TextEditor) => Promise<void>): Promise<void> {
  return withChart(async (editor) => {
    // The server hears of new files by its watchers; until then the file is no template of a chart.
    await waitFor('the chart', async () => {
      await vscode.commands.executeCommand('chartwright.previewTemplate');
      const shown = previewEditor();
      if (shown?.document.getText().includes('kind: Job') === true) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
      await editor.document.save();
      return false;
    });
    const preview = previewEditor();
    assert.ok(preview);
    await body(editor, preview);
  });
}

const previewEditor = (): vscode.TextEditor | undefined =>
  vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'chartwright-preview');
