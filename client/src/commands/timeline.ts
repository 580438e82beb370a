import type { WebviewPanel } from 'vscode';
import { commands, Disposable, Uri, ViewColumn, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ShowTimelineParams, TimelineParams, TimelineResult } from '../../../server/src/protocol/timeline.ts';
import { CHECKED, SHOW_TIMELINE, TIMELINE } from '../../../server/src/protocol/timeline.ts';
import { pageState } from '../views/timelineMessages.ts';
import { TimelinePanel } from '../views/timelinePanel.ts';

const VIEW_TYPE = 'chartwright.timeline';

/** The timelines of charts: their panels, one a chart, and the command that opens them. */
export class Timelines implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #extension: Uri;
  /** By the address of Chart.yaml. */
  readonly #panels = new Map<string, TimelinePanel>();
  readonly #listening: Disposable;

  constructor(client: BaseLanguageClient, extension: Uri) {
    this.#client = client;
    this.#extension = extension;
    this.#listening = Disposable.from(
      client.onNotification(CHECKED, () => this.#refresh()),
      commands.registerCommand(SHOW_TIMELINE, (asked?: Uri | ShowTimelineParams) => this.open(asked)),
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state) => this.#restore(panel, state),
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    for (const { panel } of this.#panels.values()) panel.dispose();
  }

  /** The panel of a chart, by the address of its Chart.yaml. */
  panel(chart: Uri): TimelinePanel | undefined {
    return this.#panels.get(chart.toString());
  }

  /** Opens the timeline of a file's chart beside the editor, which keeps the focus. */
  async open(asked: Uri | ShowTimelineParams | undefined = window.activeTextEditor?.document.uri): Promise<void> {
    if (!asked) return;
    const wanted = asked instanceof Uri ? { uri: asked.toString(), scenario: '', object: undefined } : asked;
    const { uri, scenario, object } = wanted;
    const found = await this.#client.sendRequest<TimelineResult | null>(TIMELINE, { uri, scenario });
    if (!found) {
      await window.showInformationMessage('This file belongs to no chart, so there are no hooks to show.');
      return;
    }
    const known = this.#panels.get(keyOf(found.chart.uri));
    if (known) known.panel.reveal(undefined, true);
    const shown = known ?? this.#create(found.chart.uri);
    await shown.show(scenario, object);
  }

  #create(chart: string): TimelinePanel {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    return this.#adopt(window.createWebviewPanel(VIEW_TYPE, 'Hooks', place), { uri: chart, scenario: '' });
  }

  #adopt(panel: WebviewPanel, params: TimelineParams): TimelinePanel {
    const key = keyOf(params.uri);
    const adopted = new TimelinePanel(panel, this.#client, this.#extension, params);
    this.#panels.set(key, adopted);
    panel.onDidDispose(() => this.#panels.delete(key));
    return adopted;
  }

  async #restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const known = pageState(state);
    if (!known) {
      panel.dispose();
      return;
    }
    // A server that does not start leaves a page that says so.
    if (!this.#client.isRunning()) await this.#client.start().catch(() => undefined);
    this.#adopt(panel, known);
  }

  #refresh(): void {
    for (const shown of this.#panels.values()) void shown.refresh();
  }
}

/** The same for all spellings of an address. */
const keyOf = (uri: string): string => Uri.parse(uri, true).toString();
