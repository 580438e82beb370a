import { API_VERSIONS } from '../catalog/data/apiVersions.ts';
import { noOrigin } from '../text/origin.ts';
import type { Origin } from '../text/origin.ts';
import { fn } from '../template/functions/function.ts';
import type { FunctionSpec } from '../template/functions/function.ts';
import { assumed, bool, list, opaque, text } from '../template/value.ts';
import type { ListValue, ObjectValue, Value } from '../template/value.ts';
import { structOf } from './goStruct.ts';
import type { ReleaseOptions } from './releaseOptions.ts';

/** The Kubernetes version that Helm 3.21 and 4.2 assume without a cluster: that of their client-go 0.36. */
export const DEFAULT_KUBE_VERSION = 'v1.36.0';

/** `.Capabilities`. What a cluster would say is marked unknown, with Helm's answer. */
export function capabilitiesOf(options: ReleaseOptions): ObjectValue {
  const origin = originOf('Capabilities', false);
  const spot = options.helm === 4 ? 'common' : 'chartutil';
  const fields = {
    KubeVersion: kubeVersionOf(options, `${spot}.KubeVersion`),
    APIVersions: apiVersionsOf(options, `${spot}.VersionSet`),
    HelmVersion: helmVersionOf(options.helm),
  };
  return structOf({ type: `*${spot}.Capabilities`, goKind: 'ptr', fields, json: {}, origin });
}

/** The version a chart is rendered for, as `.Capabilities.KubeVersion.Version` has it and without its suffixes. */
export function kubeVersionText(options: ReleaseOptions): { readonly full: string; readonly normalized: string } {
  const given = options.kubeVersion ?? DEFAULT_KUBE_VERSION;
  const written = given.startsWith('v') ? given : `v${given}`;
  const [, major = '1', minor = '0', patch = '0'] = /^v(\d+)\.(\d+)(?:\.(\d+))?/.exec(written) ?? [];
  const normalized = `v${major}.${minor}.${patch}`;
  // Helm 3 drops the suffix of a version that the user names as it reads it.
  return { full: options.helm === 4 ? written : normalized, normalized };
}

function originOf(name: string, isGiven: boolean): Origin {
  const given: Origin = { kind: 'given', name: `.${name}` };
  return isGiven ? given : assumed('depends on the cluster', 'text', given);
}

function kubeVersionOf(options: ReleaseOptions, type: string): ObjectValue {
  const { full, normalized } = kubeVersionText(options);
  const origin = originOf('Capabilities.KubeVersion', options.kubeVersion !== undefined);
  const [major = '', minor = ''] = normalized.slice(1).split('.');
  const shown = options.helm === 4 ? normalized : full;
  return structOf({
    type,
    goKind: 'struct',
    fields: { Version: text(full, origin), Major: text(major, origin), Minor: text(minor, origin) },
    pointer: {
      methods: { String: constant(text(shown, origin)), GitVersion: constant(text(full, origin)) },
      print: shown,
    },
    print: () => `{${[full, ...(options.helm === 4 ? [normalized] : []), major, minor].join(' ')}}`,
    json: {},
    origin,
  });
}

const constant = (value: Value): FunctionSpec => fn([], () => value);

function apiVersionsOf(options: ReleaseOptions, named: string): ListValue {
  const known = new Set([...API_VERSIONS, ...options.apiVersions]);
  const origin = originOf('Capabilities.APIVersions', false);
  const has = fn(['string'], ([version], c) => {
    const given = options.apiVersions.includes(version.text);
    return bool(
      known.has(version.text),
      given ? c.computed(version) : assumed('depends on the cluster', 'bool', c.computed(version)),
    );
  });
  const all = [...API_VERSIONS, ...options.apiVersions].map((version) => text(version, origin));
  return { ...list(all, origin, 'string'), named, methods: { Has: has } };
}

function helmVersionOf(helm: 3 | 4): ObjectValue {
  const given = (name: string, value: string): Value => text(value, originOf(`Capabilities.HelmVersion.${name}`, true));
  return structOf({
    type: 'version.BuildInfo',
    goKind: 'struct',
    fields: {
      Version: given('Version', helm === 4 ? 'v4.2' : 'v3.21'),
      GitCommit: given('GitCommit', ''),
      GitTreeState: given('GitTreeState', ''),
      GoVersion: opaque('depends on how Helm was built', 'text', originOf('Capabilities.HelmVersion.GoVersion', true)),
      ...(helm === 4 ? { KubeClientVersion: given('KubeClientVersion', 'v1.36') } : {}),
    },
    json: {
      Version: 'version?',
      GitCommit: 'git_commit?',
      GitTreeState: 'git_tree_state?',
      GoVersion: 'go_version?',
      KubeClientVersion: 'kube_client_version',
    },
    origin: noOrigin,
  });
}
