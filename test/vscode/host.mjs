/** A real VS Code from npm packages alone: what the scripts beside this file are made of. */
export { cacheFolder, ensureHost, runNpm } from './host/install.mjs';
export { launchBrowser } from './host/browser.mjs';
export { exitOnSignals, lastLines, runToEnd, spawnOwned, withDeadline } from './host/processes.mjs';
export { startServer } from './host/server.mjs';
