/** A bundle in a real Web Worker, spoken to from Node: for what must also work in VS Code for the Web. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { ensureHost, launchBrowser } from './host.mjs';

/**
 * Starts a worker from a bundle file. Messages are what `postMessage` carries, which for a language server's browser
 * reader and writer is one JSON-RPC object each. The page has no access to anything but the bundle.
 *
 * @param {string} bundlePath
 * @param {import('./worker.d.mts').WorkerOptions} options
 * @returns {Promise<import('./worker.d.mts').WorkerLink>}
 */
export async function openWorker(bundlePath, { receive, fail, log }) {
  const host = await ensureHost({ log });
  const site = await serve(await readFile(bundlePath));
  const browser = await launchBrowser(host).catch((error) => site.close().then(() => Promise.reject(error)));
  const close = async () => {
    await browser.close();
    await site.close();
  };
  try {
    const page = await browser.newPage();
    await page.exposeFunction('receiveFromWorker', receive);
    await page.exposeFunction('failOfWorker', (/** @type {string} */ text) => fail(new Error(text)));
    await page.goto(`${site.origin}/page.html`);
    await page.evaluate(startWorker);
    return { post: (message) => page.evaluate(postToWorker, message), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs in the page. */
function startWorker() {
  const scope = /** @type {any} */ (globalThis);
  scope.worker = new scope.Worker('/worker.js');
  scope.worker.onmessage = (/** @type {any} */ event) => scope.receiveFromWorker(event.data);
  scope.worker.onerror = (/** @type {any} */ event) =>
    scope.failOfWorker(`In the worker: ${event.message} (line ${event.lineno})`);
}

/**
 * Runs in the page.
 *
 * @param {unknown} message
 */
function postToWorker(message) {
  /** @type {any} */ (globalThis).worker.postMessage(message);
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
