const SCAFFOLDS = ['template', 'templates', 'scaffold', 'scaffolds', 'skeleton', 'boilerplate'];

/**
 * Whether a path from the workspace's folder lies in one whose files another tool copies elsewhere, where their
 * neighbours are, or writes neighbours for: `manifest-templates` is such a folder as well as `templates`.
 */
export const isScaffold = (path: string): boolean => hasSegment(path, SCAFFOLDS, (name) => name.replace(/^.*[-_]/, ''));

/** Whether a path lies in a folder of tests, which often write missing files before they build. */
export const isTestData = (path: string): boolean => hasSegment(path, ['test', 'tests', 'testdata', 'fixtures', 'e2e']);

const hasSegment = (path: string, names: readonly string[], part = (name: string): string => name): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((segment) => names.includes(part(segment.toLowerCase())));
