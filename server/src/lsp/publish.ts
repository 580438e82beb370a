import type { Diagnostic } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.ts';
import type { Session } from './session.ts';

interface Published {
  readonly content: string;
  readonly count: number;
  readonly version: number | undefined;
  /** The address as the client was told it. */
  readonly spelling: string;
}

/** Remembers what the client was told, and tells it of differences only. */
export class Publisher {
  readonly #session: Session;
  readonly #published = new Map<Uri, Published>();

  constructor(session: Session) {
    this.#session = session;
  }

  get files(): number {
    return this.#published.size;
  }

  get problems(): number {
    return [...this.#published.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /**
   * Publishes for exactly the files whose diagnostics are other than before; a file that is no more in the map has none.
   * The diagnostics of a document that was edited are said again though they are the same: an editor moves its marks
   * while a user types, and a mark that collapsed stays so until it is told anew.
   */
  async publish(byFile: ReadonlyMap<Uri, readonly Diagnostic[]>): Promise<void> {
    const files = new Set([...this.#published.keys(), ...byFile.keys()]);
    await Promise.all([...files].map((uri) => this.#publishFile(uri, byFile.get(uri) ?? [])));
  }

  async #publishFile(uri: Uri, diagnostics: readonly Diagnostic[]): Promise<void> {
    const { documents } = this.#session;
    const old = this.#published.get(uri);
    const [version, spelling] = [documents.version(uri), documents.spelling(uri)];
    const content = JSON.stringify(diagnostics);
    if (old && old.spelling !== spelling) await this.#send(old.spelling, undefined, []);
    else if (old ? old.content === content && !isEdited(old, version) : diagnostics.length === 0) return;
    if (diagnostics.length === 0) this.#published.delete(uri);
    else this.#published.set(uri, { content, count: diagnostics.length, version, spelling });
    await this.#send(spelling, version, diagnostics);
  }

  #send(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): Promise<void> {
    const list = [...diagnostics];
    return this.#session.connection.sendDiagnostics({
      uri,
      diagnostics: list,
      ...(version === undefined ? {} : { version }),
    });
  }
}

const isEdited = (old: Published, version: number | undefined): boolean =>
  version !== undefined && version !== old.version;
