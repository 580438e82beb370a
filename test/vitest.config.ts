import { defineConfig } from 'vitest/config';

const all = 'test/{unit,rules,features,fuzz,repository,conformance,cli}/**/*.test.ts';
/** Puts something in the place of a module of Node, which other files must not see. */
const mocking = 'test/cli/fix.test.ts';

/** Files share their modules, which hold no state: loading those anew for each took half of the time. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'shared', include: [all], exclude: [mocking], isolate: false } },
      { extends: true, test: { name: 'mocking', include: [mocking] } },
    ],
  },
});
