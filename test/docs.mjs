#!/usr/bin/env node
// Writes the papers that are made from the rules: docs/rules/ and the table in the README.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const words = ['run', '--config', 'test/vitest.config.ts', 'test/repository/papers.test.ts', '-t', 'papers made'];
const { status } = spawnSync(process.execPath, [vitest, ...words], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, UPDATE: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
