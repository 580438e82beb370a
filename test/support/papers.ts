import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulePage } from '../../server/src/core/features/rulePage.ts';
import type { Rule, RuleMeta } from '../../server/src/core/rules/rule.ts';
import { optionOf } from '../../server/src/core/rules/rule.ts';
import { TOP } from './top.ts';

const PAGES = 'docs/rules';
const README = 'README.md';
const TABLE = { begin: '<!-- rules: written by npm run docs -->', end: '<!-- /rules -->' };

/** Every paper that is made from the rules, by its path; an undefined text is a page that must go. */
export function generatedPapers(rules: readonly Rule[]): ReadonlyMap<string, string | undefined> {
  const pages = rules.map(({ meta }): [string, string] => [`${PAGES}/${meta.id}.md`, rulePage(meta)]);
  const stale = pagesThere().map((path): [string, undefined] => [path, undefined]);
  return new Map<string, string | undefined>([...stale, ...pages, [README, readme(rules)]]);
}

/** The text of a paper in the working tree; undefined where it is absent. */
export function paper(path: string): string | undefined {
  const full = join(TOP, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function pagesThere(): string[] {
  const top = join(TOP, PAGES);
  const names = existsSync(top) ? readdirSync(top, { recursive: true, encoding: 'utf8' }) : [];
  return names.filter((name) => name.endsWith('.md')).map((name) => `${PAGES}/${name.replaceAll('\\', '/')}`);
}

/** The README with the table of the rules between its two marks. */
function readme(rules: readonly Rule[]): string {
  const text = paper(README) ?? '';
  const from = text.indexOf(TABLE.begin);
  const to = text.indexOf(TABLE.end);
  const table = ['| rule | severity | finds |', '|---|---|---|', ...rules.map(({ meta }) => row(meta))].join('\n');
  if (from < 0 || to < from) return `${text}${TABLE.begin}\n${table}\n${TABLE.end}\n`;
  return `${text.slice(0, from + TABLE.begin.length)}\n${table}\n${text.slice(to)}`;
}

function row(meta: RuleMeta): string {
  const { id, severity, title } = meta;
  const option = optionOf(meta);
  const note = option === undefined ? '' : ` (${option})`;
  return `| [${id}](${PAGES}/${id}.md) | ${severity} | ${title.replaceAll('|', '\\|')}${note} |`;
}
