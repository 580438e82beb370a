import { run } from '../cli/main.ts';
import { cliPlatform } from './cliPlatform.ts';

// A reader that goes away early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

run(process.argv.slice(2), cliPlatform(process.cwd())).then(
  // Not process.exit: it would cut off output that a pipe has not taken yet.
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`chartwright: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
