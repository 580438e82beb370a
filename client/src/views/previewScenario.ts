import type { CodeLensProvider, DocumentLinkProvider, Event, TextDocument, Uri } from 'vscode';
import {
  CodeLens,
  Disposable,
  DocumentLink,
  EventEmitter,
  languages,
  Range,
  StatusBarAlignment,
  Uri as VsUri,
  window,
} from 'vscode';
import type { PreviewResult, ScenariosResult } from '../../../server/src/protocol/preview.ts';
import { editorsOf, isPreview, PREVIEW_SCHEME, previewOf } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';
import { toRange } from './previewMarks.ts';

/** Asks the server for the scenarios of a preview's template. */
export type AskScenarios = (preview: Uri) => Promise<ScenariosResult | null>;

/** Says above a preview and in the status bar which values it is rendered with, and makes the places in errors links. */
export class PreviewScenario implements CodeLensProvider, DocumentLinkProvider, Disposable {
  readonly #content: PreviewContent;
  readonly #ask: AskScenarios;
  readonly #item = window.createStatusBarItem('chartwright.previewValues', StatusBarAlignment.Right, 101);
  readonly #lensesChanged = new EventEmitter<void>();
  readonly #listening: Disposable;

  constructor(content: PreviewContent, ask: AskScenarios) {
    this.#content = content;
    this.#ask = ask;
    this.#item.name = 'Values of the Rendered Preview';
    this.#item.tooltip = 'The values that the preview is rendered with. Choose others.';
    this.#item.command = 'chartwright.previewScenario';
    const selector = { scheme: PREVIEW_SCHEME };
    this.#listening = Disposable.from(
      this.#item,
      this.#lensesChanged,
      languages.registerCodeLensProvider(selector, this),
      languages.registerDocumentLinkProvider(selector, this),
      window.onDidChangeActiveTextEditor(() => this.#showItem()),
      window.onDidChangeVisibleTextEditors(() => this.#showItem()),
      content.onDidSettle(() => {
        this.#showItem();
        this.#lensesChanged.fire();
      }),
    );
  }

  get onDidChangeCodeLenses(): Event<void> {
    return this.#lensesChanged.event;
  }

  dispose(): void {
    this.#listening.dispose();
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const result = this.#content.newest(uri);
    if (!result) return [];
    const top = new Range(0, 0, 0, 0);
    const command = 'chartwright.previewScenario';
    const values = new CodeLens(top, { title: `Values: ${nameOf(result)}`, command, arguments: [uri] });
    return result.isEmpty ? [values, new OtherValuesLens(top, uri)] : [values];
  }

  /** Offers the first scenario that renders something. Finding one may take the server seconds. */
  async resolveCodeLens(lens: CodeLens): Promise<CodeLens> {
    if (!(lens instanceof OtherValuesLens)) return lens;
    const scenarios = (await this.#ask(lens.preview))?.scenarios ?? [];
    const found = scenarios.find(({ effect }) => effect === 'other');
    lens.command = found
      ? { title: `Show with ${found.name}`, command: 'chartwright.showScenario', arguments: [lens.preview, found.id] }
      : { title: 'No other values are known that render it', command: '' };
    return lens;
  }

  provideDocumentLinks({ uri }: TextDocument): DocumentLink[] {
    const links = this.#content.newest(uri)?.links ?? [];
    return links.map(({ range, uri: target, position }) => {
      const fragment = `L${position.line + 1},${position.character + 1}`;
      const link = new DocumentLink(toRange(range), VsUri.parse(target, true).with({ fragment }));
      link.tooltip = 'Open the template there';
      return link;
    });
  }

  #showItem(): void {
    const uri = window.activeTextEditor?.document.uri;
    const preview = uri && (isPreview(uri) ? uri : previewOf(uri));
    const result = preview && editorsOf(preview).length > 0 ? this.#content.newest(preview) : undefined;
    if (result) this.#item.text = `$(list-selection) Values: ${shortened(nameOf(result))}`;
    if (result) this.#item.show();
    else this.#item.hide();
  }
}

class OtherValuesLens extends CodeLens {
  readonly preview: Uri;

  constructor(range: Range, preview: Uri) {
    super(range);
    this.preview = preview;
  }
}

/** How the values of a scenario without a name are called. */
export const DEFAULTS = "the chart's defaults";

const nameOf = ({ scenario }: PreviewResult): string => (scenario === '' ? DEFAULTS : scenario);

const LONGEST = 40;

const shortened = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
