import { parsedYaml } from '../template/functions/yamlParse.ts';
import { text } from '../template/value.ts';
import type { ListValue, MapValue, Value } from '../template/value.ts';
import type { Origin } from '../text/origin.ts';

/** The most lines of an example. */
const LONGEST = 60;

/**
 * The list or map that a values file shows for a key in a comment only: the key itself as a comment, or the lines below
 * an empty one. `path` leads to it. Undefined where there is none that can be read as YAML.
 */
export function commentedValue(
  source: string,
  path: readonly string[],
  origin: Origin,
): ListValue | MapValue | undefined {
  const key = path.at(-1);
  if (key === undefined) return undefined;
  const lines = blockOf(source.split('\n'), path.slice(0, -1));
  return commentedKey(lines, key, origin) ?? belowEmpty(lines, key, origin);
}

function commentedKey(lines: readonly string[], key: string, origin: Origin): ListValue | MapValue | undefined {
  const column = columnOf(lines);
  // A comment that stands further right belongs to a key inside another one.
  const at = lines.findIndex((line) => COMMENT.test(line) && indent(line) <= column && keyIn(bare(line)) === key);
  if (at < 0) return undefined;
  const own = [bare(lines[at] ?? ''), ...deeper(comments(lines, at + 1), indent(bare(lines[at] ?? '')))];
  const value = read(own, origin);
  const inside = value?.kind === 'map' ? value.entries.get(key) : undefined;
  return inside && isFilled(inside) ? inside : undefined;
}

function belowEmpty(lines: readonly string[], key: string, origin: Origin): ListValue | MapValue | undefined {
  const column = columnOf(lines);
  const empty = lines.findIndex((line) => EMPTY.test(line) && indent(line) === column && keyIn(line) === key);
  const below = empty < 0 ? [] : comments(lines, empty + 1);
  const first = below.findIndex((line) => /^\s*(?:- |[\w.-]+:)/.test(line));
  const value = first < 0 ? undefined : read(below.slice(first), origin);
  return value && isFilled(value) ? value : undefined;
}

const COMMENT = /^\s*#/;
const EMPTY = /^\s*[\w.-]+:\s*(?:\[\s*\]|\{\s*\})?\s*(?:#.*)?$/;

const keyIn = (line: string): string | undefined => /^\s*(?:- )?([\w.-]+):(?:\s|$)/.exec(line)?.[1];

/** A comment's line without its mark. */
const bare = (line: string): string => line.replace(/^(\s*)#/, '$1');

const indent = (line: string): number => line.length - line.trimStart().length;

/** Where the keys of a block stand; in one of comments only, the comments. */
const columnOf = (lines: readonly string[]): number =>
  indent(
    lines.find((line) => line.trim() !== '' && !COMMENT.test(line)) ?? lines.find((line) => line.trim() !== '') ?? '',
  );

/** The comments that follow each other from a line on, without their marks. */
function comments(lines: readonly string[], from: number): readonly string[] {
  const end = lines.findIndex((line, i) => i >= from && !COMMENT.test(line));
  return lines.slice(from, Math.min(end < 0 ? lines.length : end, from + LONGEST)).map(bare);
}

/** The first lines that belong to a key at a column: those further right, and items of a list right below it. */
function deeper(lines: readonly string[], column: number): readonly string[] {
  const end = lines.findIndex((line) => indent(line) < column || (indent(line) === column && !/^\s*- /.test(line)));
  return end < 0 ? lines : lines.slice(0, end);
}

/** The lines below the keys of a path; all of them without a path. Each key is looked for among the first in its block only. */
function blockOf(all: readonly string[], path: readonly string[]): readonly string[] {
  let lines = all;
  for (const key of path) {
    const column = columnOf(lines);
    const at = lines.findIndex((line) => !COMMENT.test(line) && indent(line) === column && keyIn(line) === key);
    if (at < 0) return [];
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((line) => line.trim() !== '' && !COMMENT.test(line) && indent(line) <= column);
    lines = end < 0 ? rest : rest.slice(0, end);
  }
  return lines;
}

function read(lines: readonly string[], origin: Origin): ListValue | MapValue | undefined {
  const { value } = parsedYaml(text(lines.join('\n'), origin), origin);
  return value?.kind === 'list' || value?.kind === 'map' ? value : undefined;
}

const isFilled = (value: Value): value is ListValue | MapValue =>
  (value.kind === 'list' && value.items.length > 0) || (value.kind === 'map' && value.entries.size > 0);
