import type { TextEditor, TextEditorSelectionChangeEvent } from 'vscode';
import { Disposable, Selection, TextEditorRevealType, ThemeColor, window } from 'vscode';
import type { Range } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PreviewRangeParams, ToGeneratedResult, ToSourceResult } from '../../../server/src/protocol/preview.ts';
import { TO_GENERATED, TO_SOURCE } from '../../../server/src/protocol/preview.ts';
import { PREVIEW_SCHEME, previewOf, templateOf } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';
import { toRange } from './previewMarks.ts';

/** Lets the cursor and the selection in a template and in its preview follow each other. Only the editor in use leads. */
export class PreviewLink implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #content: PreviewContent;
  readonly #linked = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.wordHighlightStrongBackground'),
    border: '1px solid',
    borderColor: new ThemeColor('editor.wordHighlightStrongBorder'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.wordHighlightStrongForeground'),
  });
  readonly #listening: Disposable;
  /** Grows with each request, so that an answer that comes late is dropped. */
  #newest = 0;

  constructor(client: BaseLanguageClient, content: PreviewContent) {
    this.#client = client;
    this.#content = content;
    this.#listening = Disposable.from(
      this.#linked,
      window.onDidChangeTextEditorSelection((event) => void this.#follow(event).catch(() => undefined)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #follow({ textEditor, selections }: TextEditorSelectionChangeEvent): Promise<void> {
    const [selection] = selections;
    if (!selection || textEditor !== window.activeTextEditor) return;
    const isPreview = textEditor.document.uri.scheme === PREVIEW_SCHEME;
    const preview = isPreview ? textEditor.document.uri : previewOf(textEditor.document.uri);
    const other = visible((isPreview ? templateOf(preview) : preview).toString());
    if (!other) return;
    const request = ++this.#newest;
    const params = { ...this.#content.params(preview), range: plain(selection) };
    const ranges = isPreview ? await this.#toSource(params) : await this.#toGenerated(params);
    if (request === this.#newest) this.#show(textEditor, other, ranges);
  }

  async #toGenerated(params: PreviewRangeParams): Promise<Range[]> {
    const result = await this.#client.sendRequest<ToGeneratedResult | null>(TO_GENERATED, params);
    return (result?.ranges ?? []).map(toRange);
  }

  async #toSource(params: PreviewRangeParams): Promise<Range[]> {
    const result = await this.#client.sendRequest<ToSourceResult | null>(TO_SOURCE, params);
    const place = result?.places.find(({ uri }) => uri === params.uri);
    return place ? [toRange(place.range)] : [];
  }

  #show(leading: TextEditor, other: TextEditor, ranges: readonly Range[]): void {
    leading.setDecorations(this.#linked, []);
    other.setDecorations(this.#linked, [...ranges]);
    const [first] = ranges;
    if (!first) return;
    other.selections = ranges.map(({ start, end }) => new Selection(start, end));
    other.revealRange(first, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

const visible = (uri: string): TextEditor | undefined =>
  window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri);

/** A copy without VS Code's classes, which can't be posted to a worker. */
const plain = ({ start, end }: Range): PreviewRangeParams['range'] => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});
