import type { Event, TextDocumentContentProvider, Uri } from 'vscode';
import { Disposable, EventEmitter, languages, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';
import type { PreviewParams, PreviewResult } from '../../../server/src/protocol/preview.ts';
import { PREVIEW, PREVIEWS_CHANGED } from '../../../server/src/protocol/preview.ts';
import { SELECTOR } from '../selector.ts';
import { Debounce } from './debounce.ts';
import { isPreview, PREVIEW_SCHEME, templateOf } from './previewAddress.ts';

/** Milliseconds without a keystroke before previews are rendered anew, and the longest that they wait. */
const PAUSE = 80;
const LONGEST_PAUSE = 400;
/** Milliseconds in which a server that stopped may come back before previews say that it is gone. */
const RESTART = 3000;

const NO_TEMPLATE = '# Nothing to render: this file is gone, or it is no template of a chart in the workspace.\n';
const NO_SERVER =
  '# The language server of Chartwright does not answer. The command "Chartwright: Restart Language Server" starts it anew.\n';

/** Fills the documents of the preview's scheme, again after every change, and remembers the scenario of each. */
export class PreviewContent implements TextDocumentContentProvider, Disposable {
  readonly #client: BaseLanguageClient;
  readonly #changed = new EventEmitter<Uri>();
  readonly #settled = new EventEmitter<Uri>();
  readonly #scenarios = new Map<string, string>();
  readonly #results = new Map<string, PreviewResult>();
  /** Previews that are to be rendered again, and how many renderings of each are under way. */
  readonly #stale = new Set<string>();
  readonly #running = new Map<string, number>();
  readonly #refresh = new Debounce(PAUSE, LONGEST_PAUSE, () => this.#refreshAll());
  readonly #giveUp = new Debounce(RESTART, RESTART, () => this.#refreshAll());
  readonly #listening: Disposable;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#listening = Disposable.from(
      this.#changed,
      this.#settled,
      this.#refresh,
      this.#giveUp,
      workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isPreview(document.uri)) this.#settle(document.uri);
        // Other documents than the server's, such as logs, have no part in a preview.
        else if (contentChanges.length > 0 && languages.match(SELECTOR, document) > 0) this.#refreshSoon();
      }),
      workspace.onDidOpenTextDocument(({ uri }) => isPreview(uri) && this.#settle(uri)),
      workspace.onDidCloseTextDocument(({ uri }) => isPreview(uri) && this.#forget(uri.toString())),
      client.onNotification(PREVIEWS_CHANGED, () => this.#refreshSoon()),
      client.onDidChangeState(({ newState }) => this.#serverIs(newState)),
    );
  }

  get onDidChange(): Event<Uri> {
    return this.#changed.event;
  }

  /** Fires when a preview's document has become what {@link result} describes. */
  get onDidSettle(): Event<Uri> {
    return this.#settled.event;
  }

  async provideTextDocumentContent(preview: Uri): Promise<string> {
    const key = preview.toString();
    this.#stale.delete(key);
    this.#count(key, 1);
    try {
      return await this.#render(preview, key);
    } finally {
      this.#count(key, -1);
      // Where the text stays as it was, nothing else tells of it.
      this.#settle(preview);
    }
  }

  /** What the text of a preview was made from, the marks in it included. Undefined while its text is of something older. */
  result(preview: Uri): PreviewResult | undefined {
    const key = preview.toString();
    const result = this.#results.get(key);
    if (!result || this.#stale.has(key) || this.#running.has(key)) return undefined;
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === key);
    return document?.getText().replaceAll('\r\n', '\n') === result.text ? result : undefined;
  }

  /** The newest rendering, be the text already of it or not: for what is shown beside the text and must not flicker. */
  newest(preview: Uri): PreviewResult | undefined {
    return this.#results.get(preview.toString());
  }

  params(preview: Uri): PreviewParams {
    return { uri: templateOf(preview).toString(), scenario: this.#scenarios.get(preview.toString()) ?? '' };
  }

  /** Shows another scenario; an empty id is the chart's defaults. */
  choose(preview: Uri, scenario: string): void {
    this.#scenarios.set(preview.toString(), scenario);
    this.renew(preview);
  }

  /** Renders a preview again, if it is open. */
  renew(preview: Uri): void {
    this.#stale.add(preview.toString());
    this.#changed.fire(preview);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #render(preview: Uri, key: string): Promise<string> {
    try {
      const result = await this.#client.sendRequest<PreviewResult | null>(PREVIEW, this.params(preview));
      if (result) this.#results.set(key, result);
      else this.#results.delete(key);
      return result?.text ?? NO_TEMPLATE;
    } catch {
      const last = this.#results.get(key);
      if (last && this.#giveUp.isWaiting) return last.text;
      this.#results.delete(key);
      return NO_SERVER;
    }
  }

  #serverIs(state: State): void {
    if (state === State.Running) this.#refreshSoon();
    // A restart is over before anyone has read that the server is gone.
    else if (state === State.Stopped) this.#giveUp.ask();
  }

  #refreshSoon(): void {
    for (const { uri } of workspace.textDocuments) if (isPreview(uri)) this.#stale.add(uri.toString());
    this.#refresh.ask();
  }

  #refreshAll(): void {
    for (const { uri } of workspace.textDocuments) if (isPreview(uri)) this.renew(uri);
  }

  #settle(preview: Uri): void {
    if (this.result(preview)) this.#settled.fire(preview);
  }

  #count(key: string, by: number): void {
    const now = (this.#running.get(key) ?? 0) + by;
    if (now > 0) this.#running.set(key, now);
    else this.#running.delete(key);
  }

  #forget(key: string): void {
    this.#scenarios.delete(key);
    this.#results.delete(key);
    this.#stale.delete(key);
  }
}
