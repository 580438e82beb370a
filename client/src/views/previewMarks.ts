import type { DecorationOptions, TextEditor, Uri } from 'vscode';
import { Disposable, MarkdownString, Range, ThemeColor, window, workspace } from 'vscode';
import type { PreviewRange } from '../../../server/src/protocol/preview.ts';
import { PREVIEW_SCHEME } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';

/** Marks in previews what is not known, with the reason as a hover. */
export class PreviewMarks implements Disposable {
  readonly #content: PreviewContent;
  readonly #opaque = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('diffEditor.unchangedRegionBackground'),
    border: '1px dashed',
    borderColor: new ThemeColor('editorWarning.foreground'),
    fontStyle: 'italic',
    overviewRulerColor: new ThemeColor('editorWarning.foreground'),
  });
  readonly #maybe = window.createTextEditorDecorationType({ opacity: '0.65', fontStyle: 'italic' });
  readonly #listening: Disposable;

  constructor(content: PreviewContent) {
    this.#content = content;
    this.#listening = Disposable.from(
      this.#opaque,
      this.#maybe,
      workspace.onDidChangeTextDocument(({ document }) => this.#markAll(document.uri)),
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.#mark(editor))),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #markAll(uri: Uri): void {
    if (uri.scheme !== PREVIEW_SCHEME) return;
    for (const editor of window.visibleTextEditors)
      if (editor.document.uri.toString() === uri.toString()) this.#mark(editor);
  }

  #mark(editor: TextEditor): void {
    const { uri } = editor.document;
    if (uri.scheme !== PREVIEW_SCHEME) return;
    const { opaque = [], maybe = [] } = this.#content.result(uri) ?? {};
    editor.setDecorations(
      this.#opaque,
      opaque.map(({ range, reason }) => opaqueMark(toRange(range), reason)),
    );
    const hoverMessage = 'It is not known whether this is rendered: the condition rests on something unknown.';
    editor.setDecorations(
      this.#maybe,
      maybe.map((range) => ({ range: toRange(range), hoverMessage })),
    );
  }
}

/** What fills its line is nothing in the text: there the mark itself says so. */
function opaqueMark(range: Range, reason: string): DecorationOptions {
  const hoverMessage = new MarkdownString().appendText(`Not known before Helm runs: ${reason}`);
  if (!range.isEmpty) return { range, hoverMessage };
  const contentText = `… not known: ${reason}`;
  return {
    range,
    hoverMessage,
    renderOptions: { after: { contentText, color: new ThemeColor('editorWarning.foreground'), fontStyle: 'italic' } },
  };
}

/** A range of the protocol as VS Code's. */
export const toRange = ({ start, end }: PreviewRange): Range =>
  new Range(start.line, start.character, end.line, end.character);
