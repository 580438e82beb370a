import { drawLane, LANE_WIDTH } from './svgLane.ts';
import type { Drawn } from './svgParts.ts';
import { DIM, findingLines, textLines } from './svgParts.ts';
import type { Style } from './svgText.ts';
import { escaped, fitted, textAt, wrapped } from './svgText.ts';
import type { Timeline } from './timeline.ts';
import { droppedLine, hasHooks, listed, scenarioLine } from './timelineWords.ts';

const MARGIN = 24;
const GAP = 28;
const HEAD = 84;
const TITLE: Style = { name: 'title', size: 18, bold: true };
const BODY: Style = { name: 'body', size: 12 };

/** The timeline as a picture that stands by itself, on light and dark ground: a lane for each operation that has hooks. */
export function timelineSvg(timeline: Timeline): string {
  const { chart, scenario, operations } = timeline;
  const lanes = operations.filter(hasHooks);
  const columns = Math.max(1, lanes.length);
  const width = 2 * MARGIN + columns * LANE_WIDTH + (columns - 1) * GAP;
  const told = new Set<string>();
  const drawn = lanes.map((lane, i) => drawLane(lane, MARGIN + i * (LANE_WIDTH + GAP), HEAD, told));
  const below = Math.max(HEAD, ...drawn.map(({ bottom }) => bottom + 24));
  const foot = drawFoot(timeline, below, width - 2 * MARGIN, told);
  const height = Math.ceil(foot.bottom + MARGIN / 2);
  const title = `Hooks of ${chart.name} ${chart.version}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    STYLE,
    `<rect class="page" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    textAt(MARGIN, 38, fitted(title, width - 2 * MARGIN, TITLE), TITLE),
    textAt(MARGIN, 58, fitted(scenarioLine(scenario), width - 2 * MARGIN, DIM), DIM),
    ...drawn.flatMap(({ lines }) => lines),
    ...foot.lines,
    '</svg>',
    '',
  ].join('\n');
}

/** What stands below the lanes: what is dropped, what is not known, and which operations have no hooks. */
function drawFoot({ operations, dropped, notes }: Timeline, y: number, width: number, told: Set<string>): Drawn {
  const lines: string[] = [];
  let at = y + 4;
  const say = (text: string, style: Style): void => {
    const drawn = textLines(wrapped(text, width, 3, style), MARGIN, at, style);
    lines.push(...drawn.lines);
    at = drawn.bottom + 6;
  };
  for (const object of dropped) {
    say(droppedLine(object), BODY);
    const found = findingLines(object.findings, MARGIN, at, width, told);
    lines.push(...found.lines);
    at = found.bottom + 6;
  }
  for (const note of notes) say(note, BODY);
  const without = operations.filter((operation) => !hasHooks(operation)).map(({ operation }) => operation);
  if (without.length > 0) say(`No hooks on ${listed(without, 'or')}.`, DIM);
  return { lines, bottom: at };
}

const LIGHT =
  '.page{fill:#fff;stroke:#d1d9e0}text{fill:#1f2328}.dim{fill:#59636e}.card{fill:#f6f8fa;stroke:#d1d9e0}.rest{fill:#fff;stroke:#818b98}' +
  '.absent{fill:none;stroke:#818b98}.rail{stroke:#b7bfc8}.number,.stop{fill:#0969da}.digit{fill:#fff}.gone circle{fill:#fff}.gone{stroke:#818b98}' +
  '.error{fill:#cf222e}.warning{fill:#9a6700}.info{fill:#0969da}.hint{fill:#59636e}.sign{stroke:#fff}';
const DARK =
  '.page{fill:#0d1117;stroke:#3d444d}text{fill:#f0f6fc}.dim{fill:#9198a1}.card{fill:#151b23;stroke:#3d444d}.rest{fill:#0d1117;stroke:#656c76}' +
  '.absent{stroke:#656c76}.rail{stroke:#3d444d}.number,.stop{fill:#4493f8}.digit{fill:#0d1117}.gone circle{fill:#0d1117}.gone{stroke:#656c76}' +
  '.error{fill:#f85149}.warning{fill:#d29922}.info{fill:#4493f8}.hint{fill:#9198a1}.sign{stroke:#0d1117}';
const SHAPE =
  'text{font:12px -apple-system,"Segoe UI",system-ui,"Noto Sans",Helvetica,Arial,sans-serif}.title{font-size:18px;font-weight:600}.lane{font-size:16px;font-weight:600}' +
  '.strong,.rule{font-weight:600}.dim{font-size:11px}.mono{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}' +
  '.digit{font-size:11px;font-weight:600}.rail{fill:none;stroke-width:2}.absent{stroke-dasharray:4 3}.rest{stroke-width:1}.gone{stroke-width:1.5}' +
  '.sign{fill:none;stroke-width:1.4;stroke-linecap:round}';

/** A rule's name is text and keeps the colour of its severity, which therefore comes after `text`. */
const STYLE = `<style>${SHAPE}${LIGHT}@media (prefers-color-scheme:dark){${DARK}}</style>`;
