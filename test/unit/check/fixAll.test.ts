import { describe, expect, it } from 'vitest';
import { Checker } from '../../../server/src/core/check/check.ts';
import { fixAll } from '../../../server/src/core/features/fixAll.ts';
import { verifiedFixes } from '../../../server/src/core/features/fixes.ts';
import { checkScope } from '../../../server/src/core/features/checking.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import type { Finding, Fix, Rule, Severity } from '../../../server/src/core/rules/rule.ts';
import { defineRule } from '../../../server/src/core/rules/rule.ts';
import type { TextRange } from '../../../server/src/core/text/range.ts';
import { textRange } from '../../../server/src/core/text/range.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { textOf } from '../../../server/src/core/workspace/queries.ts';
import { Workspace } from '../../../server/src/core/workspace/workspace.ts';

const FOLDER = 'file:///k' as Uri;
const FILE = `${FOLDER}/kustomization.yaml` as Uri;
const SCOPE = { kind: 'workspace' } as const;
const DOCS = { what: 'w', why: 'w', fix: 'f', silent: [], bad: '', good: '' };

/** Every place of a word, which may be replaced by one of others. */
function wordRule(id: string, word: string, severity: Severity, others: readonly string[] = [], most = 0): Rule {
  return defineRule<'kustomization', { readonly word: string }>({
    meta: { id, title: id, severity, target: 'kustomization', stage: 'stable', docs: DOCS },
    *check(db, uri) {
      const ranges = placesOf(textOf(db, uri) ?? '', word);
      if (ranges.length > most) for (const range of ranges) yield { span: { uri, range }, data: { word } };
    },
    message: (data) => `There is \`${data.word}\`.`,
    fixes: (_db, uri, { span }): readonly Fix[] =>
      others.map((newText) => ({
        title: `Write ${newText}`,
        safe: true,
        edits: [{ uri, edits: [{ range: span.range, newText }] }],
      })),
  });
}

function placesOf(text: string, word: string): readonly TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    found.push(textRange(at, at + word.length));
  return found;
}

async function opened(text: string): Promise<Workspace> {
  const workspace = new Workspace(new MemoryFileSystem([[FILE, text]]));
  await workspace.setFolders([FOLDER]);
  return workspace;
}

async function fixed(text: string, rules: readonly Rule[]): Promise<{ text: string | undefined; applied: number }> {
  const { texts, applied } = await fixAll(await opened(text), new Checker(rules), SCOPE);
  return { text: texts.get(FILE)?.after, applied };
}

/** The titles of the fixes that are offered for the first finding. */
async function offered(text: string, rules: readonly Rule[]): Promise<readonly string[]> {
  const workspace = await opened(text);
  const checker = new Checker(rules);
  const { findings } = await checkScope(workspace, checker, SCOPE);
  const fixes = await verifiedFixes(workspace, checker, findings[0] as Finding);
  return fixes.map(({ title }) => title);
}

describe('all safe fixes at once', () => {
  const bad = wordRule('one/bad', 'bad', 'error', ['nice']);

  it('are applied together where nothing is left', async () => {
    expect(await fixed('a: bad\nb: bad\n', [bad])).toEqual({ text: 'a: nice\nb: nice\n', applied: 2 });
  });

  it('are applied as far as nothing new follows', async () => {
    const crowd = wordRule('one/crowd', 'nice', 'hint', [], 1);
    expect(await fixed('a: bad\nb: bad\nc: bad\n', [bad, crowd])).toEqual({
      text: 'a: nice\nb: bad\nc: bad\n',
      applied: 1,
    });
  });

  it('are left where each leads to another finding', async () => {
    const nice = wordRule('one/nice', 'nice', 'info');
    expect(await fixed('a: bad\n', [bad, nice])).toEqual({ text: undefined, applied: 0 });
  });
});

describe('the fixes of a finding', () => {
  const bad = wordRule('one/bad', 'bad', 'error', ['nice', 'good', 'bad']);

  it('come in the order of the rule, without those that end nothing', async () => {
    expect(await offered('a: bad\n', [bad])).toEqual(['Write nice', 'Write good']);
  });

  it('begin with those after which there is no hint, and leave out what leads to worse', async () => {
    expect(await offered('a: bad\n', [bad, wordRule('one/nice', 'nice', 'hint')])).toEqual([
      'Write good',
      'Write nice',
    ]);
    expect(await offered('a: bad\n', [bad, wordRule('one/nice', 'nice', 'info')])).toEqual(['Write good']);
  });

  it('end a hint too', async () => {
    expect(await offered('a: bad\n', [wordRule('one/bad', 'bad', 'hint', ['bad', 'good'])])).toEqual(['Write good']);
  });
});
