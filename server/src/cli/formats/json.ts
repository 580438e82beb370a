import type { Format } from './format.ts';

/** The report itself. */
export const json: Format = {
  wantsFixes: true,
  print: (report) => `${JSON.stringify(report, undefined, 1)}\n`,
};
