import { describe, expect, it } from 'vitest';
import { renderData } from './renderData.ts';

// Texts are those of Helm 4.2.4 (Go 1.26.8).
describe('JSON', () => {
  it.each([
    ['{{ toJson .Values.x }}', '<a&b>\u2028', '"\\u003ca\\u0026b\\u003e\\u2028"'],
    ['{{ toRawJson .Values.x }}', '<a&b>', '"<a&b>"'],
    ['{{ toJson .Values.x }}', { b: 1e21, a: 1e20, c: 1e-7 }, '{"a":100000000000000000000,"b":1e+21,"c":1e-7}'],
    ['{{ toPrettyJson .Values.x }}', { a: [], b: [1] }, '{\n  "a": [],\n  "b": [\n    1\n  ]\n}'],
    ['{{ toJson (rest (list)) }}', null, 'null'],
  ])('%s of %j', (template, x, written) => {
    expect(renderData(template, { x }).text).toBe(written);
  });

  it.each([
    ['{"a":1} x', "invalid character 'x' after top-level value"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['nul', "invalid character ' ' in literal null (expecting 'l')"],
    ['[1', 'unexpected end of JSON input'],
    ['é', "invalid character 'Ã' looking for beginning of value"],
  ])('mustFromJson of %j fails with %s', (source, error) => {
    expect(renderData('{{ mustFromJson .Values.s }}', { s: source }).error).toBe(
      `error calling mustFromJson: ${error}`,
    );
    expect(renderData('{{ (fromJson .Values.s).Error }}', { s: source }).text).toBe(error);
  });

  it('reads half a surrogate pair as the replacement character', () => {
    expect(renderData('{{ index (fromJsonArray .Values.s) 0 }}', { s: '["\\ud800x\\ud83d\\ude00"]' }).text).toBe(
      '\ufffdx😀',
    );
  });
});
