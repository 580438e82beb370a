import type { KustomizationField } from '../kustomizationFields.ts';

/** The fields of a `helmCharts` item: api/types/helmchartargs.go of kustomize, August 2026. */
export const helmChartFields = [
  {
    name: 'name',
    type: 'string',
    shape: 'string',
    doc: "The chart's name; with `version` and `repo` it is looked for in `charts/<name>-<version>/<name>` first.",
  },
  {
    name: 'version',
    type: 'string',
    shape: 'string',
    doc: 'The version to pull; without one the latest at build time. A chart found locally is used whatever its version.',
  },
  {
    name: 'repo',
    type: 'string',
    shape: 'URL',
    doc: 'The chart repository; an `oci://` one is completed by the name.',
  },
  { name: 'releaseName', type: 'string', shape: 'string', doc: 'The release name that templates see.' },
  {
    name: 'namespace',
    type: 'string',
    shape: 'string',
    doc: 'The namespace that templates see as the release namespace.',
  },
  { name: 'valuesFile', type: 'string', shape: 'file', doc: "Replaces the chart's own values file." },
  {
    name: 'additionalValuesFiles',
    type: 'string-list',
    shape: '[file]',
    doc: 'Values files on top of `valuesFile`, the last one winning.',
  },
  { name: 'valuesInline', type: 'object', shape: '{…}', doc: 'Values on top of the values file.' },
  {
    name: 'valuesMerge',
    type: 'string',
    shape: 'override | merge | replace',
    doc: 'How valuesInline meets the values file; override by default.',
  },
  {
    name: 'includeCRDs',
    type: 'bool',
    shape: 'bool',
    doc: "Adds the chart's crds/ directory; false by default. CRDs among the templates don't depend on it.",
  },
  {
    name: 'skipHooks',
    type: 'bool',
    shape: 'bool',
    doc: 'Leaves hooks out. Otherwise they are plain objects of the build.',
  },
  { name: 'skipTests', type: 'bool', shape: 'bool', doc: 'Leaves test hooks out.' },
  {
    name: 'apiVersions',
    type: 'string-list',
    shape: '[group/version]',
    doc: 'What `.Capabilities.APIVersions` holds besides the defaults.',
  },
  { name: 'kubeVersion', type: 'string', shape: 'string', doc: 'What `.Capabilities.KubeVersion` says.' },
  { name: 'nameTemplate', type: 'string', shape: 'string', doc: 'A template for the release name.' },
  { name: 'debug', type: 'bool', shape: 'bool', doc: 'Passes --debug to helm.' },
  { name: 'devel', type: 'bool', shape: 'bool', doc: 'Lets helm pick pre-releases where no version is given.' },
] as const satisfies readonly KustomizationField[];
