import { map } from '../template/value.ts';
import type { MapValue } from '../template/value.ts';
import { noOrigin } from '../text/origin.ts';
import type { Query } from '../workspace/query.ts';
import type { ReleaseKey } from './release.ts';

/** The values that a scenario sets over the chart's defaults. */
export const givenQuery: Query<ReleaseKey, MapValue> = {
  name: 'given',
  compute: () => map(new Map(), noOrigin),
};
