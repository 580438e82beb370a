import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/core/engine.ts';
import { createEngine } from '../../server/src/core/engine.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { Uri } from '../../server/src/core/text/uri.ts';
import { addressOf, fileSystemOf, FOLDER, textsOf } from '../support/fixture.ts';
import { fixturesBelow } from '../support/fixtureFiles.ts';

// The fixtures' own workspaces, with texts cut and spliced by chance: nothing in a folder may throw, in any rule or feature.

const fixtures = [...fixturesBelow('test/rules').values(), ...fixturesBelow('test/features').values()];

/** The files of a fixture that somebody may edit, with their texts. */
const editable = (fixture: (typeof fixtures)[number]): readonly (readonly [string, string])[] =>
  [...textsOf(fixture)].filter(([name]) => !name.includes('.tgz!/') && !name.startsWith('HEAD:'));

const others = fixtures.flatMap((fixture) => editable(fixture).map(([, text]) => text));

/** Values that stand where something else should. */
const odd = fc.constantFrom(
  ...['null', '[]', '{}', '[null]', '{a: {b: [1]}}', '-1', '1e400', '9'.repeat(400), '""', '"\\u0000"', '*a', '&a b'],
  ...['!!str 1', '|', '- a', '<<: {a: 1}', '.inf', '010', '__proto__', 'constructor', '\ud800', '\t', '---', '...'],
  ...['{{', '}}', '{{ now }}', '{{ .a.b.c }}', '{{ fail "x" }}', '{{ if now }}a{{ end }}', 'pre-install,,test', '😀'],
);

const place = fc.nat({ max: 1_000_000 });

/** A change of one text: a value replaced, a stretch cut out, or a stretch of another text put in. */
const change = fc.oneof(
  fc.tuple(place, odd).map(([at, value]) => (text: string): string => {
    const lines = text.split('\n');
    const i = at % lines.length;
    return lines.with(i, (lines[i] ?? '').replace(/(:|^\s*-)(\s.*)?$/, `$1 ${value}`)).join('\n');
  }),
  fc.tuple(place, fc.nat(60)).map(([at, length]) => (text: string): string => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + text.slice(start + length);
  }),
  fc
    .tuple(place, fc.nat(others.length - 1), place, fc.nat(300))
    .map(([at, other, from, length]) => (text: string): string => {
      const start = at % (text.length + 1);
      const source = others[other] ?? '';
      const first = from % (source.length + 1);
      return text.slice(0, start) + source.slice(first, first + length) + text.slice(start);
    }),
);

async function askAll(engine: Engine, uri: Uri, at: number): Promise<void> {
  const offset = at % (((await engine.text(uri)) ?? '').length + 1);
  await engine.hover(uri, offset);
  await engine.completions(uri, offset);
  await engine.refactors(uri, { start: offset, end: offset });
  await engine.lenses(uri, 2);
  await engine.timeline({ uri, scenario: '' });
  const { choices } = await engine.scenarios(uri);
  for (const scenario of ['', ...choices.slice(0, 1).map(({ id }) => id)]) {
    const shown = await engine.preview({ uri, scenario });
    await engine.toGenerated({ uri, scenario }, { uri, range: { start: offset, end: offset } });
    const inside = at % ((shown?.text.length ?? 0) + 1);
    if (shown) await engine.toSource({ uri, scenario }, { start: inside, end: inside });
  }
}

describe('workspaces of spliced texts', () => {
  it('are checked, and answer wherever they are asked', async () => {
    const given = fc.tuple(fc.nat(fixtures.length - 1), place, fc.array(change, { minLength: 1, maxLength: 5 }), place);
    await fc.assert(
      fc.asyncProperty(given, async ([which, file, changes, at]) => {
        const fixture = fixtures[which];
        const files = fixture ? editable(fixture) : [];
        const [name, text] = files[file % files.length] ?? [];
        if (!fixture || name === undefined || text === undefined) return;
        const engine = createEngine({ fs: fileSystemOf(fixture) });
        engine.setSettings({ rules: {}, preview: true, enabled: RULES.map(({ meta }) => meta.id), only: false });
        await engine.setFolders([FOLDER]);
        engine.setText(
          addressOf(name),
          changes.reduce((before, make) => make(before), text),
        );
        const { findings } = await engine.check({ kind: 'workspace', scenarios: 4 });
        expect(findings.filter(({ rule }) => rule === 'engine/rule-failed')).toEqual([]);
        for (const finding of findings.slice(0, 2)) await engine.fixes(finding);
        await askAll(engine, addressOf(name), at);
      }),
      // A slow machine looks at fewer.
      { numRuns: 150, seed: 7, interruptAfterTimeLimit: 15_000 },
    );
  });
});
