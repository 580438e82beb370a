import type { Range, TextEditor, TextEditorSelectionChangeEvent } from 'vscode';
import { Disposable, Selection, TextEditorRevealType, TextEditorSelectionChangeKind, ThemeColor, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { editorsOf, isNear, isPreview, previewEditors, templateOf } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';
import type { Places } from './previewPlaces.ts';
import { PreviewPlaces } from './previewPlaces.ts';

/** Milliseconds between a selection made by a command and its editor becoming the active one, at most. */
const ACTIVATION = 500;

/** The editor whose cursor is followed. */
interface Leader {
  readonly editor: TextEditor;
  /** Whether the others' cursors are to be moved; else only the marks are drawn again. */
  moves: boolean;
}

/**
 * Lets the cursor and the selection in a preview and in the files that it is made from follow each other. The editor in
 * use leads. What it leads to is computed once the preview shows the newest text, and again whenever that changes.
 */
export class PreviewLink implements Disposable {
  readonly #content: PreviewContent;
  readonly #places: PreviewPlaces;
  readonly #linked = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.wordHighlightStrongBackground'),
    outline: '1px solid',
    outlineColor: new ThemeColor('editorBracketMatch.border'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.wordHighlightStrongForeground'),
  });
  readonly #line = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
  });
  readonly #listening: Disposable;
  /** The selections that were set from here, of which an event follows. */
  readonly #echoes = new WeakMap<TextEditor, readonly Selection[]>();
  /** An editor in which a command moved the cursor before it became the active one, and when. */
  #early: { readonly editor: TextEditor; readonly time: number } | undefined;
  #leader: Leader | undefined;
  #isFollowing = false;
  #isAskedAgain = false;

  constructor(client: BaseLanguageClient, content: PreviewContent) {
    this.#content = content;
    this.#places = new PreviewPlaces(client, content);
    this.#listening = Disposable.from(
      this.#linked,
      this.#line,
      window.onDidChangeTextEditorSelection((event) => this.#selected(event)),
      window.onDidChangeActiveTextEditor((editor) => this.#activated(editor)),
      window.onDidChangeVisibleTextEditors((editors) => this.#appeared(editors)),
      content.onDidSettle(() => this.#follow()),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #selected({ textEditor: editor, selections, kind }: TextEditorSelectionChangeEvent): void {
    const echo = this.#echoes.get(editor);
    this.#echoes.delete(editor);
    if (echo && sameSelections(echo, selections)) return;
    // Keys and mouse move the cursor of the editor in use only, even if word of its becoming active is still to come.
    const byHand = kind === TextEditorSelectionChangeKind.Keyboard || kind === TextEditorSelectionChangeKind.Mouse;
    if (byHand || editor === window.activeTextEditor) this.#lead(editor, true);
    else this.#early = { editor, time: Date.now() };
  }

  #activated(editor: TextEditor | undefined): void {
    if (!editor) return;
    const isEarly = this.#early?.editor === editor && Date.now() - this.#early.time < ACTIVATION;
    // Who only goes to the other side finds the cursors where they were.
    if (isEarly || this.#leader?.editor !== editor) this.#lead(editor, isEarly);
  }

  /** A preview that opens shows the place of the cursor at once. */
  #appeared(editors: readonly TextEditor[]): void {
    const { activeTextEditor } = window;
    if (activeTextEditor && (!this.#leader || !editors.includes(this.#leader.editor)))
      this.#lead(activeTextEditor, true);
    else this.#follow();
  }

  #lead(editor: TextEditor, moves: boolean): void {
    this.#early = undefined;
    this.#leader = { editor, moves };
    this.#follow();
  }

  /** One after the other, so that a server that is behind is not asked for what nobody needs any more. */
  #follow(): void {
    this.#isAskedAgain = this.#isFollowing;
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    void this.#followOnce()
      .catch(() => undefined)
      .finally(() => {
        this.#isFollowing = false;
        if (this.#isAskedAgain) this.#follow();
      });
  }

  async #followOnce(): Promise<void> {
    const leader = this.#leader;
    if (!leader || !window.visibleTextEditors.includes(leader.editor)) return;
    const { editor } = leader;
    const { selection } = editor;
    const { version } = editor.document;
    const others = followersOf(editor);
    let isWaiting = others.length === 0;
    for (const other of others) {
      const preview = isPreview(editor.document.uri) ? editor.document.uri : other.document.uri;
      // A preview that is not up to date yet tells when it is.
      if (!this.#content.result(preview)) {
        isWaiting = true;
        continue;
      }
      const places = await this.#places.of(selection, editor.document, other.document);
      const isOld = leader !== this.#leader || !editor.selection.isEqual(selection);
      // Whatever changed meanwhile has asked for the next round.
      if (isOld || version !== editor.document.version || !this.#content.result(preview)) return;
      this.#show(other, places, selection.isEmpty, leader.moves);
    }
    leader.moves &&= isWaiting;
    this.#clear(window.visibleTextEditors.filter((one) => !others.includes(one)));
  }

  #show(other: TextEditor, { ranges, near }: Places, isCursor: boolean, moves: boolean): void {
    other.setDecorations(
      this.#linked,
      ranges.map((range) => visibleRange(other, range)),
    );
    other.setDecorations(this.#line, ranges.slice(0, 1));
    const [first] = ranges;
    if (moves && !first && near) other.revealRange(near, TextEditorRevealType.InCenterIfOutsideViewport);
    if (!first || !moves) return;
    const selections = isCursor
      ? [new Selection(first.start, first.start)]
      : ranges.map(({ start, end }) => new Selection(start, end));
    if (!sameSelections(selections, other.selections)) {
      this.#echoes.set(other, selections);
      other.selections = selections;
    }
    other.revealRange(first, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #clear(editors: readonly TextEditor[]): void {
    for (const editor of editors) {
      editor.setDecorations(this.#linked, []);
      editor.setDecorations(this.#line, []);
    }
  }
}

/** The editors that follow one: of a preview those of its template, of another file the previews it may have a part in. */
function followersOf({ document: { uri } }: TextEditor): readonly TextEditor[] {
  if (isPreview(uri)) return editorsOf(templateOf(uri));
  return previewEditors().filter(({ document }) => isNear(uri, document.uri));
}

/** An empty range can't be seen: the word around it, or the line, stands for it. */
function visibleRange({ document }: TextEditor, range: Range): Range {
  if (!range.isEmpty) return range;
  return document.getWordRangeAtPosition(range.start) ?? document.lineAt(document.validatePosition(range.start)).range;
}

const sameSelections = (a: readonly Selection[], b: readonly Selection[]): boolean =>
  a.length === b.length && a.every((one, i) => b[i] !== undefined && one.isEqual(b[i]));
