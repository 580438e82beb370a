import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  DataCallback,
  Hover,
  Message,
  MessageReader,
  MessageWriter,
} from 'vscode-languageserver/node';
import { AbstractMessageReader, AbstractMessageWriter, createMessageConnection } from 'vscode-languageserver/node';
import type { WorkerLink } from '../vscode/worker.mjs';
import { openWorker } from '../vscode/worker.mjs';
import { TestClient } from './testClient.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/server.web.js', import.meta.url));
const ROOT = 'vscode-vfs://host/repo';
const KUSTOMIZATION = `${ROOT}/kustomization.yaml`;
const FILES: Readonly<Record<string, string>> = {
  [KUSTOMIZATION]: 'resources:\n  - ä.yaml\n  - gone.yaml\n',
  [`${ROOT}/%C3%A4.yaml`]: 'kind: Deployment\n',
};
const OPERATOR = 'https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests/tigera-operator.yaml';

/** The first run installs the browser. */
const LONGEST_START = 600_000;

class WorkerReader extends AbstractMessageReader implements MessageReader {
  callback: DataCallback = () => undefined;

  listen(callback: DataCallback): { dispose(): void } {
    this.callback = callback;
    return { dispose: () => undefined };
  }

  /** A message of the worker, or what it failed with. */
  readonly receive = (message: unknown): void => this.callback(message as Message);
  readonly fail = (error: Error): void => this.fireError(error);
}

class WorkerWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #link: WorkerLink;

  constructor(link: WorkerLink) {
    super();
    this.#link = link;
  }

  write(message: Message): Promise<void> {
    return this.#link.post(message);
  }

  end(): void {
    // The test closes the worker.
  }
}

describe('the bundle for a worker', () => {
  it('holds nothing of Node', () => {
    const ofNode = /(?<![.\w$])(?:require\s*\(|(?:process|Buffer|global)\s*[.[]|__dirname|__filename)|["']node:/g;
    expect(readFileSync(BUNDLE, 'utf8').match(ofNode)).toBeNull();
    expect(readFileSync(BUNDLE.replace('.web.js', '.js'), 'utf8').match(ofNode)).not.toBeNull();
  });
});

describe('the language server in a worker of Chromium', () => {
  let client: TestClient;
  let link: WorkerLink;
  let asked: string[];
  let failures: Error[];

  beforeEach(async () => {
    const reader = new WorkerReader();
    failures = [];
    reader.onError((error) => failures.push(error));
    link = await openWorker(BUNDLE, { receive: reader.receive, fail: reader.fail, log: console.log });
    asked = [];
    client = new TestClient(createMessageConnection(reader, new WorkerWriter(link)));
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
  }, LONGEST_START);
  afterEach(async () => {
    client.connection.dispose();
    await link.close();
    expect(failures).toEqual([]);
  });

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

  it('answers hover and code action on an open document', async () => {
    const { capabilities } = await client.start({ folders: [ROOT] }).then(() => client.initializeResult);
    expect(capabilities).toMatchObject({ hoverProvider: true });
    await client.open(KUSTOMIZATION, `resources:\n  - ${OPERATOR}\n`);
    const { diagnostics } = await client.diagnostics(KUSTOMIZATION, (list) => list.length > 0);
    expect(diagnostics.map(({ code }) => code)).toEqual(['crd/missing-companion']);
    const textDocument = { uri: KUSTOMIZATION };
    const position = { line: 1, character: 10 };
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', { textDocument, position });
    expect(JSON.stringify(hover.contents)).toContain('Calico');
    const params = { textDocument, range: diagnostics[0]!.range, context: { diagnostics, only: ['quickfix'] } };
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    expect(actions.map(({ title }) => title)).toContain('Add operator-crds.yaml v3.30.0');
  });
});
