import type { DecorationOptions, TextEditor, TextEditorDecorationType } from 'vscode';
import { Disposable, MarkdownString, Range, ThemeColor, window } from 'vscode';
import type { PreviewRange } from '../../../server/src/protocol/preview.ts';
import { editorsOf, previewEditors } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';

const UNKNOWN = 'editorWarning.foreground';
const FAILED = 'editorError.foreground';

/** Marks in previews what is not known or has failed, with the reason as a hover. */
export class PreviewMarks implements Disposable {
  readonly #content: PreviewContent;
  readonly #opaque = boxOf(UNKNOWN);
  readonly #failed = boxOf(FAILED);
  readonly #filled = window.createTextEditorDecorationType({});
  readonly #maybe = window.createTextEditorDecorationType({ opacity: '0.7', fontStyle: 'italic' });
  readonly #listening: Disposable;

  constructor(content: PreviewContent) {
    this.#content = content;
    this.#listening = Disposable.from(
      this.#opaque,
      this.#failed,
      this.#filled,
      this.#maybe,
      content.onDidSettle((preview) => editorsOf(preview).forEach((editor) => this.#mark(editor))),
      window.onDidChangeVisibleTextEditors(() => previewEditors().forEach((editor) => this.#mark(editor))),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #mark(editor: TextEditor): void {
    const result = this.#content.result(editor.document.uri);
    if (!result) return;
    const marks = result.opaque.map((part) => ({ ...part, range: toRange(part.range) }));
    const words = marks.filter(({ range }) => !range.isEmpty);
    editor.setDecorations(this.#opaque, words.filter(({ failed }) => !failed).map(markOf));
    editor.setDecorations(this.#failed, words.filter(({ failed }) => failed).map(markOf));
    editor.setDecorations(this.#filled, marks.filter(({ range }) => range.isEmpty).map(noteOf));
    const hoverMessage = 'It is not known whether this is rendered: the condition rests on something unknown.';
    editor.setDecorations(
      this.#maybe,
      result.maybe.map((range) => ({ range: toRange(range), hoverMessage })),
    );
  }
}

function boxOf(color: string): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    border: '1px dashed',
    borderRadius: '2px',
    borderColor: new ThemeColor(color),
    fontStyle: 'italic',
    overviewRulerColor: new ThemeColor(color),
  });
}

interface Mark {
  readonly range: Range;
  readonly reason: string;
  readonly failed: boolean;
}

const markOf = ({ range, reason, failed }: Mark): DecorationOptions => ({
  range,
  hoverMessage: new MarkdownString().appendText(
    `${failed ? 'This action fails' : 'Not known before Helm runs'}: ${reason}`,
  ),
});

/** What fills its line is nothing in the text: there the mark itself says so. */
function noteOf(mark: Mark): DecorationOptions {
  const { reason, failed } = mark;
  const color = new ThemeColor(failed ? FAILED : UNKNOWN);
  const contentText = `… ${failed ? 'fails' : 'not known'}: ${reason}`;
  return { ...markOf(mark), renderOptions: { after: { contentText, color, fontStyle: 'italic' } } };
}

/** A range of the protocol as VS Code's. */
export const toRange = ({ start, end }: PreviewRange): Range =>
  new Range(start.line, start.character, end.line, end.character);
