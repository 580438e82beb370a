import { LineIndex } from '../text/lineIndex.ts';
import { syntaxText } from '../template/syntaxText.ts';
import type { Problem, Site } from '../template/problem.ts';
import { quoted } from '../template/quote.ts';
import { utf8Length } from '../template/utf8.ts';
import type { Release } from './release.ts';
import type { ChartTemplate } from './templates.ts';
import { UNREADABLE } from './valuesFile.ts';

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
  const counts = problems.filter(({ severity, since4 }) => severity === 'error' && !(since4 && options.helm === 3));
  const errors = counts.map(({ message }) => message);
  const first = errors[0];
  if (first?.startsWith(MISSING) !== true) return options.helm === 3 ? first?.replace(UNREADABLE, '') : first;
  const names = errors.flatMap((message) => (message.startsWith(MISSING) ? [message.slice(MISSING.length)] : []));
  return `${checking(options.helm)}${MISSING}${names.join(', ')}`;
}

/** cleanupParseError in pkg/engine/engine.go: the last part of Go's message. */
function parseError({ templates }: Release): string | undefined {
  for (const { file, name, text } of templates) {
    const problem = file.problems[0];
    if (!problem) continue;
    const { line, message } = syntaxText(problem, text, name);
    return `parse error at (${name}:${line}): ${message.split(': ').at(-1) ?? ''}`;
  }
  return undefined;
}

function executionError(release: Release): string | undefined {
  for (const { rendering } of release.renders) {
    const problem = rendering.problems.find(({ maybe, kind }) => !maybe && kind !== 'limit');
    if (problem) return describe(release, problem);
    const endless = rendering.problems.map(endlessCall).find(Boolean);
    if (endless) return describe(release, endless);
  }
  return undefined;
}

/** Calls of one name inside each other from which on we take them for endless. Helm goes on to 1000. */
const MOST_CALLS = 40;

/** A budget that ended in calls without end, which Helm refuses as well, in the words it has for that. */
function endlessCall(problem: Problem): Problem | undefined {
  if (problem.kind !== 'limit') return undefined;
  const counts = new Map<string, number>();
  for (const { executing } of problem.calls) counts.set(executing, (counts.get(executing) ?? 0) + 1);
  const [name, count] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0]);
  if (count < MOST_CALLS) return undefined;
  const [last, ...before] = [...problem.calls].reverse();
  if (!last || problem.message.startsWith('exceeded maximum template depth')) return problem;
  const message = `error calling include: rendering template has a nested reference name: ${name}: unable to execute template`;
  return { ...problem, ...last, message, calls: before.reverse() };
}

function describe(release: Release, problem: Problem): string {
  const outermost = problem.calls[0] ?? problem;
  if (problem.kind === 'refused') return `execution error at (${locate(release, outermost)}): ${problem.message}`;
  const chain = errorChain(release, problem);
  return release.options.helm === 4 ? traced(chain) : (chain[0] ?? '');
}

/** The texts of Go's errors, each of which ends with those it wraps. */
function errorChain(release: Release, problem: Problem): readonly string[] {
  const [, own] = /^error calling [^:]*: ([^]*)$/.exec(problem.message) ?? [];
  const chain = own === undefined ? [] : [own];
  let rest = problem.message;
  let inner: Site | undefined;
  for (const site of [...problem.calls, problem].reverse()) {
    if (inner?.executing === 'gotpl') {
      rest = `error during tpl function execution for ${quoted(inner.tpl?.text ?? '')}: ${rest}`;
      chain.unshift(rest);
    }
    if (inner) rest = `error calling ${inner.executing === 'gotpl' ? 'tpl' : 'include'}: ${rest}`;
    rest = `template: ${locate(release, site)}: executing ${quoted(site.executing)} at <${site.at}>: ${rest}`;
    chain.unshift(rest);
    inner = site;
  }
  return chain;
}

/** Helm 4 lays the chain out, one error below the other, unless one is of a kind it does not know (reformatExecErrorMsg). */
function traced(chain: readonly string[]): string {
  const levels = chain.map(levelOf);
  if (levels.includes(undefined)) return chain[0] ?? '';
  return levels
    .filter((level, i) => level !== levels[i - 1])
    .join('')
    .trim();
}

/** parseTemplateExecErrorString and TraceableError.String in pkg/engine/engine.go. */
function levelOf(error: string): string | undefined {
  if (!error.startsWith('template: ')) return undefined;
  if (error.startsWith('template: no template ')) return `${error}\n`;
  const found = executing(error);
  if (!found) return undefined;
  const { start, name, at, message } = found;
  const location = error.slice('template: '.length, start);
  return `${location}\n  executing "${name}" at <${at}>:\n    ${message.split(' template:')[0]}\n`;
}

/** The first `: executing "name" at <node>: message` in an error, which a chart may have filled with as many as it likes. */
function executing(error: string): { start: number; name: string; at: string; message: string } | undefined {
  for (let start = error.indexOf(EXECUTING); start >= 0; start = error.indexOf(EXECUTING, start + 1)) {
    const from = start + EXECUTING.length;
    const quote = error.indexOf('"', from);
    if (quote < 0) return undefined;
    if (!error.startsWith(AT, quote)) continue;
    const node = quote + AT.length;
    const end = error.indexOf('>: ', node);
    if (end < 0) return undefined;
    return { start, name: error.slice(from, quote), at: error.slice(node, end), message: error.slice(end + 3) };
  }
  return undefined;
}

const EXECUTING = ': executing "';
const AT = '" at <';

/** `file:line:column`, the column in bytes from 0. */
function locate(release: Release, site: Site): string {
  if (site.tpl) return `gotpl:${lineAndColumn(site.tpl.text, site.tpl.position)}`;
  const { anchor } = site.place;
  const template = release.templates.find(({ uri }) => uri === anchor.file);
  if (!template) return `${site.executing}:1:0`;
  return `${template.name}:${lineAndColumn(template.text, startOf(template, anchor.define) + site.position)}`;
}

function lineAndColumn(text: string, offset: number): string {
  const { line, character } = new LineIndex(text).offsetToPosition(offset);
  return `${line + 1}:${utf8Length(text.slice(offset - character, offset))}`;
}

function startOf({ file }: ChartTemplate, define: string): number {
  return define === '' ? 0 : (file.defines.find(({ name }) => name === define)?.range.start ?? 0);
}

function documentError({ unreadable }: Release): string | undefined {
  const first = unreadable[0];
  if (!first?.head.problem) return undefined;
  return `YAML parse error on ${first.render.template.name}: ${first.head.problem.message}`;
}
