import { field } from '../chart/goField.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { podTemplateOf } from '../manifest/podTemplate.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { getPath, mapOf } from '../yaml/lookup.ts';

/** A map of an object in which people write hook annotations, and Helm does not look. */
export interface WrongPlace {
  /** In words, with an article. */
  readonly name: string;
  readonly map: YamlMap;
  /** The map in which `map` is a value; undefined for the object itself. */
  readonly holder: YamlMap | undefined;
}

/** The places of an object where hook annotations have no effect, as far as it has them. */
export function wrongPlaces(manifest: Manifest): readonly WrongPlace[] {
  const { node } = manifest;
  const metadata = field(node, 'metadata')?.value;
  const template = manifest.gvk.kind === 'Pod' ? undefined : podTemplateOf(manifest);
  const jobTemplate = getPath(node, ['spec', 'jobTemplate']);
  return [
    ...placesOf('the object itself', node, undefined),
    ...placesOf('`annotations` of the object itself', getPath(node, ['annotations']), node),
    ...placesOf('`metadata` itself', metadata, node),
    ...placesOf('`metadata.labels`', getPath(metadata, ['labels']), metadata),
    ...placesOf('`spec`', getPath(node, ['spec']), node),
    ...inTemplate('the pod template', template),
    ...inTemplate('the job template', jobTemplate),
  ];
}

function inTemplate(name: string, template: YamlNode | undefined): readonly WrongPlace[] {
  const metadata = getPath(template, ['metadata']);
  return [
    ...placesOf(name, getPath(metadata, ['annotations']), metadata),
    ...placesOf(`\`annotations\` of ${name}`, getPath(template, ['annotations']), template),
    ...placesOf(`the \`metadata\` of ${name}`, metadata, template),
    ...placesOf(`the labels of ${name}`, getPath(metadata, ['labels']), metadata),
  ];
}

function placesOf(name: string, node: YamlNode | undefined, holder: YamlNode | undefined): readonly WrongPlace[] {
  const map = mapOf(node);
  return map ? [{ name, map, holder: mapOf(holder) }] : [];
}
