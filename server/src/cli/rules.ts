import { docsUrl } from '../core/rules/docsUrl.ts';
import type { Rule, RuleMeta } from '../core/rules/rule.ts';
import { optionOf, optionText } from '../core/rules/rule.ts';
import { UsageError } from './arguments.ts';
import { didYouMean } from './suggest.ts';

/** What `chartwright rules` prints, as `text` or `json`. */
export function listRules(rules: readonly Rule[], format: string): string {
  const metas = rules.map((rule) => rule.meta);
  if (format === 'json') {
    const listed = metas.map(({ id, title, severity, stage, profile }) => ({
      id,
      title,
      severity,
      stage,
      ...(profile === undefined ? {} : { profile }),
      docs: docsUrl(id),
    }));
    return `${JSON.stringify({ version: 1, rules: listed }, undefined, 1)}\n`;
  }
  const width = Math.max(0, ...metas.map(({ id }) => id.length));
  return metas.map((meta) => `${meta.id.padEnd(width)}  ${meta.severity.padEnd(7)}  ${titleOf(meta)}\n`).join('');
}

function titleOf(meta: RuleMeta): string {
  const option = optionOf(meta);
  return option === undefined ? meta.title : `${meta.title} (${option})`;
}

/** What `chartwright explain ID` prints; throws UsageError over an id that no rule has. */
export function explain(rules: readonly Rule[], id: string): string {
  const meta = rules.find((rule) => rule.meta.id === id)?.meta;
  if (meta) return explanation(meta);
  const known = rules.map((rule) => rule.meta.id);
  throw new UsageError(`there is no rule \`${id}\`.${didYouMean(id, known)} \`chartwright rules\` lists them.`);
}

function explanation(meta: RuleMeta): string {
  const { what, why, fix, silent, bad, good } = meta.docs;
  return [
    `${meta.id} (${meta.severity}${optionText(meta)})`,
    meta.title,
    '',
    what.trim(),
    '',
    `Why: ${why.trim()}`,
    '',
    `How to fix: ${fix.trim()}`,
    ...(silent.length > 0 ? ['', 'Silent on purpose:', ...silent.map((line) => `- ${line}`)] : []),
    '',
    'Bad:',
    ...indented(bad),
    '',
    'Good:',
    ...indented(good),
    '',
    docsUrl(meta.id),
    '',
  ].join('\n');
}

const indented = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
