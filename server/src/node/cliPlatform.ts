import { resolve } from 'node:path';
import type { Platform } from '../cli/platform.ts';
import { nodeFileSystem } from './fileSystem.ts';
import { pathToUri } from './paths.ts';
import { replaceFiles } from './replaceFiles.ts';

/** The command's platform with `folder`, a path, as its current folder. */
export const cliPlatform = (folder: string): Platform => ({
  folder: pathToUri(folder),
  isTerminal: process.stdout.isTTY,
  environment: process.env,
  toUri: (path) => pathToUri(resolve(folder, path)),
  fileSystem: (roots) => nodeFileSystem({ roots }),
  replaceFiles: (changes, roots) => replaceFiles(changes, nodeFileSystem({ roots })),
  print: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  milliseconds: () => performance.now(),
  serve,
});

/** Starts the server, which takes its connection from the command line and ends the process when the client leaves. */
async function serve(): Promise<number> {
  await import('./serverMain.ts');
  return 0;
}
