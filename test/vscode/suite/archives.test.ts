import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeTgz } from '../../support/tar.ts';
import { extensionApi, findingOf, open, test, waitFor, workspaceFile, write } from './harness.ts';

const CHART = 'packed';
const OBJECT = 'packed/charts/cache/templates/job.yaml#0';
const ARCHIVED = new Map([
  ['cache/Chart.yaml', 'apiVersion: v2\nname: cache\nversion: 0.1.0\n'],
  ['cache/values.yaml', 'size: 3\nhook: pre-instal\n'],
  [
    'cache/templates/job.yaml',
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: post-instal\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: b\n  annotations:\n    helm.sh/hook: {{ .Values.hook }}\n',
  ],
]);

/** What lies in the archive of a subchart opens from wherever it is named. */
export const archiveTests = [
  test('the related places of a finding on an archive open at the words that they mean', () =>
    withChart(async () => {
      await open(`${CHART}/Chart.yaml`);
      const { message } = await findingOf(`${CHART}/Chart.yaml`, 'hook/unknown-event');
      assert.match(message, /-instal`/);
      const findings = vscode.languages.getDiagnostics(workspaceFile(`${CHART}/Chart.yaml`));
      const places = findings.flatMap(({ relatedInformation = [] }) => relatedInformation.map((one) => one.location));
      assert.ok(places.length >= 2);
      const texts: string[] = [];
      for (const { uri, range } of places) {
        const document = await vscode.workspace.openTextDocument(uri);
        const editor = await vscode.window.showTextDocument(document, { selection: range });
        texts.push(editor.document.getText(editor.selection));
        if (uri.path.includes('/templates/')) await waitFor('the language', () => document.languageId === 'helm');
      }
      assert.deepEqual(texts.sort(), ['post-instal', 'pre-instal']);
    })),
  test('a hook of the timeline opens in the archive, and the timeline from there', () =>
    withChart(async () => {
      const chart = await open(`${CHART}/Chart.yaml`);
      await findingOf(`${CHART}/Chart.yaml`, 'hook/unknown-event');
      const { timelines } = await extensionApi<Api>();
      await vscode.commands.executeCommand('chartwright.showTimeline');
      const shown = await waitFor('the panel', () => timelines.panel(chart.document.uri));
      await waitFor('the title', () => shown.panel.title === 'Hooks: packed');
      await shown.receive({ type: 'open', object: OBJECT, finding: null });
      const inside = await waitFor('the template', () => {
        const { activeTextEditor } = vscode.window;
        return activeTextEditor?.document.uri.scheme === 'chartwright-archive' && activeTextEditor;
      });
      assert.match(inside.document.lineAt(inside.selection.active).text, /helm\.sh\/hook/);
      shown.panel.dispose();
      await waitFor('the panel to go', () => timelines.panel(chart.document.uri) === undefined);
      await vscode.commands.executeCommand('chartwright.showTimeline');
      (await waitFor('the panel again', () => timelines.panel(chart.document.uri))).panel.dispose();
    })),
];

/** What is used of what the extension's `activate` returns. */
interface Panel {
  readonly panel: vscode.WebviewPanel;
  receive(message: unknown): Promise<void>;
}
interface Api {
  readonly timelines: { panel(chart: vscode.Uri): Panel | undefined };
}

async function withChart(body: () => Promise<void>): Promise<void> {
  const chart = 'apiVersion: v2\nname: packed\nversion: 1.0.0\ndependencies:\n  - name: cache\n    version: 0.1.0\n';
  await write(`${CHART}/charts/cache-0.1.0.tgz`, makeTgz(ARCHIVED));
  await write(`${CHART}/Chart.yaml`, chart);
  try {
    await body();
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile(CHART), { recursive: true }).then(undefined, () => undefined);
  }
}
