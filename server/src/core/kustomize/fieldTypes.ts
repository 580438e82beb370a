import type { FieldType } from '../catalog/kustomizationFields.ts';
import { items } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';

/** The first node below a field's value that encoding/json could not decode into the field's type; null fits every type. */
export function misfit(written: YamlNode, type: FieldType): YamlNode | undefined {
  const value = resolve(written);
  if (!value || isNull(value)) return undefined;
  switch (type) {
    case 'string':
      return isScalarOf(value, 'string') ? undefined : written;
    case 'bool':
      return isScalarOf(value, 'boolean') ? undefined : written;
    case 'object':
      return value.kind === 'map' ? undefined : written;
    case 'string-map':
      return value.kind === 'map' ? firstMisfit(value.entries.map((entry) => entry.value)) : written;
    case 'string-list':
      return value.kind === 'seq' ? firstMisfit(items(value).map((item) => item.value)) : written;
    case 'object-list':
      return value.kind === 'seq' ? items(value).find((item) => !fits(item.value, 'map'))?.value : written;
  }
}

function firstMisfit(nodes: readonly YamlNode[]): YamlNode | undefined {
  return nodes.find((node) => misfit(node, 'string') !== undefined);
}

function fits(node: YamlNode, kind: YamlNode['kind']): boolean {
  const value = resolve(node);
  return value === undefined || isNull(value) || value.kind === kind;
}

function isScalarOf(node: YamlNode, type: 'string' | 'boolean'): boolean {
  return node.kind === 'scalar' && typeof node.value === type;
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
