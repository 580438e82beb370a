import { textRange, type TextRange } from '../text/range.ts';
import type { YamlEntry, YamlItem, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { items } from '../yaml/lookup.ts';
import { resolve } from '../yaml/walk.ts';
import { goField, goFields, structItems } from './goFields.ts';
import { classify, type Reference } from './reference.ts';
import { isRemoteFile } from './remoteFile.ts';

/** A place in a kustomization that names a file, a folder or a remote. */
export interface PathMention {
  /** As kustomize spells it, with the way to it: `resources`, `patches.path`, `helmCharts.valuesFile`. */
  readonly field: string;
  /** The decoded text; of `key=path` the path. Empty for an item without a value, which kustomize refuses. */
  readonly path: string;
  readonly reference: Reference;
  readonly expects: 'file' | 'directory' | 'fileOrDirectory';
  readonly node: YamlScalar;
  /** The text of the path in the file, without quotes where it is literal; else the whole node, or the alias to it. */
  readonly range: TextRange;
  /** Whether the range's text is `path` itself: then an offset in `path` plus the range's start is one in the file. */
  readonly literal: boolean;
  /** The list's item, for edits; undefined for a path that is no item of a list of paths. */
  readonly item: YamlItem | undefined;
}

/** Every path that a kustomization's effective fields mention, field by field in kustomize's order, items in theirs. */
export function pathMentions(fields: ReadonlyMap<string, YamlEntry>): readonly PathMention[] {
  const list = (name: string): YamlNode | undefined => fields.get(name.toLowerCase())?.value;
  return [
    ...listed('resources', list('resources'), 'fileOrDirectory'),
    ...listed('bases', list('bases'), 'fileOrDirectory'),
    ...listed('components', list('components'), 'directory'),
    ...listed('configurations', list('configurations'), 'file'),
    ...listed('crds', list('crds'), 'file'),
    ...['openapi'].flatMap((name) => single(`${name}.path`, list(name), 'path')),
    ...listed('patchesStrategicMerge', list('patchesStrategicMerge'), 'file').filter(isPath),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((name) => ofItems(name, list(name), 'path')),
    ...['configMapGenerator', 'secretGenerator'].flatMap((name) => ofGenerator(name, list(name))),
    ...ofItems('helmCharts', list('helmCharts'), 'valuesFile'),
    ...ofItems('helmCharts', list('helmCharts'), 'additionalValuesFiles'),
    ...ofItems('helmChartInflationGenerator', list('helmChartInflationGenerator'), 'values'),
    ...['generators', 'transformers', 'validators'].flatMap((name) =>
      listed(name, list(name), 'fileOrDirectory').filter(isPath),
    ),
  ];
}

/** Whether a text that may be a path or a document is a path: kustomize tries to parse it as an object first. */
export function isPath(mention: { readonly path: string }): boolean {
  return !/[\n{]|:(?:\s|$)/.test(mention.path);
}

function listed(field: string, list: YamlNode | undefined, expects: PathMention['expects']): readonly PathMention[] {
  return items(list).flatMap((item) => mentionOf(field, item.value, expects, item));
}

function single(field: string, holder: YamlNode | undefined, name: string): readonly PathMention[] {
  const found = goFields(holder).get(name.toLowerCase());
  return found ? mentionOf(field, found.value, 'file', undefined).filter((mention) => mention.path !== '') : [];
}

/** A field of every item of a list, itself a path or a list of paths. */
function ofItems(field: string, list: YamlNode | undefined, name: string): readonly PathMention[] {
  return structItems(list).flatMap(({ node }) => {
    const value = goField(node, name);
    if (value?.kind === 'seq') return listed(`${field}.${name}`, value, 'file');
    return single(`${field}.${name}`, node, name);
  });
}

function ofGenerator(field: string, list: YamlNode | undefined): readonly PathMention[] {
  return structItems(list).flatMap(({ node }) => [
    ...listed(`${field}.files`, goField(node, 'files'), 'file').map(withoutKey),
    ...listed(`${field}.envs`, goField(node, 'envs'), 'file'),
    ...single(`${field}.env`, node, 'env'),
  ]);
}

/** `key=path`: the key is the name in the ConfigMap (api/internal/generators/utils.go). */
function withoutKey(mention: PathMention): PathMention {
  const equals = mention.path.indexOf('=');
  if (equals < 0) return mention;
  const path = mention.path.slice(equals + 1);
  const start = mention.literal ? mention.range.start + equals + 1 : mention.range.start;
  return { ...mention, path, reference: fileReference(path), range: textRange(start, mention.range.end) };
}

/** A null item becomes an empty text in Go; other types stop kustomize, and are no mention. */
function mentionOf(
  field: string,
  written: YamlNode,
  expects: PathMention['expects'],
  item: YamlItem | undefined,
): readonly PathMention[] {
  const node = resolve(written);
  if (node?.kind !== 'scalar' || (typeof node.value !== 'string' && node.value !== null)) return [];
  const path = node.value ?? '';
  const text = written.kind === 'alias' ? undefined : literalRange(node, path);
  return [
    {
      field,
      path,
      reference:
        expects === 'file' ? fileReference(path) : classify(path, field === 'components' ? field : 'resources'),
      expects,
      node,
      range: text ?? written.range,
      literal: text !== undefined,
      item,
    },
  ];
}

/** Where a file is wanted nothing is cloned: what is not downloaded is a local path. */
function fileReference(path: string): Reference {
  const reference = classify(path);
  return reference.kind === 'git' && !isRemoteFile(path) ? { kind: 'local', path } : reference;
}

function literalRange(node: YamlScalar, value: string): TextRange | undefined {
  if (node.source === value && node.range.end - node.range.start === value.length) return node.range;
  const quoted = node.style === 'single' || node.style === 'double';
  if (!quoted || node.source.slice(1, -1) !== value) return undefined;
  return textRange(node.range.start + 1, node.range.end - 1);
}
