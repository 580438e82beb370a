import type { Uri } from 'vscode';
import { commands, Disposable, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ScenariosParams, ScenariosResult } from '../../../server/src/protocol/preview.ts';
import { SCENARIOS } from '../../../server/src/protocol/preview.ts';
import { PREVIEW_SCHEME, previewOf, templateOf } from '../views/previewAddress.ts';
import { PreviewContent } from '../views/previewContent.ts';
import { PreviewLink } from '../views/previewLink.ts';
import { PreviewMarks } from '../views/previewMarks.ts';

/** The preview of rendered templates: its documents, marks and commands. */
export function registerPreview(client: BaseLanguageClient): Disposable {
  const content = new PreviewContent(client);
  return Disposable.from(
    content,
    new PreviewMarks(content),
    new PreviewLink(client, content),
    commands.registerCommand('chartwright.previewTemplate', (uri?: Uri) => openPreview(uri)),
    commands.registerCommand('chartwright.previewScenario', (uri?: Uri) => chooseScenario(client, content, uri)),
  );
}

/** Opens the preview beside the template; the template keeps the focus. */
async function openPreview(uri = window.activeTextEditor?.document.uri): Promise<void> {
  if (!uri || uri.scheme === PREVIEW_SCHEME) return;
  const document = await workspace.openTextDocument(previewOf(uri));
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
}

async function chooseScenario(
  client: BaseLanguageClient,
  content: PreviewContent,
  uri = window.activeTextEditor?.document.uri,
): Promise<void> {
  if (!uri) return;
  const preview = uri.scheme === PREVIEW_SCHEME ? uri : previewOf(uri);
  const params: ScenariosParams = { uri: templateOf(preview).toString() };
  const current = content.params(preview).scenario;
  const items = client
    .sendRequest<ScenariosResult | null>(SCENARIOS, params)
    .then((result) => toItems(result, current));
  const placeHolder = 'The values to render the template with';
  const picked = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (!picked) return;
  if (uri.scheme !== PREVIEW_SCHEME) await openPreview(uri);
  content.choose(preview, picked.id);
}

function toItems(
  result: ScenariosResult | null,
  current: string,
): { id: string; label: string; description: string }[] {
  const all = [{ id: '', name: "The chart's defaults" }, ...(result?.scenarios ?? [])];
  return all.map(({ id, name }) => ({ id, label: name, description: id === current ? 'shown' : '' }));
}
