import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { pathToUri } from '../../server/src/node/paths.ts';
import type { ClientOptions } from './testClient.ts';
import { TestClient } from './testClient.ts';

const SERVER = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

/** A workspace folder on disk, and built servers that serve it over stdio. */
export class Workbench {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-')));
  readonly #servers: ChildProcess[] = [];
  readonly #program: string;

  constructor(files: Readonly<Record<string, string | Uint8Array>>, program = SERVER) {
    this.#program = program;
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  uri(path = ''): string {
    return pathToUri(join(this.folder, path));
  }

  write(path: string, text: string | Uint8Array): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  /** Starts a server and says initialize to it. */
  async client(options: Partial<ClientOptions> = {}): Promise<TestClient> {
    const server = spawn(process.execPath, [this.#program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#servers.push(server);
    const reader = new StreamMessageReader(server.stdout);
    const client = new TestClient(createMessageConnection(reader, new StreamMessageWriter(server.stdin)));
    await client.start({ folders: [this.uri()], ...options });
    return client;
  }

  /** The exit code of the newest server, once it has ended. */
  exitCode(): Promise<number | null> {
    const server = this.#servers.at(-1)!;
    return new Promise((resolve) =>
      server.exitCode === null ? server.once('exit', resolve) : resolve(server.exitCode),
    );
  }

  dispose(): void {
    for (const server of this.#servers) server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
