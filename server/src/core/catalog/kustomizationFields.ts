import { helmChartFields } from './data/helmChartFields.ts';
import { topLevelFields } from './data/kustomizationFields.ts';

/** One field of a kustomization, or of an item of its `helmCharts`. */
export interface KustomizationField {
  /** As kustomize spells it; it reads names in any case. */
  readonly name: string;
  /** What the value decodes into; anything else stops the build. */
  readonly type: FieldType;
  /** The shape in one line, for a hover. */
  readonly shape: string;
  readonly doc: string;
  readonly deprecated?: FieldDeprecation;
}

/** What kustomize decodes a field into; lists of `object-list` hold structs. */
export type FieldType = 'string' | 'bool' | 'string-map' | 'string-list' | 'object' | 'object-list';

/** What stands in for a field that kustomize would rather not see. */
export interface FieldDeprecation {
  readonly use: string;
  /** Whether a build prints a warning; two old spellings are accepted without a word. */
  readonly warns: boolean;
}

/** Every field of a kustomization, in the order of kustomize's own type (api/types/kustomization.go). */
export const kustomizationFields: readonly KustomizationField[] = topLevelFields;

/** The field that a key of a kustomization means; undefined for one that kustomize refuses. */
export function kustomizationField(key: string): KustomizationField | undefined {
  return byJsonName(topLevelFields, key);
}

/** The field that a key of a `helmCharts` item means; undefined for one that kustomize refuses. */
export function helmChartField(key: string): KustomizationField | undefined {
  return byJsonName(helmChartFields, key);
}

/** encoding/json takes an exact name first, then one that differs in case only. */
function byJsonName(fields: readonly KustomizationField[], key: string): KustomizationField | undefined {
  const lower = key.toLowerCase();
  return fields.find((field) => field.name === key) ?? fields.find((field) => field.name.toLowerCase() === lower);
}
