import type { Diagnostic, MessageConnection, PublishDiagnosticsParams } from 'vscode-languageserver/node';

/** What a test says to initialize; all have defaults that suit VS Code. */
export interface ClientOptions {
  readonly folders: readonly string[];
  readonly settings?: unknown;
  readonly capabilities?: object;
  /** Of the initializationOptions, besides what VS Code's client always says. */
  readonly own?: object;
}

const CAPABILITIES = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
  },
};

/** The client's side of a session, without an editor. */
export class TestClient {
  readonly connection: MessageConnection;
  /** Everything that was published, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly registered: string[] = [];
  readonly statuses: { state: string; problems: number; files: number }[] = [];
  /** How often the server asked for new lenses, and how often it told of a check. */
  refreshes = 0;
  checks = 0;
  settings: unknown;
  initializeResult: { capabilities: Record<string, unknown> } = { capabilities: {} };
  readonly #waiting = new Set<() => void>();

  constructor(connection: MessageConnection) {
    this.connection = connection;
  }

  async start({ folders, settings, capabilities = CAPABILITIES, own }: ClientOptions): Promise<void> {
    this.settings = settings ?? null;
    this.#answer();
    this.connection.listen();
    const workspaceFolders = folders.map((uri) => ({ uri, name: uri }));
    this.initializeResult = await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      workspaceFolders,
      initializationOptions: { trusted: true, takesStatus: true, ...own },
    });
    await this.connection.sendNotification('initialized', {});
  }

  #answer(): void {
    const { connection } = this;
    const look = (): void => this.#waiting.forEach((waiting) => waiting());
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      look();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
      look();
    });
    connection.onNotification('chartwright/status', (status: TestClient['statuses'][number]) => {
      this.statuses.push(status);
      look();
    });
    connection.onNotification('chartwright/checked', () => {
      this.checks++;
      look();
    });
    connection.onRequest('workspace/codeLens/refresh', () => {
      this.refreshes++;
      look();
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings),
    );
    connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      look();
      return null;
    });
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: 'yaml', version, text };
    return this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces the whole text, or one range of it. */
  change(uri: string, version: number, text: string, range?: Diagnostic['range']): Promise<void> {
    const contentChanges = [range ? { range, text } : { text }];
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The newest that was published for a file; undefined where nothing was. */
  newest(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((params) => params.uri === uri);
  }

  /** Messages of the newest diagnostics of a file. */
  messages(uri: string): string[] {
    return (this.newest(uri)?.diagnostics ?? []).map(({ message }) => textOf(message));
  }

  /** Waits until a condition holds, looking again whenever something arrives. */
  async until(holds: () => boolean, milliseconds = 10_000): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(
          new Error(`waited in vain; published: ${JSON.stringify(this.published)}; logged: ${this.logged.join('\n')}`),
        );
      }, milliseconds);
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  /** Waits for diagnostics of a file that satisfy a condition. */
  async diagnostics(
    uri: string,
    holds: (list: Diagnostic[]) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    await this.until(() => holds(this.newest(uri)?.diagnostics ?? []) && this.newest(uri) !== undefined);
    return this.newest(uri)!;
  }
}

/** LSP 3.18 lets a message be Markdown; ours are texts. */
const textOf = (message: Diagnostic['message']): string => (typeof message === 'string' ? message : message.value);
