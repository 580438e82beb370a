import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, waitFor, workspaceFile, write } from './harness.ts';

const CHART = 'helm-language';
const OTHER = 'helm-language-without-chart';

/** YAML below the templates of a chart gets the language `helm`, unless the user says otherwise. */
export const helmLanguageTests = [
  test('a template of a chart opens as Helm, and only that', () =>
    withFiles(async () => {
      const template = await open(`${CHART}/templates/tests/job.yaml`);
      await waitFor('the language helm', () => template.languageId === 'helm');
      const values = await open(`${CHART}/values.yaml`);
      const stray = await open(`${OTHER}/templates/job.yaml`);
      // By the time that a second template has its language, those opened before it would have theirs.
      const second = await open(`${CHART}/templates/second.yml`);
      await waitFor('the language helm', () => second.languageId === 'helm');
      assert.equal(values.languageId, 'yaml');
      assert.equal(stray.languageId, 'yaml');
    })),
  test('NOTES.txt and .tpl are Helm by their names, indented by two', () =>
    withFiles(async () => {
      assert.equal((await open(`${CHART}/templates/NOTES.txt`)).languageId, 'helm');
      assert.equal((await open(`${CHART}/templates/_helpers.tpl`)).languageId, 'helm');
      assert.equal(vscode.workspace.getConfiguration('editor', { languageId: 'helm' }).get('tabSize'), 2);
    })),
  test('a language chosen by hand stays', () =>
    withFiles(async () => {
      const template = await open(`${CHART}/templates/tests/job.yaml`);
      await waitFor('the language helm', () => template.languageId === 'helm');
      await vscode.languages.setTextDocumentLanguage(template, 'yaml');
      const second = await open(`${CHART}/templates/second.yml`);
      await waitFor('the language helm', () => second.languageId === 'helm');
      assert.equal(template.languageId, 'yaml');
    })),
  test('the setting leaves them YAML, until it is on again', () =>
    withFiles(async () => {
      const setting = vscode.workspace.getConfiguration('chartwright');
      await setting.update('helmLanguage', false, vscode.ConfigurationTarget.Workspace);
      const template = await open(`${CHART}/templates/switched.yaml`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(template.languageId, 'yaml');
      await setting.update('helmLanguage', undefined, vscode.ConfigurationTarget.Workspace);
      await waitFor('the language helm', () => template.languageId === 'helm');
    })),
];

async function open(path: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(workspaceFile(path));
}

/** Runs with a chart, and with a folder that only looks like one. */
async function withFiles(body: () => Promise<void>): Promise<void> {
  await write(`${CHART}/Chart.yaml`, 'apiVersion: v2\nname: probe\nversion: 1.0.0\n');
  await write(`${CHART}/values.yaml`, 'a: 1\n');
  for (const name of ['tests/job.yaml', 'second.yml', 'switched.yaml', 'NOTES.txt', '_helpers.tpl']) {
    await write(`${CHART}/templates/${name}`, 'a: {{ .Values.a }}\n');
  }
  await write(`${OTHER}/templates/job.yaml`, 'a: b\n');
  try {
    await body();
  } finally {
    for (const folder of [CHART, OTHER]) await vscode.workspace.fs.delete(workspaceFile(folder), { recursive: true });
  }
}
