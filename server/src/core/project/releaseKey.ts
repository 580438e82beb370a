import type { Uri } from '../text/uri.ts';

/** A chart and one of its scenarios as one key: the address of Chart.yaml, and the scenario as JSON; empty for the defaults. */
export type ReleaseKey = string & { readonly release: unique symbol };

/** The key of a chart in a scenario, which is JSON or empty. */
export const releaseKey = (chart: Uri, scenario = ''): ReleaseKey => `${chart}#${scenario}` as ReleaseKey;

/** The address of Chart.yaml; a `#` in a path is percent-encoded. */
export const chartOf = (key: ReleaseKey): Uri => key.slice(0, key.indexOf('#')) as Uri;

/** The scenario as JSON; empty for the defaults. */
export const scenarioOf = (key: ReleaseKey): string => key.slice(key.indexOf('#') + 1);
