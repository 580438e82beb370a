import type { Event, TextDocumentContentProvider, Uri } from 'vscode';
import { Disposable, EventEmitter, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PreviewParams, PreviewResult } from '../../../server/src/protocol/preview.ts';
import { PREVIEW } from '../../../server/src/protocol/preview.ts';
import { PREVIEW_SCHEME, templateOf } from './previewAddress.ts';

/** Milliseconds without a keystroke before previews are rendered anew. */
const PAUSE = 80;

const NO_TEMPLATE = '# This file is no template of a chart.\n';
const NO_SERVER =
  '# The language server of Chartwright does not answer. The command "Chartwright: Restart Language Server" starts it anew.\n';

/** Fills the documents of the preview's scheme, again after every edit, and remembers the scenario of each. */
export class PreviewContent implements TextDocumentContentProvider, Disposable {
  readonly #client: BaseLanguageClient;
  readonly #changed = new EventEmitter<Uri>();
  readonly #scenarios = new Map<string, string>();
  readonly #results = new Map<string, PreviewResult>();
  readonly #listening: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#listening = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      workspace.onDidChangeTextDocument(
        ({ document }) => document.uri.scheme !== PREVIEW_SCHEME && this.#refreshSoon(),
      ),
      workspace.onDidSaveTextDocument(() => this.#refreshSoon()),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
    );
  }

  get onDidChange(): Event<Uri> {
    return this.#changed.event;
  }

  async provideTextDocumentContent(preview: Uri): Promise<string> {
    const key = preview.toString();
    try {
      const result = await this.#client.sendRequest<PreviewResult | null>(PREVIEW, this.params(preview));
      if (result) this.#results.set(key, result);
      else this.#results.delete(key);
      return result?.text ?? NO_TEMPLATE;
    } catch {
      this.#results.delete(key);
      return NO_SERVER;
    }
  }

  /** What the text of a preview was made from, the marks in it included. */
  result(preview: Uri): PreviewResult | undefined {
    return this.#results.get(preview.toString());
  }

  params(preview: Uri): PreviewParams {
    return { uri: templateOf(preview).toString(), scenario: this.#scenarios.get(preview.toString()) ?? '' };
  }

  /** Shows another scenario; an empty id is the chart's defaults. */
  choose(preview: Uri, scenario: string): void {
    this.#scenarios.set(preview.toString(), scenario);
    this.#changed.fire(preview);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const { uri } of workspace.textDocuments) if (uri.scheme === PREVIEW_SCHEME) this.#changed.fire(uri);
    }, PAUSE);
  }

  #forget(uri: Uri): void {
    this.#scenarios.delete(uri.toString());
    this.#results.delete(uri.toString());
  }
}
