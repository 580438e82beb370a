import { check, parseConstraint } from '../../version/masterminds.ts';
import { readVersion } from '../../version/version.ts';
import { bool } from '../value.ts';
import type { FunctionFamily } from './function.ts';
import { fail, fn } from './function.ts';
import { versionObject } from './versionObject.ts';

/** Sprig's semver.go on Masterminds semver v3.5.0, which Helm 3.19 and later have. */
export const semver: FunctionFamily = {
  semver: fn(['string'], ([s], c) => {
    const result = readVersion(s.text);
    return result.ok ? versionObject(result.version, c.computed(s)) : fail(result.message);
  }),
  semverCompare: fn(
    ['string', 'string'],
    ([constraint, s], c) => {
      const wanted = parseConstraint(constraint.text);
      if (!wanted.ok) return fail(wanted.message);
      const version = readVersion(s.text);
      if (!version.ok) return fail(version.message);
      const fits = check(wanted.constraint, version.version);
      c.decided(s, fits, [constraint]);
      return bool(fits, c.computed(constraint, s));
    },
    { result: 'bool' },
  ),
};
