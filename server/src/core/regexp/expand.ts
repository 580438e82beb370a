import type { GroupNames, Match, Slice } from './match.ts';

/** A part of a replacement: text of its own, or a group of the match by number or name. */
export type TemplatePart = { readonly text: string } | { readonly group: number } | { readonly name: string };

/**
 * Reads a replacement as Go's `Regexp.Expand` does: `$1`, `${1}`, `$name`, `${name}`, `$$`. A name is as long as it can
 * be, so `$1x` is the group named `1x`; any other `$` stands for itself.
 */
export function parseTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (let at = 0; at < template.length;) {
    const dollar = template.indexOf('$', at);
    if (dollar < 0) return [...parts, { text: template.slice(at) }];
    if (dollar > at) parts.push({ text: template.slice(at, dollar) });
    const name = nameAfter(template, dollar + 1);
    parts.push(name === undefined ? { text: '$' } : toPart(name.text));
    at = name?.end ?? (template[dollar + 1] === '$' ? dollar + 2 : dollar + 1);
  }
  return parts;
}

/** Where a part's text lies in the searched text; undefined when no such group took part. */
export function groupOf(
  part: Exclude<TemplatePart, { text: string }>,
  match: Match,
  names: GroupNames,
): Slice | undefined {
  if ('group' in part) return match.groups[part.group];
  const group = names.get(part.name)?.find((number) => match.groups[number] !== undefined);
  return group === undefined ? undefined : match.groups[group];
}

function nameAfter(template: string, start: number): { text: string; end: number } | undefined {
  const braced = template[start] === '{';
  const from = braced ? start + 1 : start;
  let end = from;
  for (const char of template.slice(from)) {
    if (!/^[\p{L}\p{Nd}_]$/u.test(char)) break;
    end += char.length;
  }
  if (end === from || (braced && template[end] !== '}')) return undefined;
  return { text: template.slice(from, end), end: braced ? end + 1 : end };
}

/** Digits without a leading zero are a number, up to the nine digits that Go allows. */
function toPart(name: string): TemplatePart {
  return /^(?:0|[1-9][0-9]{0,8})$/.test(name) ? { group: Number(name) } : { name };
}
