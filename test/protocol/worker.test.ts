import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataCallback, Message, MessageReader, MessageWriter } from 'vscode-languageserver/node';
import { AbstractMessageReader, AbstractMessageWriter, createMessageConnection } from 'vscode-languageserver/node';
import { TestClient } from './testClient.ts';

const BUNDLE = new URL('../../dist/server.web.js', import.meta.url);
const ROOT = 'vscode-vfs://host/repo';
const KUSTOMIZATION = `${ROOT}/kustomization.yaml`;
const FILES: Readonly<Record<string, string>> = {
  [KUSTOMIZATION]: 'resources:\n  - ä.yaml\n  - gone.yaml\n',
  [`${ROOT}/%C3%A4.yaml`]: 'kind: Deployment\n',
};

/** One end of the channel between a page and its worker. */
class Port {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly #listeners: ((event: { data: unknown }) => void)[] = [];
  other: Port | undefined;

  addEventListener(_: string, listener: (event: { data: unknown }) => void): void {
    this.#listeners.push(listener);
  }

  postMessage(data: unknown): void {
    const copy: unknown = structuredClone(data);
    setTimeout(() => this.other?.receive(copy));
  }

  receive(data: unknown): void {
    for (const listener of [...this.#listeners, ...(this.onmessage ? [this.onmessage] : [])]) listener({ data });
  }
}

class PortReader extends AbstractMessageReader implements MessageReader {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): { dispose(): void } {
    this.#port.onmessage = ({ data }) => callback(data as Message);
    return { dispose: () => undefined };
  }
}

class PortWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  write(message: Message): Promise<void> {
    this.#port.postMessage(message);
    return Promise.resolve();
  }

  end(): void {
    this.#port.other = undefined;
  }
}

/** Runs the bundle with what every web worker has, and nothing of Node. */
function startWorker(): Port {
  const [page, worker] = [new Port(), new Port()];
  page.other = worker;
  worker.other = page;
  const globals = { self: worker, setTimeout, clearTimeout, atob, console, TextDecoder, TextEncoder };
  const context = createContext({ ...globals, module: { exports: {} }, exports: {} });
  runInContext(readFileSync(BUNDLE, 'utf8'), context);
  return page;
}

describe('the language server in a worker', () => {
  let client: TestClient;
  let asked: string[];

  beforeEach(() => {
    const port = startWorker();
    asked = [];
    client = new TestClient(createMessageConnection(new PortReader(port), new PortWriter(port)));
    const answer = (method: string, of: (uri: string) => unknown): void => {
      client.connection.onRequest(method, ({ uri }: { uri: string }) => {
        asked.push(uri);
        return of(uri);
      });
    };
    answer('chartwright/fs/stat', (uri) => {
      const text = FILES[uri];
      if (text !== undefined) return { kind: 'file', size: Buffer.byteLength(text) };
      return uri === ROOT ? { kind: 'folder' } : { kind: 'absent' };
    });
    answer('chartwright/fs/readFile', (uri) => ({
      kind: 'file',
      base64: Buffer.from(FILES[uri] ?? '').toString('base64'),
    }));
    answer('chartwright/fs/readDirectory', (uri) => {
      const entries = [
        { name: 'ä.yaml', kind: 'file' },
        { name: 'kustomization.yaml', kind: 'file' },
      ];
      return uri === ROOT ? { kind: 'folder', entries } : { kind: 'absent' };
    });
  });
  afterEach(() => client.connection.dispose());

  it('reads a virtual workspace through the client', async () => {
    await client.start({ folders: [ROOT], settings: { check: { scope: 'workspace' } } });
    const { diagnostics } = await client.diagnostics(KUSTOMIZATION, (list) => list.length > 0);
    expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([['kustomize/missing-resource', 2]]);
  });

  it('asks for nothing outside the workspace folders', async () => {
    await client.start({ folders: [ROOT] });
    await client.open(KUSTOMIZATION, 'resources:\n  - ../other/x.yaml\n  - gone.yaml\n');
    await client.diagnostics(KUSTOMIZATION, (list) => list.length > 0);
    expect(client.newest(KUSTOMIZATION)?.diagnostics.map(({ range }) => range.start.line)).toEqual([2]);
    expect(asked.filter((uri) => !uri.startsWith(ROOT))).toEqual([]);
  });
});
