import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CLIENT_SETTINGS } from '../../server/src/protocol/settings.ts';

interface Setting {
  readonly default: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Setting>> } };
}

/** Read in the client, not by the server. */
const CLIENT_ONLY = ['chartwright.helmLanguage', 'chartwright.trace.server'];

describe('the settings in package.json', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest;
  const settings = manifest.contributes.configuration.properties;

  it('have the names and defaults that the server has', () => {
    const declared = Object.entries(settings).flatMap(([name, s]) =>
      CLIENT_ONLY.includes(name) ? [] : [[name, s.default]],
    );
    const { check, rules, codeLens, preview } = DEFAULT_CLIENT_SETTINGS;
    expect(Object.fromEntries(declared)).toEqual({
      'chartwright.check.scope': check.scope,
      'chartwright.rules': rules,
      'chartwright.codeLens.hooks': codeLens.hooks,
      'chartwright.preview': preview,
    });
    expect(Object.keys(DEFAULT_CLIENT_SETTINGS).sort()).toEqual(['check', 'codeLens', 'preview', 'rules']);
  });

  it('are described, with every choice', () => {
    for (const [name, setting] of Object.entries(settings)) {
      expect(setting.description ?? setting.markdownDescription, name).toMatch(/\.$/);
      expect(setting.enumDescriptions?.length, name).toBe(setting.enum?.length);
    }
  });
});
