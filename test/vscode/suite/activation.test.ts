import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, trustMode, waitFor } from './harness.ts';

const extensionId = 'chartwright.chartwright';

/** The packaged extension starts by itself where there is something for it to read, in Restricted Mode as well. */
export const activationTests = [
  test('the workspace is trusted as the run asked for', () => {
    assert.equal(vscode.workspace.isTrusted, trustMode() === 'trusted');
  }),
  test('the packaged extension is installed, not loaded from the source folder', () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not installed`);
    assert.match(extension.extensionPath, /extensions.chartwright\.chartwright-/);
  }),
  test('the extension starts by itself in a workspace that it is for', async () => {
    await waitFor('the extension to be active', () => vscode.extensions.getExtension(extensionId)?.isActive);
  }),
];
