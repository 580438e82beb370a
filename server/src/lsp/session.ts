import type { Connection } from 'vscode-languageserver';
import type { Engine } from '../core/engine.ts';
import type { Scope } from '../core/features/checking.ts';
import type { LineIndex } from '../core/text/lineIndex.ts';
import type { Uri } from '../core/text/uri.ts';
import { DEFAULT_SETTINGS } from '../core/workspace/query.ts';
import type { ClientSettings } from '../protocol/settings.ts';
import { DEFAULT_CLIENT_SETTINGS } from '../protocol/settings.ts';
import type { ClientFacts } from './clientFacts.ts';
import { NO_CLIENT } from './clientFacts.ts';
import { OpenDocuments } from './documents.ts';

/** Line starts by file, loaded beforehand so that conversion stays synchronous. */
export type Lines = (uri: Uri) => LineIndex;

/** What one connection's handlers share. */
export class Session {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly documents = new OpenDocuments();
  /** The workspace folders; the file system reads inside them only. */
  readonly roots: Set<Uri>;
  client: ClientFacts = NO_CLIENT;
  trusted = false;
  /** Whether a preview was answered since the client was last told that previews are old. */
  previewsShown = false;
  #settings: ClientSettings = DEFAULT_CLIENT_SETTINGS;
  #generation = 0;
  #changed: () => void = () => undefined;
  #folderWork: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, engine: Engine, roots: Set<Uri>) {
    this.connection = connection;
    this.engine = engine;
    this.roots = roots;
  }

  /** Grows with everything that may change an answer; an answer begun under another number is stale. */
  get generation(): number {
    return this.#generation;
  }

  /** What a check in the background covers. */
  get scope(): Scope {
    return this.#settings.check.scope === 'workspace'
      ? { kind: 'workspace' }
      : { kind: 'files', uris: this.documents.uris };
  }

  get settings(): ClientSettings {
    return this.#settings;
  }

  set settings(settings: ClientSettings) {
    this.#settings = settings;
    this.engine.setSettings({ ...DEFAULT_SETTINGS, rules: settings.rules, preview: settings.preview });
    this.touch();
  }

  /** Calls `listener` whenever an answer may have changed. */
  onChanged(listener: () => void): void {
    this.#changed = listener;
  }

  touch(): void {
    this.#generation++;
    this.#changed();
  }

  /** Work on folders goes one after the other, since walks take time. A failure does not stop what comes after. */
  inFolderOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#folderWork.then(work, work);
    this.#folderWork = done.catch(() => undefined);
    return done;
  }

  /** Settles when the folders that were set so far have been walked. */
  get foldersReady(): Promise<unknown> {
    return this.#folderWork;
  }

  async lines(uris: Iterable<Uri>): Promise<Lines> {
    const all = await Promise.all([...new Set(uris)].map(async (uri) => [uri, await this.engine.lines(uri)] as const));
    const known = new Map(all);
    return (uri) => {
      const index = known.get(uri);
      if (!index) throw new Error(`the lines of ${uri} were not loaded`);
      return index;
    };
  }
}
