import type { RuleMeta } from '../rules/rule.ts';
import { optionText } from '../rules/rule.ts';

/** A rule's page in Markdown, as it stands in `docs/rules/<id>.md`. */
export function rulePage(meta: RuleMeta): string {
  const { what, why, fix, silent, bad, good } = meta.docs;
  const silence = silent.length > 0 ? ['## Silent on purpose', silent.map((line) => `- ${line}`).join('\n')] : [];
  return `${[
    `# ${meta.id}`,
    `${meta.title}.`.replace(/\.\.$/, '.'),
    `Severity: ${meta.severity}${optionText(meta)}.`,
    what.trim(),
    '## Why',
    why.trim(),
    '## How to fix',
    fix.trim(),
    ...silence,
    '## Bad',
    fenced(bad),
    '## Good',
    fenced(good),
    `Silence one finding with a comment on the line above it: \`# chartwright-disable-next-line ${meta.id} -- reason\`.`,
  ].join('\n\n')}\n`;
}

const fenced = (example: string): string => `\`\`\`yaml\n${example.trim()}\n\`\`\``;
