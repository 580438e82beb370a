import type { Origin } from '../../text/origin.ts';
import { compareVersions, formatVersion, parseVersion } from '../../version/version.ts';
import type { Version } from '../../version/version.ts';
import { int } from '../numbers.ts';
import { bool, nil, object, opaque, text } from '../value.ts';
import type { Methods, ObjectValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionSpec } from './function.ts';
import { fail, fn, variadic } from './function.ts';

/** Go's `*semver.Version` of Masterminds semver (v3.5.0). */
export function versionObject(version: Version, origin: Origin): ObjectValue {
  return object(new VersionObject(version, '*semver.Version', methodsOf(version, true)), origin);
}

class VersionObject {
  readonly version: Version;
  readonly type: string;
  readonly goKind: string;
  readonly methods: Methods;
  readonly truth = true;

  constructor(version: Version, type: string, methods: Methods) {
    this.version = version;
    this.type = type;
    this.goKind = type.startsWith('*') ? 'ptr' : 'struct';
    this.methods = methods;
  }

  readonly field = (): undefined => undefined;
  readonly print = (): string => formatVersion(this.version);
  readonly json = (): string => formatVersion(this.version);
}

/** Methods of the value; those of the pointer only where Go can take its address. */
function methodsOf(version: Version, pointer: boolean): Methods {
  return {
    String: getter((c) => text(formatVersion(version), c.computed())),
    Major: segment(version, 0),
    Minor: segment(version, 1),
    Patch: segment(version, 2),
    Prerelease: getter((c) => text(version.prerelease, c.computed())),
    Metadata: getter((c) => text(version.metadata, c.computed())),
    IncMajor: increment(version, 0),
    IncMinor: increment(version, 1),
    IncPatch: increment(version, 2),
    SetPrerelease: notComputed,
    SetMetadata: notComputed,
    MarshalJSON: notComputed,
    MarshalText: notComputed,
    Value: notComputed,
    ...(pointer ? pointerMethods(version) : {}),
  };
}

function pointerMethods(version: Version): Methods {
  return {
    Original: getter((c) => text(version.original, c.computed())),
    Compare: comparison(version, (order, c, other) => int(order, c.computed(other))),
    Equal: comparison(version, (order, c, other) => bool(order === 0, c.computed(other))),
    LessThan: comparison(version, (order, c, other) => bool(order < 0, c.computed(other))),
    LessThanEqual: comparison(version, (order, c, other) => bool(order <= 0, c.computed(other))),
    GreaterThan: comparison(version, (order, c, other) => bool(order > 0, c.computed(other))),
    GreaterThanEqual: comparison(version, (order, c, other) => bool(order >= 0, c.computed(other))),
    Scan: notComputed,
    UnmarshalJSON: notComputed,
    UnmarshalText: notComputed,
  };
}

const notComputed = variadic([], 'any', (_, args, c) => opaque('not computed', 'any', c.computed(...args)));

const getter = (get: (c: CallContext) => Value): FunctionSpec => fn([], (_, c) => get(c));

const segment = (version: Version, i: 0 | 1 | 2): FunctionSpec =>
  getter((c) => int(BigInt(version.segments[i]), c.computed(), 'uint64'));

function comparison(version: Version, result: (order: number, c: CallContext, other: Value) => Value): FunctionSpec {
  return fn(['version'], ([other], c) => {
    if (!(other.object instanceof VersionObject)) return nil(c.computed(other));
    return result(Math.sign(compareVersions(version, other.object.version)), c, other);
  });
}

/** The next release; a pre-release's own patch comes first. */
function increment(version: Version, i: 0 | 1 | 2): FunctionSpec {
  return fn([], (_, c): Value | Failure => {
    const numbers = version.segments.map((digits, at) => (at > i ? 0n : BigInt(digits)));
    if (i < 2 || version.prerelease === '') numbers[i] = (numbers[i] ?? 0n) + 1n;
    const next = parseVersion(version.prefix + numbers.join('.'));
    if (!next) return fail(`${['major', 'minor', 'patch'][i] ?? ''} version increment would overflow uint64`);
    return object(new VersionObject(next, 'semver.Version', methodsOf(next, false)), c.computed());
  });
}
