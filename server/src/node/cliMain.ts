import { run } from '../cli/main.ts';
import type { Platform } from '../cli/platform.ts';
import { nodeFileSystem } from './fileSystem.ts';
import { pathToUri } from './paths.ts';
import { replaceFiles } from './replaceFiles.ts';

/** The command on Node. A reader that goes away early (`| head`) is no error. */
async function main(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const platform: Platform = {
    folder: pathToUri('.'),
    isTerminal: process.stdout.isTTY,
    environment: process.env,
    toUri: pathToUri,
    fileSystem: (roots) => nodeFileSystem({ roots }),
    replaceFiles: (changes, roots) => replaceFiles(changes, nodeFileSystem({ roots })),
    print: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    milliseconds: () => performance.now(),
    serve,
  };
  // Not process.exit: it would cut off output that a pipe has not taken yet.
  process.exitCode = await run(process.argv.slice(2), platform);
}

/** Starts the server, which takes its connection from the command line and ends the process when the client leaves. */
async function serve(): Promise<number> {
  await import('./serverMain.ts');
  return 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`chartwright: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
