import { describe, expect, it } from 'vitest';
import {
  helmChartField,
  kustomizationField,
  kustomizationFields,
} from '../../../server/src/core/catalog/kustomizationFields.ts';

describe('kustomization fields', () => {
  it('reads names in any case, as kustomize does', () => {
    expect(kustomizationField('Resources')?.name).toBe('resources');
    expect(kustomizationField('HELMCHARTS')?.name).toBe('helmCharts');
    expect(kustomizationField('resouces')).toBeUndefined();
    expect(helmChartField('includecrds')?.name).toBe('includeCRDs');
    expect(helmChartField('values')).toBeUndefined();
  });

  it('has a sentence for each and a field to use for each deprecated one', () => {
    for (const field of kustomizationFields) {
      expect(field.doc.length).toBeGreaterThan(20);
      expect(field.doc.endsWith('.')).toBe(true);
      if (field.deprecated) expect(kustomizationField(field.deprecated.use.split(' ')[0]!)).toBeDefined();
    }
    expect(kustomizationFields.filter((field) => field.deprecated?.warns).map((field) => field.name)).toEqual([
      'commonLabels',
      'patchesStrategicMerge',
      'patchesJson6902',
      'imageTags',
      'vars',
      'bases',
    ]);
  });
});
