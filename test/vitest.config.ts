import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/{unit,rules,features,fuzz,repository,conformance,cli}/**/*.test.ts'],
    testTimeout: 240_000,
  },
});
