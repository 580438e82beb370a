import type { FileRenameEvent, QuickPickItem, Tab, Uri } from 'vscode';
import { commands, Disposable, QuickPickItemKind, TabInputText, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ScenariosParams, ScenariosResult } from '../../../server/src/protocol/preview.ts';
import { ARCHIVE_SCHEME } from '../../../server/src/protocol/archive.ts';
import { SCENARIOS } from '../../../server/src/protocol/preview.ts';
import { editorsOf, isPreview, previewEditors, previewOf, templateOf } from '../views/previewAddress.ts';
import { ArchivedTemplates } from '../views/archivedTemplates.ts';
import { PreviewContent } from '../views/previewContent.ts';
import { PreviewLink } from '../views/previewLink.ts';
import { PreviewMarks } from '../views/previewMarks.ts';
import type { AskScenarios } from '../views/previewScenario.ts';
import { DEFAULTS, PreviewScenario } from '../views/previewScenario.ts';

/** The preview of rendered templates: its documents, marks and commands. */
export function registerPreview(client: BaseLanguageClient): Disposable {
  const content = new PreviewContent(client);
  const archived = new ArchivedTemplates(client);
  const ask: AskScenarios = (preview) => {
    const params: ScenariosParams = { uri: templateOf(preview).toString() };
    return client.sendRequest<ScenariosResult | null>(SCENARIOS, params);
  };
  return Disposable.from(
    content,
    new PreviewMarks(content),
    new PreviewLink(client, content),
    new PreviewScenario(content, ask),
    commands.registerCommand('chartwright.previewTemplate', (uri?: Uri) => openPreview(content, uri)),
    workspace.registerTextDocumentContentProvider(ARCHIVE_SCHEME, archived),
    commands.registerCommand('chartwright.previewArchived', async (uri: Uri) => {
      const template = await archived.choose(uri);
      if (template) await openPreview(content, template);
    }),
    commands.registerCommand('chartwright.previewScenario', (uri?: Uri) => chooseScenario(content, ask, uri)),
    commands.registerCommand('chartwright.showScenario', (uri: Uri, id: string) => content.choose(uri, id)),
    workspace.onDidRenameFiles((event) => void followRenames(content, event)),
  );
}

/** Opens the preview beside the template, where one is already if there is; the template keeps the focus. */
async function openPreview(content: PreviewContent, uri = window.activeTextEditor?.document.uri): Promise<void> {
  if (!uri || isPreview(uri)) return;
  if (editorsOf(uri).length === 0) await window.showTextDocument(uri);
  const preview = previewOf(uri);
  const [open] = [...editorsOf(preview), ...previewEditors()];
  await showPreview(content, preview, open?.viewColumn ?? ViewColumn.Beside);
}

async function showPreview(content: PreviewContent, preview: Uri, viewColumn: ViewColumn): Promise<void> {
  const isKnown = workspace.textDocuments.some(({ uri }) => uri.toString() === preview.toString());
  const document = await workspace.openTextDocument(preview);
  // VS Code keeps documents for a while after their last editor is gone.
  if (isKnown) content.renew(preview);
  await window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: true });
}

async function chooseScenario(
  content: PreviewContent,
  ask: AskScenarios,
  uri = window.activeTextEditor?.document.uri,
): Promise<void> {
  if (!uri) return;
  const preview = isPreview(uri) ? uri : previewOf(uri);
  const items = ask(preview).then((result) => toItems(result, content.params(preview).scenario));
  const placeHolder = 'The values to render the template with';
  const picked = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (picked?.id === undefined) return;
  if (!isPreview(uri)) await openPreview(content, uri);
  content.choose(preview, picked.id);
}

interface ScenarioItem extends QuickPickItem {
  /** Undefined for a line between items. */
  readonly id?: string;
}

/** Those in which the template renders something else than in the defaults come first. */
function toItems(result: ScenariosResult | null, current: string): ScenarioItem[] {
  const { scenarios = [], leftOut = 0 } = result ?? {};
  const item = (id: string, name: string, description = ''): ScenarioItem => ({
    id,
    label: `$(${id === current ? 'check' : 'blank'}) ${name}`,
    description: id === current ? 'shown' : description,
  });
  const line = (label: string): ScenarioItem => ({ label, kind: QuickPickItemKind.Separator });
  const others = scenarios.filter(({ effect }) => effect !== 'same');
  const same = scenarios.filter(({ effect }) => effect === 'same');
  return [
    item('', DEFAULTS.replace(/^t/, 'T')),
    ...(others.length > 0 ? [line('render this template differently')] : []),
    ...others.map(({ id, name, effect }) => item(id, name, effect === 'nothing' ? 'nothing is rendered' : '')),
    ...(same.length > 0 ? [line('change other templates only')] : []),
    ...same.map(({ id, name }) => item(id, name)),
    ...(leftOut > 0 ? [line(`${leftOut} more are not looked at`)] : []),
  ];
}

/** The preview of a template that got another name shows it under that; the old one is closed. */
async function followRenames(content: PreviewContent, { files }: FileRenameEvent): Promise<void> {
  for (const { group, tab, preview } of previewTabs()) {
    const old = templateOf(preview).toString();
    const moved = files.find(({ oldUri }) => `${old}/`.startsWith(`${oldUri.toString()}/`));
    if (!moved) continue;
    const template = templateOf(preview).with({
      path: moved.newUri.path + templateOf(preview).path.slice(moved.oldUri.path.length),
    });
    const { scenario } = content.params(preview);
    await showPreview(content, previewOf(template), group);
    if (scenario !== '') content.choose(previewOf(template), scenario);
    // A tab in italics has given its place to the new one already, and closing it fails.
    await Promise.resolve(window.tabGroups.close(tab, true)).catch(() => undefined);
  }
}

function previewTabs(): { readonly group: ViewColumn; readonly tab: Tab; readonly preview: Uri }[] {
  return window.tabGroups.all.flatMap(({ viewColumn, tabs }) =>
    tabs.flatMap((tab) =>
      tab.input instanceof TabInputText && isPreview(tab.input.uri)
        ? [{ group: viewColumn, tab, preview: tab.input.uri }]
        : [],
    ),
  );
}
