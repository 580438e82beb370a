import type { QuickPickItem, TextDocumentContentProvider } from 'vscode';
import { Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ArchivedFileParams, ArchivedFileResult } from '../../../server/src/protocol/archive.ts';
import { ARCHIVED_FILE } from '../../../server/src/protocol/archive.ts';
import type { ArchivedTemplatesParams, ArchivedTemplatesResult } from '../../../server/src/protocol/preview.ts';
import { ARCHIVED_TEMPLATES } from '../../../server/src/protocol/preview.ts';

type Templates = ArchivedTemplatesResult['templates'];

/** Read-only documents of what lies in the archives of subcharts. */
export class ArchivedTemplates implements TextDocumentContentProvider {
  readonly #client: BaseLanguageClient;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const params: ArchivedFileParams = { uri: uri.toString() };
    const found = await this.#client.sendRequest<ArchivedFileResult | null>(ARCHIVED_FILE, params);
    return found?.text ?? '# The archive is gone, or it holds no such file.\n';
  }

  /** Lets the user choose a template of an archive and opens it; undefined where none was chosen. */
  async choose(archive: Uri): Promise<Uri | undefined> {
    const items = this.#templatesIn(archive.toString()).then((templates) => templates.map(toItem));
    const placeHolder = 'The template to preview';
    const picked = await window.showQuickPick(items, { placeHolder });
    if (!picked) return undefined;
    await window.showTextDocument(await workspace.openTextDocument(picked.uri));
    return picked.uri;
  }

  async #templatesIn(uri: string): Promise<Templates> {
    const params: ArchivedTemplatesParams = { uri };
    const result = await this.#client.sendRequest<ArchivedTemplatesResult | null>(ARCHIVED_TEMPLATES, params);
    return result?.templates ?? [];
  }
}

const toItem = ({ uri, name }: Templates[number]): QuickPickItem & { readonly uri: Uri } => ({
  label: name,
  uri: Uri.parse(uri, true),
});
