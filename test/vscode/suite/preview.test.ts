import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ArchivedTemplatesResult } from '../../../server/src/protocol/preview.ts';
import { ARCHIVED_TEMPLATES } from '../../../server/src/protocol/preview.ts';
import { makeTgz } from '../../support/tar.ts';
import { extensionApi, hoverWith, open, replace, test, waitFor, workspaceFile, write } from './harness.ts';

const CHART = 'previewed';
const TEMPLATE = `${CHART}/templates/job.yaml`;
const VALUES = `${CHART}/values.yaml`;
const TEXT = `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
{{- if eq .Values.mode "custom" }}
custom: true
{{- end }}
mode: {{ .Values.mode }}
token: {{ randAlpha 8 }}
`;
const NEVER = '{{- if .Values.never.enabled }}\nkind: Secret\n{{- end }}\n';

const ARCHIVED = new Map([
  ['cache/Chart.yaml', 'apiVersion: v2\nname: cache\nversion: 0.1.0\n'],
  ['cache/values.yaml', 'size: 3\n'],
  ['cache/templates/cached.yaml', 'kind: Cached\nsize: {{ .Values.size }}\n'],
]);

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
      await shows(preview, 'name: release-name-moved\n');
    })),
  test('a template that fails shows the error with a link to its place, and the rest', () =>
    withPreview(async (editor, preview) => {
      await replace(editor, 'randAlpha 8', 'fail "no token"');
      const text = await shows(preview, 'no token');
      assert.match(
        text,
        /^# Helm refuses the release.*\n# execution error at \(previewed\/templates\/job\.yaml:11:10\): no token\n/,
      );
      assert.match(text, /kind: Job/);
      const link = await waitFor('a link', async () => {
        const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
          'vscode.executeLinkProvider',
          preview.document.uri,
        );
        return links.find(({ target }) => target?.fragment === 'L11,11');
      });
      assert.equal(link.target?.path, workspaceFile(TEMPLATE).path);
      assert.equal(preview.document.getText(link.range), 'previewed/templates/job.yaml:11:10');
    })),
  test('the cursor in one is followed in the other, and back', () =>
    withPreview(async (editor, preview) => {
      select(editor, TEXT.indexOf('.Release.Name') + 3);
      await cursorAt(preview, 'release-name');
      const other = await inFront(preview);
      select(other, other.document.getText().indexOf('pre-upgrade'));
      await cursorAt(visible(editor.document.uri), 'pre-upgrade');
      const again = await inFront(visible(editor.document.uri));
      select(again, TEXT.indexOf('Job'));
      await cursorAt(visible(preview.document.uri), 'Job');
    })),
  test('a preview that opens at what prints nothing shows the place behind what comes before', () =>
    withChart(async (editor) => {
      const filler = Array.from({ length: 300 }, (_, i) => `# line ${i}\n`).join('');
      await replace(editor, 'apiVersion', `${filler}apiVersion`);
      select(editor, editor.document.getText().indexOf('{{- if eq') + 5);
      await vscode.commands.executeCommand('chartwright.previewTemplate');
      const preview = await waitFor('the preview', () => previewOf('job.yaml'));
      await waitFor('the place', () => visible(preview.document.uri).visibleRanges.some(({ end }) => end.line > 300));
    })),
  test('a selection is a selection in the other, and the cursor is followed while the text changes', () =>
    withPreview(async (editor, preview) => {
      const at = editor.document.positionAt(TEXT.indexOf('batch/v1'));
      editor.selection = new vscode.Selection(at, at.translate(0, 'batch/v1'.length));
      await waitFor('the selection', () => preview.document.getText(preview.selection) === 'batch/v1');
      for (const letter of 'xyz') await vscode.commands.executeCommand('type', { text: letter });
      await shows(preview, 'apiVersion: xyz\n');
      await cursorAt(preview, '\nkind');
    })),
  test('an edit of values.yaml, typed or on disk, is shown; its cursor leads to what was printed', () =>
    withPreview(async (_, preview) => {
      await write(VALUES, 'mode: disk\n');
      await shows(preview, 'mode: disk\n');
      const values = await open(VALUES);
      await replace(values, 'disk', 'typed');
      await shows(preview, 'mode: typed\n');
      select(values, 'mode: ty'.length);
      await cursorAt(preview, 'typed');
    })),
  test('the values are said and chosen, also for a template that renders nothing in the defaults', () =>
    withPreview(async (_, preview) => {
      await waitFor('the values', async () => (await lensTitles(preview)).includes("Values: the chart's defaults"));
      await open(`${CHART}/templates/never.yaml`);
      await vscode.commands.executeCommand('chartwright.previewTemplate');
      const never = await waitFor('the other preview', () => previewOf('never.yaml'));
      await shows(never, "# Nothing is rendered with the chart's default values.\n");
      const lens = await waitFor('the offer', async () =>
        (await lensesOf(never)).find(({ command }) => command?.title.startsWith('Show with')),
      );
      assert.equal(lens.command?.title, 'Show with never.enabled=true');
      await vscode.commands.executeCommand(lens.command.command, ...((lens.command.arguments ?? []) as unknown[]));
      assert.equal(await shows(never, 'kind: Secret'), '# With never.enabled=true\n\nkind: Secret\n');
      await waitFor('its name', async () => (await lensTitles(never)).includes('Values: never.enabled=true'));
    })),
  test('the preview outlives a restart of the server', () =>
    withPreview(async (editor, preview) => {
      // The text may still be the one of a chart that was here before; this one the server has made just now.
      await replace(editor, '-migrate', '-known');
      await shows(preview, 'name: release-name-known\n');
      const seen: string[] = [];
      const listening = vscode.workspace.onDidChangeTextDocument(
        ({ document }) => document === preview.document && seen.push(document.getText()),
      );
      await vscode.commands.executeCommand('chartwright.restart');
      await replace(editor, '-known', '-restarted');
      await shows(preview, 'name: release-name-restarted\n');
      listening.dispose();
      assert.ok(
        seen.every((text) => text.includes('kind: Job')),
        seen.join('---\n'),
      );
    })),
  test('the preview goes with a template that is renamed, and says so when its chart is gone', () =>
    withPreview(async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(workspaceFile(TEMPLATE), workspaceFile(`${CHART}/templates/renamed.yaml`));
      assert.ok(await vscode.workspace.applyEdit(edit));
      const renamed = await waitFor('the new preview', () => previewOf('renamed.yaml'));
      await shows(renamed, 'kind: Job');
      await waitFor('the old preview to go', () => previewOf('job.yaml') === undefined);
      await vscode.workspace.fs.delete(workspaceFile(CHART), { recursive: true });
      await shows(renamed, '# Nothing to render: this file is gone');
    })),
  test('a template in the archive of a subchart is previewed and linked', () =>
    withPreview(async () => {
      const archive = workspaceFile(`${CHART}/charts/cache-0.1.0.tgz`);
      await vscode.workspace.fs.writeFile(archive, makeTgz(ARCHIVED));
      const { client } = await extensionApi<{ readonly client: Client }>();
      const uri = await waitFor('the template', async () => {
        const params = { uri: archive.toString() };
        const listed = await client.sendRequest<ArchivedTemplatesResult | null>(ARCHIVED_TEMPLATES, params);
        return listed?.templates[0]?.uri;
      });
      const address = vscode.Uri.parse(uri, true);
      await vscode.commands.executeCommand('chartwright.previewTemplate', address);
      const preview = await waitFor('its preview', () => previewOf('cached.yaml'));
      await shows(preview, 'size: 3\n');
      const editor = visible(address);
      select(editor, editor.document.getText().indexOf('.Values'));
      await cursorAt(preview, '3');
    })),
];

