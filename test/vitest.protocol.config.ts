import { defineConfig } from 'vitest/config';

/** Drives the bundles in dist/: build them first. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/protocol/**/*.test.ts'],
    testTimeout: 30_000,
    fileParallelism: false,
  },
});
