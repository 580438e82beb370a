import { LineIndex } from '../text/lineIndex.ts';
import type { Problem, Site } from '../template/problem.ts';
import { quoted } from '../template/quote.ts';
import { utf8Length } from '../template/utf8.ts';
import type { Release } from './release.ts';
import type { ChartTemplate } from './templates.ts';

/**
 * What Helm says when it refuses a release, without its `Error: `; undefined when it would not. Helm stops at the
 * first of these: the chart, its dependencies, a template that does not parse, one that fails, a document.
 */
export function firstError(release: Release): string | undefined {
  return chartError(release) ?? parseError(release) ?? executionError(release) ?? documentError(release);
}

/** The two write it differently, down to the quotes. */
const checking = (helm: 3 | 4): string =>
  helm === 3
    ? 'An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: '
    : "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: ";
const MISSING = 'found in Chart.yaml, but missing in charts/ directory: ';

function chartError({ problems, options }: Release): string | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const first = errors[0];
  if (first?.startsWith(MISSING) !== true) return first;
  const names = errors.flatMap((message) => (message.startsWith(MISSING) ? [message.slice(MISSING.length)] : []));
  return `${checking(options.helm)}${MISSING}${names.join(', ')}`;
}

/** cleanupParseError in pkg/engine/engine.go: the last part of Go's message. */
function parseError({ templates }: Release): string | undefined {
  for (const { file, name, text } of templates) {
    const problem = file.problems[0];
    if (!problem) continue;
    const { line } = new LineIndex(text).offsetToPosition(problem.range.start);
    return `parse error at (${name}:${line + 1}): ${problem.message.split(': ').at(-1) ?? ''}`;
  }
  return undefined;
}

function executionError(release: Release): string | undefined {
  for (const { rendering } of release.renders) {
    const problem = rendering.problems.find(({ maybe, kind }) => !maybe && kind !== 'limit');
    if (problem) return describe(release, problem);
  }
  return undefined;
}

function describe(release: Release, problem: Problem): string {
  const outermost = problem.calls[0] ?? problem;
  if (problem.kind === 'refused') return `execution error at (${locate(release, outermost)}): ${problem.message}`;
  return release.options.helm === 4 ? traced(release, problem) : chained(release, problem);
}

/** Helm 4: one level per call (reformatExecErrorMsg). */
function traced(release: Release, problem: Problem): string {
  const levels = [...problem.calls, problem].map((site, i, { length }) => {
    const message = i < length - 1 ? `${errorCalling(site)}:` : problem.message;
    return `${locate(release, site)}\n  executing ${quoted(site.executing)} at <${site.at}>:\n    ${message}\n`;
  });
  return levels.join('').trim();
}

/** Helm 3: Go's own chain. */
function chained(release: Release, problem: Problem): string {
  const parts = [...problem.calls, problem].map((site, i, { length }) => {
    const head = `template: ${locate(release, site)}: executing ${quoted(site.executing)} at <${site.at}>: `;
    return head + (i < length - 1 ? `${errorCalling(site)}: ` : problem.message);
  });
  return parts.join('');
}

const errorCalling = ({ at }: Site): string => `error calling ${at.startsWith('tpl') ? 'tpl' : 'include'}`;

/** `file:line:column`, the column in bytes from 0. */
function locate(release: Release, site: Site): string {
  const { anchor } = site.place;
  const template = release.templates.find(({ uri }) => uri === anchor.file);
  if (!template || site.executing === 'gotpl') return `${site.executing}:1:0`;
  const offset = startOf(template, anchor.define) + site.position;
  const { line, character } = new LineIndex(template.text).offsetToPosition(offset);
  return `${template.name}:${line + 1}:${utf8Length(template.text.slice(offset - character, offset))}`;
}

function startOf({ file }: ChartTemplate, define: string): number {
  return define === '' ? 0 : (file.defines.find(({ name }) => name === define)?.range.start ?? 0);
}

function documentError({ unreadable }: Release): string | undefined {
  const first = unreadable[0];
  if (!first?.head.problem) return undefined;
  return `YAML parse error on ${first.render.template.name}: ${first.head.problem.message}`;
}
