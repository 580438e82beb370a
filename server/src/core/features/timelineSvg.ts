import type { Timeline, TimelineHook, TimelineStep } from './timeline.ts';

const LANE_WIDTH = 260;
const BOX_HEIGHT = 44;
const GAP = 12;
const HEAD = 64;

/** The timeline as a picture that stands by itself: a lane for each operation that has hooks, read from top to bottom. */
export function timelineSvg({ operations }: Timeline, title: string): string {
  const lanes = operations.filter(({ steps }) => steps.some(({ hooks }) => hooks.length > 0));
  const columns = lanes.map(({ operation, steps }, i) => column(operation, steps, GAP + i * (LANE_WIDTH + GAP)));
  const width = GAP + Math.max(1, lanes.length) * (LANE_WIDTH + GAP);
  const height = Math.max(HEAD + GAP, ...columns.map((own) => own.height)) + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    STYLE,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${GAP}" y="24">${escaped(title)}</text>`,
    ...(lanes.length > 0 ? columns.flatMap((own) => own.lines) : [`<text x="${GAP}" y="${HEAD}">No hooks.</text>`]),
    '</svg>',
    '',
  ].join('\n');
}

const STYLE =
  '<style>.page{fill:#fff}text{fill:#1f2328}.title{font-size:15px;font-weight:600}.lane{font-weight:600}.step{fill:#59636e}.hook{fill:#ddf4ff;stroke:#0969da}.rest{fill:#f6f8fa;stroke:#818b98}' +
  '@media (prefers-color-scheme:dark){.page{fill:#0d1117}text{fill:#f0f6fc}.step{fill:#9198a1}.hook{fill:#0c2d6b;stroke:#58a6ff}.rest{fill:#151b23;stroke:#656c76}}</style>';

interface Column {
  readonly lines: readonly string[];
  readonly height: number;
}

function column(operation: string, steps: readonly TimelineStep[], x: number): Column {
  const lines = [`<text class="lane" x="${x}" y="${HEAD - 14}">${escaped(operation)}</text>`];
  let y = HEAD;
  for (const step of steps.filter(({ count }) => count > 0)) {
    if (step.name === 'manifests') {
      lines.push(box('rest', x, y, `${step.count} regular ${step.count === 1 ? 'object' : 'objects'}`, ''));
      y += BOX_HEIGHT + GAP;
      continue;
    }
    lines.push(`<text class="step" x="${x}" y="${y + GAP}">${escaped(step.name)}</text>`);
    y += GAP + 8;
    for (const hook of step.hooks) {
      lines.push(box('hook', x, y, `${hook.kind} ${hook.name}`, about(hook)));
      y += BOX_HEIGHT + GAP / 2;
    }
    y += GAP / 2;
  }
  return { lines, height: y };
}

function box(kind: 'hook' | 'rest', x: number, y: number, first: string, second: string): string {
  return [
    `<g><title>${escaped([first, second].filter(Boolean).join(', '))}</title>`,
    `<rect class="${kind}" x="${x}" y="${y}" width="${LANE_WIDTH}" height="${BOX_HEIGHT}" rx="6"/>`,
    `<text x="${x + 10}" y="${y + (second === '' ? 27 : 19)}">${escaped(shortened(first))}</text>`,
    ...(second === '' ? [] : [`<text class="step" x="${x + 10}" y="${y + 35}">${escaped(shortened(second))}</text>`]),
    '</g>',
  ].join('');
}

const about = ({ weight, deletePolicies }: TimelineHook): string => [`weight ${weight}`, ...deletePolicies].join(' · ');

const LONGEST = 38;

/** The end of a name tells more than its middle. */
const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 13)}…${text.slice(-12)}`;

/** Characters that are none in XML are left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
