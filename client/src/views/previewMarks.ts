import type { DecorationOptions, TextEditor } from 'vscode';
import { Disposable, MarkdownString, Range, ThemeColor, window } from 'vscode';
import type { PreviewRange, PreviewResult } from '../../../server/src/protocol/preview.ts';
import { editorsOf, previewEditors } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';

/** Marks in previews what is not known or has failed, with the reason as a hover. */
export class PreviewMarks implements Disposable {
  readonly #content: PreviewContent;
  readonly #opaque = markOf('editorWarning.foreground');
  readonly #failed = markOf('editorError.foreground');
  readonly #maybe = window.createTextEditorDecorationType({ opacity: '0.7', fontStyle: 'italic' });
  readonly #listening: Disposable;

  constructor(content: PreviewContent) {
    this.#content = content;
    this.#listening = Disposable.from(
      this.#opaque,
      this.#failed,
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
    editor.setDecorations(this.#opaque, opaqueMarks(result, false));
    editor.setDecorations(this.#failed, opaqueMarks(result, true));
    const hoverMessage = 'It is not known whether this is rendered: the condition rests on something unknown.';
    editor.setDecorations(
      this.#maybe,
      result.maybe.map((range) => ({ range: toRange(range), hoverMessage })),
    );
  }
}

const markOf = (color: string): ReturnType<typeof window.createTextEditorDecorationType> =>
  window.createTextEditorDecorationType({
    border: '1px dashed',
    borderRadius: '2px',
    borderColor: new ThemeColor(color),
    fontStyle: 'italic',
    overviewRulerColor: new ThemeColor(color),
  });

const opaqueMarks = ({ opaque }: PreviewResult, isFailed: boolean): DecorationOptions[] =>
  opaque
    .filter(({ failed }) => failed === isFailed)
    .map(({ range, reason }) => opaqueMark(toRange(range), reason, isFailed));

/** What fills its line is nothing in the text: there the mark itself says so. */
function opaqueMark(range: Range, reason: string, isFailed: boolean): DecorationOptions {
  const what = isFailed ? 'fails' : 'not known';
  const hoverMessage = new MarkdownString().appendText(
    isFailed ? `This action fails: ${reason}` : `Not known before Helm runs: ${reason}`,
  );
  if (!range.isEmpty) return { range, hoverMessage };
  const color = new ThemeColor(isFailed ? 'editorError.foreground' : 'editorWarning.foreground');
  return {
    range,
    hoverMessage,
    renderOptions: { after: { contentText: `… ${what}: ${reason}`, color, fontStyle: 'italic' } },
  };
}

/** A range of the protocol as VS Code's. */
export const toRange = ({ start, end }: PreviewRange): Range =>
  new Range(start.line, start.character, end.line, end.character);
