import { SEVERITIES } from '../rules/rule.ts';
import type { Severity } from '../rules/rule.ts';
import type { Style } from './svgText.ts';
import { escaped, fitted, textAt, widthOf, wrapped } from './svgText.ts';
import type { TimelineFinding, TimelineHook, TimelineObject } from './timelineObject.ts';
import { idOfFinding } from './timelineObject.ts';
import { lifeLine, nameOf } from './timelineWords.ts';

/** A drawn part: its lines of SVG, and the y coordinate below it. */
export interface Drawn {
  readonly lines: readonly string[];
  readonly bottom: number;
}

/** The kinds of text in a picture. */
export const BODY: Style = { name: 'body', size: 12 };
export const STRONG: Style = { name: 'strong', size: 12, bold: true };
export const MONO: Style = { name: 'mono', size: 12, mono: true };
export const DIM: Style = { name: 'dim', size: 11 };

const PADDING = 10;
const LINE = 16;

/** The card of a hook. `told` holds the findings whose words stand further up, and grows. */
export function hookCard(hook: TimelineHook, x: number, y: number, width: number, told: Set<string>): Drawn {
  const inner = width - 2 * PADDING;
  const left = x + PADDING;
  const weight = `weight ${hook.weight}`;
  const lines = [
    textAt(left, y + 19, fitted(hook.kind, inner - widthOf(weight, DIM) - 12, STRONG), STRONG),
    textAt(x + width - PADDING, y + 19, weight, DIM, ' text-anchor="end"'),
    textAt(left, y + 36, fitted(hook.name, inner, MONO), MONO),
  ];
  const about = [lifeLine(hook), ...origin(hook)].join(' · ');
  const life = textLines(wrapped(about, inner, 3, DIM), left, y + 53, DIM);
  const found = findingLines(hook.findings, left, life.bottom, inner, told);
  const bottom = found.bottom - LINE + PADDING;
  return {
    lines: [box('card', x, y, width, bottom - y, nameOf(hook)), ...lines, ...life.lines, ...found.lines],
    bottom,
  };
}

const origin = ({ chart, maybe }: TimelineObject): readonly string[] => [
  ...(chart === '' ? [] : [`from ${chart}`]),
  ...(maybe ? ['perhaps not rendered'] : []),
];

/** Lines below one another; `bottom` is the next baseline. */
export function textLines(lines: readonly string[], x: number, y: number, style: Style): Drawn {
  return { lines: lines.map((line, i) => textAt(x, y + i * LINE, line, style)), bottom: y + lines.length * LINE };
}

/** Findings with their mark and rule; the words of each once. */
export function findingLines(
  findings: readonly TimelineFinding[],
  x: number,
  y: number,
  width: number,
  told: Set<string>,
): Drawn {
  const lines: string[] = [];
  let at = y;
  for (const finding of findings) {
    lines.push(
      mark(finding.severity, x + 6, at + 1),
      textAt(x + 18, at + 5, finding.rule, ruleStyle(finding.severity)),
    );
    at += LINE + 5;
    const id = idOfFinding(finding);
    if (told.has(id)) continue;
    told.add(id);
    const words = textLines(wrapped(plain(finding.message), width, 7, BODY), x, at, BODY);
    lines.push(...words.lines);
    at = words.bottom;
  }
  return { lines, bottom: at };
}

const ruleStyle = (severity: Severity): Style => ({ name: `rule ${severity}`, size: 12, bold: true });

/** Backticks are Markdown's, and a picture has none. */
const plain = (message: string): string => message.replaceAll('`', '');

/** A shape for each severity, so that colour is not all that tells them apart. */
export function mark(severity: Severity, x: number, y: number): string {
  const shape = {
    error: `<circle cx="${x}" cy="${y}" r="6"/><path class="sign" d="M${x - 2.5} ${y - 2.5}l5 5m0 -5l-5 5"/>`,
    warning: `<path d="M${x} ${y - 6.5}l7 12.5h-14z"/><path class="sign" d="M${x} ${y - 2}v4m0 1.5v.8"/>`,
    info: `<circle cx="${x}" cy="${y}" r="6"/><path class="sign" d="M${x} ${y - 1}v4m0 -6.5v.8"/>`,
    hint: `<circle cx="${x}" cy="${y}" r="4"/>`,
  }[severity];
  return `<g class="mark ${severity}"><title>${severity}</title>${shape}</g>`;
}

/** A rounded rectangle with what a reader hears of it. */
export const box = (name: string, x: number, y: number, width: number, height: number, title: string): string =>
  `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"><title>${escaped(title)}</title></rect>`;

/** The worst severity among findings. */
export const worstOf = (findings: readonly TimelineFinding[]): Severity | undefined =>
  SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