/** What is used of the language client that the extension gives out. */
interface Client {
  sendRequest<R>(method: string, params: object): Promise<R>;
}

async function withChart(body: (editor: vscode.TextEditor) => Promise<void>): Promise<void> {
  await write(`${CHART}/Chart.yaml`, 'apiVersion: v2\nname: previewed\nversion: 1.0.0\n');
  await write(VALUES, 'mode: auto\nnever:\n  enabled: false\n');
  await write(TEMPLATE, TEXT);
  await write(`${CHART}/templates/never.yaml`, NEVER);
  const document = await vscode.workspace.openTextDocument(workspaceFile(TEMPLATE));
  try {
    await body(await vscode.window.showTextDocument(document, vscode.ViewColumn.One));
  } finally {
    for (const open of vscode.workspace.textDocuments.filter((one) => one.isDirty)) {
      await vscode.window.showTextDocument(open);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile(CHART), { recursive: true }).then(undefined, () => undefined);
  }
}

function withPreview(body: (editor: vscode.TextEditor, preview: vscode.TextEditor) => Promise<void>): Promise<void> {
  return withChart(async (editor) => {
    await vscode.commands.executeCommand('chartwright.previewTemplate');
    const preview = await waitFor('the preview', () => previewOf('job.yaml'));
    // The server hears of new files by its watchers; until then the file is no template of a chart.
    await shows(preview, 'kind: Job');
    await waitFor('the template in front', () => vscode.window.activeTextEditor === editor);
    await body(editor, preview);
  });
}

const previewOf = (name: string): vscode.TextEditor | undefined =>
  vscode.window.visibleTextEditors.find(
    ({ document: { uri } }) => uri.scheme === 'chartwright-preview' && uri.path.endsWith(`/Rendered ${name}`),
  );

/** Waits until a preview holds a text, and returns the whole. */
const shows = ({ document }: vscode.TextEditor, part: string): Promise<string> =>
  waitFor(`"${part.trim()}" in the preview`, () => document.getText().includes(part) && document.getText());

function visible(uri: vscode.Uri): vscode.TextEditor {
  const found = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  assert.ok(found, `${uri.path} is not visible`);
  return found;
}

/** Goes to an editor as a user does, and returns it once it has the focus. */
async function inFront({ document, viewColumn }: vscode.TextEditor): Promise<vscode.TextEditor> {
  await vscode.window.showTextDocument(document, viewColumn);
  return waitFor('the editor in front', () => {
    const { activeTextEditor } = vscode.window;
    return activeTextEditor?.document === document ? activeTextEditor : undefined;
  });
}

function select(editor: vscode.TextEditor, offset: number): void {
  const at = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(at, at);
}

/** Waits until the cursor of an editor stands where a text begins there. */
const cursorAt = (editor: vscode.TextEditor, text: string): Promise<boolean> =>
  waitFor(`the cursor at "${text}"`, () => {
    const { document, selection } = editor;
    return document.offsetAt(selection.start) === document.getText().indexOf(text);
  });

async function lensesOf({ document }: vscode.TextEditor): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 9);
}

async function lensTitles(editor: vscode.TextEditor): Promise<(string | undefined)[]> {
  return (await lensesOf(editor)).map(({ command }) => command?.title);
}
