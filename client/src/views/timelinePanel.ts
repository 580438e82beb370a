import type { WebviewPanel } from 'vscode';
import { Disposable, env, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ScenariosResult } from '../../../server/src/protocol/preview.ts';
import { SCENARIOS } from '../../../server/src/protocol/preview.ts';
import type {
  TimelineParams,
  TimelinePictureParams,
  TimelinePictureResult,
  TimelinePlace,
  TimelineResult,
} from '../../../server/src/protocol/timeline.ts';
import { TIMELINE, TIMELINE_PICTURE } from '../../../server/src/protocol/timeline.ts';
import type { FromPage, ToPage } from '../../../server/src/protocol/timelinePage.ts';
import { toRange } from './previewMarks.ts';
import { timelineHtml } from './timelineHtml.ts';
import { fromPage } from './timelineMessages.ts';

const NO_CHART = 'There is no chart any more.';
const NO_SERVER =
  'The language server of Chartwright does not answer. The command “Chartwright: Restart Language Server” starts it anew.';

/** The timeline of one chart in a panel: asks the server, tells the page, and does what a user asks for there. */
export class TimelinePanel {
  readonly panel: WebviewPanel;
  readonly #client: BaseLanguageClient;
  readonly #listening: Disposable;
  #params: TimelineParams;
  #result: TimelineResult | null = null;
  /** The ids that were offered to choose from. */
  #offered = new Set<string>();
  /** What to bring into view once the page shows something. */
  #wanted: string | undefined;
  #isReady = false;
  /** Grows with each request, so that an answer that comes late is dropped. */
  #newest = 0;

  constructor(panel: WebviewPanel, client: BaseLanguageClient, extension: Uri, params: TimelineParams) {
    this.panel = panel;
    this.#client = client;
    this.#params = params;
    panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
    this.#listening = Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidDispose(() => void this.#listening.dispose()),
    );
    panel.webview.html = timelineHtml(panel.webview, extension);
  }

  /** Shows a scenario (empty: the defaults), and an object of it if one is named. */
  async show(scenario: string, object: string | undefined): Promise<void> {
    this.#params = { ...this.#params, scenario };
    this.#offered.add(scenario);
    this.#wanted = object;
    await this.refresh();
  }

  /** Asks the server again; a page that is not there yet asks by itself. */
  async refresh(): Promise<void> {
    if (!this.#isReady || !this.panel.visible) return;
    const request = ++this.#newest;
    const asked = this.#client.sendRequest<TimelineResult | null>(TIMELINE, this.#params);
    const answer = await asked.then(
      (result) => ({ result, reason: NO_CHART }),
      () => ({ result: null, reason: NO_SERVER }),
    );
    if (request !== this.#newest) return;
    this.#result = answer.result;
    if (answer.result) this.panel.title = `Hooks: ${answer.result.chart.name}`;
    this.#tell({ type: 'show', ...answer, scenario: this.#params.scenario });
    if (this.#wanted !== undefined) this.#tell({ type: 'select', object: this.#wanted });
    this.#wanted = undefined;
  }

  /** Takes a message of the page. */
  async receive(message: unknown): Promise<void> {
    const said = fromPage(message);
    if (said) await this.#obey(said);
  }

  async #obey(said: FromPage): Promise<void> {
    switch (said.type) {
      case 'ready':
        this.#isReady = true;
        await this.refresh();
        return this.#offerScenarios();
      case 'scenarios':
        return this.#offerScenarios();
      case 'scenario':
        return said.id === '' || this.#offered.has(said.id) ? this.show(said.id, undefined) : undefined;
      case 'open':
        return this.#open(said.object, said.finding);
      case 'picture': {
        const { operation } = said;
        const params: TimelinePictureParams = { ...this.#params, ...(operation ? { operation } : {}) };
        const picture = await this.#client.sendRequest<TimelinePictureResult | null>(TIMELINE_PICTURE, params);
        return picture ? this.#hand(picture.svg, said.how) : undefined;
      }
    }
  }

  async #offerScenarios(): Promise<void> {
    const params = { uri: this.#params.uri };
    const found = await this.#client.sendRequest<ScenariosResult | null>(SCENARIOS, params).catch(() => null);
    if (!found) return;
    this.#offered = new Set([this.#params.scenario, ...found.scenarios.map(({ id }) => id)]);
    this.#tell({ type: 'scenarios', ...found });
  }

  async #open(object: string, finding: number | null): Promise<void> {
    const entry =
      this.#result && Object.hasOwn(this.#result.objects, object) ? this.#result.objects[object] : undefined;
    const place = finding === null ? entry?.place : entry?.findings[finding]?.place;
    if (place) await showPlace(place);
  }

  async #hand(svg: string, how: 'copy' | 'save'): Promise<void> {
    if (how === 'copy') {
      await env.clipboard.writeText(svg);
      this.#tell({ type: 'said', text: 'Copied.' });
      window.setStatusBarMessage('The hook timeline is in the clipboard, as SVG.', 5000);
      return;
    }
    const chart = Uri.parse(this.#result?.chart.uri ?? this.#params.uri, true);
    const defaultUri = Uri.joinPath(chart, '..', 'hooks.svg');
    const target = await window.showSaveDialog({ defaultUri, filters: { 'SVG pictures': ['svg'] } });
    if (target) await workspace.fs.writeFile(target, new TextEncoder().encode(svg));
  }

  #tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}

/** Opens a file where it is open already, else in the first column. */
async function showPlace({ uri, range }: TimelinePlace): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri, true));
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const viewColumn = shown?.viewColumn ?? window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
  const { start } = toRange(range);
  await window.showTextDocument(document, { viewColumn, selection: toRange({ start, end: start }) });
}
