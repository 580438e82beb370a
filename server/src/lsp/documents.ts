import type { Connection } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LARGEST_FILE } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';

/** What an editor does with a document. An undefined text: it let go of it, or the text is larger than what is read from disk. */
export type DocumentListener = (uri: Uri, text: string | undefined) => void;

/** The documents that the editor holds, by canonical address. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #byUri = new Map<Uri, TextDocument>();

  /** Takes part in incremental synchronisation from now on. */
  listen(connection: Connection, changed: DocumentListener): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const uri = toUri(document.uri);
      const text = document.getText();
      this.#byUri.set(uri, document);
      changed(uri, text.length > LARGEST_FILE ? undefined : text);
    });
    this.#documents.onDidClose(({ document }) => {
      const uri = toUri(document.uri);
      this.#byUri.delete(uri);
      changed(uri, undefined);
    });
    this.#documents.listen(connection);
  }

  get uris(): readonly Uri[] {
    return [...this.#byUri.keys()];
  }

  /** The editor's version of a document; undefined where it isn't open. */
  version(uri: Uri): number | undefined {
    return this.#byUri.get(uri)?.version;
  }

  /** An address in the editor's own spelling where the document is open. */
  spelling(uri: Uri): string {
    return this.#byUri.get(uri)?.uri ?? uri;
  }
}
