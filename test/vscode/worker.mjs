/** A bundle in a real Web Worker, spoken to from Node: for what must also work in VS Code for the Web. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { ensureHost, launchBrowser, withDeadline } from './host.mjs';

/**
 * @typedef {object} WorkerLink
 * @property {(message: unknown) => Promise<void>} post Sends a plain object to the worker's `onmessage`.
 * @property {(accept?: (message: any) => boolean, milliseconds?: number) => Promise<any>} next
 *   Takes the oldest message that `accept` takes, waiting for it if need be (default 10 s); others stay for later
 *   calls. Rejects at the deadline and when the worker reports an uncaught error.
 * @property {() => readonly string[]} log What the worker and its page printed so far.
 * @property {() => Promise<void>} close Ends worker, browser and server.
 */

/**
 * Starts a worker from a bundle file. Messages are what `postMessage` carries, which for a language server's browser
 * reader and writer is one JSON-RPC object each. The page has no access to anything but the bundle.
 *
 * @param {string} bundlePath
 * @param {{ type?: 'classic' | 'module', log?: (line: string) => void }} [options]
 * @returns {Promise<WorkerLink>}
 */
export async function openWorker(bundlePath, { type = 'classic', log } = {}) {
  const host = await ensureHost({ log });
  const site = await serve(await readFile(bundlePath));
  const browser = await launchBrowser(host).catch((error) => site.close().then(() => Promise.reject(error)));
  const close = async () => {
    await browser.close();
    await site.close();
  };
  try {
    return await connect(await browser.newPage(), site.origin, type, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a worker for the time of `script`.
 *
 * @template T
 * @param {string} bundlePath
 * @param {(worker: WorkerLink) => Promise<T>} script
 * @param {{ type?: 'classic' | 'module', milliseconds?: number }} [options] `milliseconds` bounds the script, default 60 s.
 * @returns {Promise<T>}
 */
export async function runInWorker(bundlePath, script, { type = 'classic', milliseconds = 60_000 } = {}) {
  const worker = await openWorker(bundlePath, { type });
  try {
    return await withDeadline(milliseconds, 'The script with the worker', script(worker));
  } finally {
    await worker.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 * @param {'classic' | 'module'} type
 * @param {() => Promise<void>} close
 * @returns {Promise<WorkerLink>}
 */
async function connect(page, origin, type, close) {
  const inbox = createInbox();
  /** @type {string[]} */
  const printed = [];
  page.on('console', (message) => printed.push(`${message.type()}: ${message.text()}`));
  await page.exposeFunction('receiveFromWorker', inbox.put);
  await page.exposeFunction('failOfWorker', (/** @type {string} */ text) => inbox.fail(new Error(text)));
  await page.goto(`${origin}/page.html`);
  await page.evaluate((workerType) => {
    const scope = /** @type {any} */ (globalThis);
    scope.worker = new scope.Worker('/worker.js', { type: workerType });
    scope.worker.onmessage = (/** @type {any} */ event) => scope.receiveFromWorker(event.data);
    scope.worker.onerror = (/** @type {any} */ event) =>
      scope.failOfWorker(`In the worker: ${event.message} (line ${event.lineno})`);
  }, type);
  return {
    post: (message) => page.evaluate((data) => /** @type {any} */ (globalThis).worker.postMessage(data), message),
    next: inbox.next,
    log: () => printed,
    close,
  };
}

/** Messages in the order of their arrival, and those who wait for one. */
function createInbox() {
  /** @type {unknown[]} */
  const messages = [];
  /** @type {Set<() => void>} */
  const waiting = new Set();
  /** @type {Error | undefined} */
  let failure;
  const wake = () => [...waiting].forEach((look) => look());
  return {
    put(/** @type {unknown} */ message) {
      messages.push(message);
      wake();
    },
    fail(/** @type {Error} */ error) {
      failure = error;
      wake();
    },
    async next(/** @type {(message: any) => boolean} */ accept = () => true, milliseconds = 10_000) {
      /** @type {() => void} */
      let look = () => undefined;
      const found = new Promise((resolve, reject) => {
        look = () => {
          const index = messages.findIndex((message) => accept(message));
          if (index >= 0) resolve(messages.splice(index, 1)[0]);
          else if (failure !== undefined) reject(failure);
          else return;
          waiting.delete(look);
        };
      });
      waiting.add(look);
      look();
      return withDeadline(milliseconds, 'A message of the worker', found).finally(() => waiting.delete(look));
    },
  };
}

/**
 * Serves an empty page and the bundle on loopback.
 *
 * @param {Buffer} bundle
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
async function serve(bundle) {
  const server = createServer((request, response) => {
    const isWorker = request.url === '/worker.js';
    response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? bundle : '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">');
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
