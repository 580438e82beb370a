import type { QuickPickItem, TextDocumentContentProvider } from 'vscode';
import { languages, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ArchivedTemplatesParams, ArchivedTemplatesResult } from '../../../server/src/protocol/preview.ts';
import { ARCHIVED_TEMPLATES } from '../../../server/src/protocol/preview.ts';
import { ARCHIVE_SCHEME, serverUri } from './previewAddress.ts';

type Templates = ArchivedTemplatesResult['templates'];

/** Read-only documents of the templates in the archives of subcharts. */
export class ArchivedTemplates implements TextDocumentContentProvider {
  readonly #client: BaseLanguageClient;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const inside = serverUri(uri);
    const templates = await this.#ask(inside.slice(0, inside.indexOf('.tgz!') + '.tgz'.length));
    const found = templates.find((template) => template.uri === inside);
    return found?.text ?? '# The archive is gone, or it holds no such template.\n';
  }

  /** Lets the user choose a template of an archive and opens it; undefined where none was chosen. */
  async choose(archive: Uri): Promise<Uri | undefined> {
    const items = this.#ask(archive.toString()).then((templates) => templates.map(toItem));
    const placeHolder = 'The template to preview';
    const picked = await window.showQuickPick(items, { placeHolder });
    if (!picked) return undefined;
    const document = await workspace.openTextDocument(picked.uri);
    await window.showTextDocument(await languages.setTextDocumentLanguage(document, 'helm'));
    return picked.uri;
  }

  async #ask(uri: string): Promise<Templates> {
    const params: ArchivedTemplatesParams = { uri };
    const result = await this.#client.sendRequest<ArchivedTemplatesResult | null>(ARCHIVED_TEMPLATES, params);
    return result?.templates ?? [];
  }
}

const toItem = ({ uri, name }: Templates[number]): QuickPickItem & { readonly uri: Uri } => ({
  label: name,
  uri: archivedUri(uri),
});

/** The document of a file in an archive, by the address that the server has for it. */
function archivedUri(inside: string): Uri {
  const { path } = Uri.parse(inside, true);
  return Uri.from({ scheme: ARCHIVE_SCHEME, path, query: inside });
}
