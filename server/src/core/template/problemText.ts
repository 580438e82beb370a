import { quoted } from './quote.ts';
import type { Problem, Site } from './problem.ts';

/** A site as Go's messages name it: `chart/templates/x.yaml:3:7`, the line from 1, the column in bytes from 0. */
export type Locate = (site: Site) => string;

/**
 * A problem in the words of Go's text/template: every include or tpl around it, then the failing node. What the chart
 * itself refuses is shortened as Helm does it, to the outermost place and the message.
 */
export function problemText(problem: Problem, locate: Locate): string {
  if (problem.kind === 'refused')
    return `execution error at (${locate(problem.calls[0] ?? problem)}): ${problem.message}`;
  const calls = problem.calls.map(
    (site) => `${siteText(site, locate)}: error calling ${site.at.split(' ', 1)[0] ?? ''}: `,
  );
  return `${calls.join('')}${siteText(problem, locate)}: ${problem.message}`;
}

function siteText(site: Site, locate: Locate): string {
  return `template: ${locate(site)}: executing ${quoted(site.executing)} at <${site.at}>`;
}
