import type { Drawn } from './svgParts.ts';
import { box, DIM, findingLines, hookCard, mark, STRONG, textLines, worstOf } from './svgParts.ts';
import type { Style } from './svgText.ts';
import { fitted, textAt, widthOf, wrapped } from './svgText.ts';
import type { TimelineOperation, TimelineStep } from './timeline.ts';
import type { TimelineHook } from './timelineObject.ts';
import { COMMANDS, counted, deletedLine, kindsLine, nameOf, restLine } from './timelineWords.ts';

export const LANE_WIDTH = 320;
const RAIL = 11;
const INDENT = 32;
const WIDTH = LANE_WIDTH - INDENT;
/** How many names the box of absent hooks lists. */
const MOST_ABSENT = 8;

const LANE: Style = { name: 'lane', size: 16, bold: true };
const COMMAND: Style = { name: 'dim mono', size: 12, mono: true };

/** One operation from top to bottom along a rail. `told` as in hookCard. */
export function drawLane(operation: TimelineOperation, x: number, y: number, told: Set<string>): Drawn {
  const head = [
    textAt(x, y + 16, operation.operation, LANE),
    textAt(x + 1.1 * widthOf(operation.operation, LANE) + 12, y + 16, COMMANDS[operation.operation], COMMAND),
  ];
  const parts: string[] = [];
  let at = y + 36;
  const top = at;
  for (const step of operation.steps.filter(({ count }) => count > 0)) {
    const drawn = step.hooks.length > 0 ? drawEvent(step, x, at, told) : drawRest(step, x, at, told);
    parts.push(...drawn.lines);
    at = drawn.bottom + 14;
  }
  const end = at - 6;
  const rail = `<path class="rail" d="M${x + RAIL} ${top}V${end}m-4 -5l4 5l4 -5"/>`;
  const absent = drawAbsent(operation, x, at + 6);
  return { lines: [...head, ...(end > top ? [rail] : []), ...parts, ...absent.lines], bottom: absent.bottom };
}

function drawEvent({ name, hooks, deleted }: TimelineStep, x: number, y: number, told: Set<string>): Drawn {
  const lines = [
    `<rect class="stop" x="${x + RAIL - 4}" y="${y + 2}" width="8" height="8" rx="1.5"/>`,
    textAt(x + INDENT, y + 11, name, STRONG),
    textAt(x + LANE_WIDTH, y + 11, counted(hooks.length, 'hook'), DIM, ' text-anchor="end"'),
  ];
  let at = y + 20;
  hooks.forEach((hook, i) => {
    const card = hookCard(hook, x + INDENT, at, WIDTH, told);
    lines.push(...card.lines, numberAt(i + 1, x + RAIL, at + 22));
    at = card.bottom + 8;
  });
  if (deleted.length === 0) return { lines, bottom: at };
  const text = deletedLine(hooks, deleted);
  const row = textLines(wrapped(text, WIDTH, 4, DIM), x + INDENT, at + 11, DIM);
  const cross = `<g class="gone"><circle cx="${x + RAIL}" cy="${at + 7}" r="6"/><path d="M${x + RAIL - 3} ${at + 7}h6"/></g>`;
  return { lines: [...lines, cross, ...row.lines], bottom: row.bottom - 8 };
}

const numberAt = (number: number, x: number, y: number): string =>
  `<circle class="number" cx="${x}" cy="${y}" r="10"/>` +
  `<text class="digit" x="${x}" y="${y + 4}" text-anchor="middle">${number}</text>`;

/** What is no hook: how many, of which kinds, and what is found about them. */
function drawRest(step: TimelineStep, x: number, y: number, told: Set<string>): Drawn {
  const left = x + INDENT + 10;
  const inner = WIDTH - 20;
  const kinds = textLines(wrapped(kindsLine(step.objects), inner, 5, DIM), left, y + 36, DIM);
  const findings = step.objects.flatMap((object) => object.findings);
  const found = findingLines(findings, left, kinds.bottom, inner, told);
  const bottom = found.bottom - 6;
  const title = restLine(step);
  return {
    lines: [
      box('rest', x + INDENT, y, WIDTH, bottom - y, title),
      `<rect class="stop" x="${x + RAIL - 4}" y="${y + 11}" width="8" height="8" rx="1.5"/>`,
      textAt(left, y + 19, title, STRONG),
      ...kinds.lines,
      ...found.lines,
    ],
    bottom,
  };
}

/** The hooks that the other of install and upgrade runs. */
function drawAbsent({ operation, absent }: TimelineOperation, x: number, y: number): Drawn {
  if (absent.length === 0) return { lines: [], bottom: y };
  const shown = absent.slice(0, MOST_ABSENT);
  const more = absent.length - shown.length;
  const rows = shown.map((hook, i) => absentLine(hook, x + INDENT + 10, y + 38 + i * 17));
  const height = 34 + shown.length * 17 + (more > 0 ? 17 : 0);
  return {
    lines: [
      box('absent', x + INDENT, y, WIDTH, height, `not run on ${operation}`),
      textAt(x + INDENT + 10, y + 19, `not run on ${operation}`, STRONG),
      ...rows,
      ...(more > 0 ? [textAt(x + INDENT + 10, y + height - 13, `and ${more} more`, DIM)] : []),
    ],
    bottom: y + height,
  };
}

function absentLine(hook: TimelineHook, x: number, y: number): string {
  const worst = worstOf(hook.findings);
  const indent = worst ? 16 : 0;
  const text = textAt(x + indent, y, fitted(nameOf(hook), WIDTH - 20 - indent, DIM), DIM);
  return worst ? `${mark(worst, x + 6, y - 4)}${text}` : text;
}
