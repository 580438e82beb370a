import type { KustomizationField } from '../kustomizationFields.ts';

const generatorOptions = '{labels, annotations, disableNameSuffixHash, immutable}';
const generator = `{name, namespace, behavior, literals, files, envs, options: ${generatorOptions}}`;
const imageItem = '[{name, newName, newTag, digest, tagSuffix}]';
const patchTarget = '{group, version, kind, name, namespace, labelSelector, annotationSelector}';

/** The fields of a kustomization: api/types/kustomization.go of kustomize, August 2026. */
export const topLevelFields = [
  {
    name: 'apiVersion',
    type: 'string',
    shape: 'string',
    doc: '`kustomize.config.k8s.io/v1beta1`, or `v1alpha1` for a Component. May be left out.',
  },
  {
    name: 'kind',
    type: 'string',
    shape: 'Kustomization | Component',
    doc: 'Any other kind stops the build. May be left out.',
  },
  {
    name: 'metadata',
    type: 'object',
    shape: '{name, labels, annotations}',
    doc: "The kustomization's own metadata. It is kept and applied to nothing.",
  },
  {
    name: 'openapi',
    type: 'string-map',
    shape: '{path, version}',
    doc: 'The OpenAPI schema that merges use: a file, or a built-in version.',
  },
  {
    name: 'namePrefix',
    type: 'string',
    shape: 'string',
    doc: 'Put before the name of every object but Namespaces, CustomResourceDefinitions and APIServices; references follow.',
  },
  {
    name: 'nameSuffix',
    type: 'string',
    shape: 'string',
    doc: 'Put after the name of every object but Namespaces, CustomResourceDefinitions and APIServices; references follow.',
  },
  {
    name: 'namespace',
    type: 'string',
    shape: 'string',
    doc: 'Sets the namespace of every namespaced object. Cluster-scoped objects stay as they are.',
  },
  {
    name: 'commonLabels',
    type: 'string-map',
    shape: '{key: value}',
    doc: 'Labels for all objects and all their selectors. Selectors of running Deployments are immutable.',
    deprecated: { use: 'labels with includeSelectors: true', warns: true },
  },
  {
    name: 'labels',
    type: 'object-list',
    shape: '[{pairs, includeSelectors, includeTemplates, includeVolumeClaimTemplates, fields}]',
    doc: 'Labels for all objects; selectors and pod templates only on request.',
  },
  {
    name: 'commonAnnotations',
    type: 'string-map',
    shape: '{key: value}',
    doc: 'Annotations for all objects and their pod templates: a change restarts workloads.',
  },
  {
    name: 'patchesStrategicMerge',
    type: 'string-list',
    shape: '[path or inline patch]',
    doc: 'Strategic merge patches. They run before all `patches`.',
    deprecated: { use: 'patches', warns: true },
  },
  {
    name: 'patchesJson6902',
    type: 'object-list',
    shape: `[{target: ${patchTarget}, path | patch}]`,
    doc: 'JSON patches. They run after namespace, prefix, suffix, labels and annotations, unlike `patches`.',
    deprecated: { use: 'patches', warns: true },
  },
  {
    name: 'patches',
    type: 'object-list',
    shape: `[{path | patch, target: ${patchTarget}, options: {allowNameChange, allowKindChange}}]`,
    doc: 'Strategic merge or JSON patches. The parts of a target are anchored regular expressions; a target that selects nothing is no error.',
  },
  {
    name: 'images',
    type: 'object-list',
    shape: imageItem,
    doc: 'Replaces names, tags and digests of container images. With both newTag and digest the result is `name:tag@digest`.',
  },
  {
    name: 'imageTags',
    type: 'object-list',
    shape: imageItem,
    doc: 'The old name of `images`.',
    deprecated: { use: 'images', warns: true },
  },
  {
    name: 'replacements',
    type: 'object-list',
    shape: '[{source, sourceValue, targets: [{select, reject, fieldPaths, options}]} | {path}]',
    doc: 'Copies a field of one object into fields of others, after all other transformations.',
  },
  {
    name: 'replicas',
    type: 'object-list',
    shape: '[{name, count}]',
    doc: 'Sets the number of replicas of the workloads with this name.',
  },
  {
    name: 'vars',
    type: 'object-list',
    shape: '[{name, objref, fieldref}]',
    doc: 'Fills `$(NAME)` from the field of an object.',
    deprecated: { use: 'replacements', warns: true },
  },
  {
    name: 'sortOptions',
    type: 'object',
    shape: '{order: legacy | fifo, legacySortOptions: {orderFirst, orderLast}}',
    doc: 'The order of the output; it counts in the root of a build only. The default, legacy, puts namespaces and CRDs first.',
  },
  {
    name: 'resources',
    type: 'string-list',
    shape: '[file, directory, URL or git reference]',
    doc: 'Manifests, other kustomizations, remote files and git repositories. `[]` builds to nothing without an error.',
  },
  {
    name: 'components',
    type: 'string-list',
    shape: '[directory or git reference]',
    doc: 'Kustomizations of kind Component, applied to what the resources and generators have given.',
  },
  {
    name: 'crds',
    type: 'string-list',
    shape: '[file]',
    doc: 'OpenAPI definitions of custom types, so that references in them follow renames. Deploys nothing: CRD manifests belong under `resources`.',
  },
  {
    name: 'bases',
    type: 'string-list',
    shape: '[directory or git reference]',
    doc: 'Other kustomizations, read after `resources`.',
    deprecated: { use: 'resources', warns: true },
  },
  {
    name: 'configMapGenerator',
    type: 'object-list',
    shape: `[${generator}]`,
    doc: 'ConfigMaps from literals and files, named with a hash of their content unless that is turned off.',
  },
  {
    name: 'secretGenerator',
    type: 'object-list',
    shape: `[${generator.replace('{name,', '{name, type,')}]`,
    doc: 'Secrets from literals and files, named with a hash of their content unless that is turned off.',
  },
  {
    name: 'helmGlobals',
    type: 'object',
    shape: '{chartHome, configHome}',
    doc: 'Where local charts lie; chartHome is `charts` by default.',
  },
  {
    name: 'helmCharts',
    type: 'object-list',
    shape: '[{name, version, repo, releaseName, namespace, valuesFile, valuesInline, includeCRDs, …}]',
    doc: 'Charts rendered with `helm template`. Needs --enable-helm: neither Flux nor kubectl apply -k can build it.',
  },
  {
    name: 'helmChartInflationGenerator',
    type: 'object-list',
    shape: '[{chartName, chartVersion, chartRepoUrl, …}]',
    doc: 'The old form of `helmCharts` and `helmGlobals`.',
    deprecated: { use: 'helmCharts', warns: false },
  },
  {
    name: 'generatorOptions',
    type: 'object',
    shape: generatorOptions,
    doc: 'Options for every generator; a `true` here wins over a `false` there.',
  },
  {
    name: 'configurations',
    type: 'string-list',
    shape: '[file]',
    doc: 'Tells the built-in transformers about fields of other types.',
  },
  {
    name: 'generators',
    type: 'string-list',
    shape: '[file, directory or inline YAML]',
    doc: 'Configurations of generator plugins.',
  },
  {
    name: 'transformers',
    type: 'string-list',
    shape: '[file, directory or inline YAML]',
    doc: 'Configurations of transformer plugins.',
  },
  {
    name: 'validators',
    type: 'string-list',
    shape: '[file, directory or inline YAML]',
    doc: 'Configurations of transformer plugins that may check, and change nothing.',
  },
  {
    name: 'buildMetadata',
    type: 'string-list',
    shape: '[originAnnotations | transformerAnnotations | managedByLabel]',
    doc: 'Adds annotations and labels that say where objects come from.',
  },
] as const satisfies readonly KustomizationField[];
