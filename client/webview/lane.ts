import type {
  TimelineEntry,
  TimelineFindingResult,
  TimelineOperationResult,
  TimelineResult,
  TimelineStepResult,
} from '../../server/src/protocol/timeline.ts';
import { element } from './dom.ts';
import { lifeIcon, severityIcon } from './icons.ts';

/** What drawing needs besides the timeline. */
export interface View {
  readonly result: TimelineResult;
  readonly selected: string | undefined;
  /** The lists that are unfolded, by the id of their step. */
  readonly unfolded: ReadonlySet<string>;
  /** Findings whose words stand further up already; grows while drawing. */
  readonly told: Set<string>;
}

/** One operation: its steps from top to bottom. */
export function lane(view: View, operation: TimelineOperationResult): HTMLElement {
  const { name, command, steps, absent } = operation;
  const heading = `lane-${name}`;
  return element(
    'section',
    { class: 'lane', 'aria-labelledby': heading, 'data-lane': name },
    element('h2', { id: heading }, name, ' ', element('code', {}, command)),
    ...(STORED[name] === undefined ? [] : [element('p', { class: 'stored' }, STORED[name])]),
    element('ol', { class: 'steps', role: 'list' }, ...steps.map((step) => stepItem(view, name, step))),
    ...(absent.length > 0 ? [absentPart(view, name, absent)] : []),
  );
}

/** Whose hooks Helm runs, where that is not plain (pkg/action). */
const STORED: Readonly<Partial<Record<string, string>>> = {
  rollback: 'runs the hooks of the revision that is gone back to',
  delete: 'runs the hooks of the last revision',
  test: 'runs the hooks of the last revision',
};

function stepItem(view: View, lane: string, step: TimelineStepResult): HTMLElement {
  return step.isEvent ? eventItem(view, step) : restItem(view, lane, step);
}

function eventItem(view: View, { name, title, objects, deleted }: TimelineStepResult): HTMLElement {
  const cards = objects.map((id, i) => card(view, id, i + 1));
  const gone = deleted.map((id) => objects.lastIndexOf(id) + 1);
  return element(
    'li',
    { class: 'event' },
    element('h3', {}, name, element('span', { class: 'count' }, title)),
    element('ol', { class: 'hooks', role: 'list', 'aria-label': `${name}: ${title}, one after the other` }, ...cards),
    ...(gone.length > 0
      ? [element('p', { class: 'gone' }, lifeIcon('delete-succeeded'), `then deleted: ${gone.join(', ')}`)]
      : []),
  );
}

function card(view: View, id: string, number: number): HTMLElement {
  const entry = view.result.objects[id];
  if (!entry) return element('li');
  const life = entry.hook?.life.map(({ what, text }) => chip('chip', lifeIcon(what), text)) ?? [];
  const origin = originOf(entry).map((text) => chip('chip origin', text));
  return element(
    'li',
    { class: `card${entry.maybe ? ' maybe' : ''}`, 'data-id': id, 'data-worst': worstOf(entry) },
    element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)),
    link(view, id, entry, ...(entry.hook ? [element('span', { class: 'weight' }, `weight ${entry.hook.weight}`)] : [])),
    element('p', { class: 'life' }, ...life, ...origin),
    ...findingList(view, id, entry),
  );
}

/** A few words of their own; the comma is for those who hear them. */
const chip = (name: string, ...parts: (Node | string)[]): HTMLElement =>
  element('span', { class: name }, ...parts, element('span', { class: 'unseen' }, ', '));

const originOf = ({ chart, maybe }: TimelineEntry): readonly string[] => [
  ...(chart === '' ? [] : [`from ${chart}`]),
  ...(maybe ? ['perhaps not rendered'] : []),
];

const worstOf = ({ findings }: TimelineEntry): string | undefined =>
  ['error', 'warning', 'info', 'hint'].find((severity) => findings.some((finding) => finding.severity === severity));

/** A button that leads to an object; a plain text where it is written nowhere. */
export function link(view: View, id: string, entry: TimelineEntry, ...more: HTMLElement[]): HTMLElement {
  const words = [
    element('span', { class: 'kind' }, entry.kind),
    ' ',
    element('span', { class: 'name' }, entry.name),
    ' ',
    ...more,
  ];
  if (!entry.place) return element('span', { class: 'link' }, ...words);
  const current = view.selected === id ? 'true' : undefined;
  return element(
    'button',
    { class: 'link', type: 'button', 'data-item': '', 'data-open': id, 'aria-current': current },
    ...words,
  );
}

/** Findings, each a button that leads to its place; the words of each once. */
export function findingList(view: View, id: string, { findings }: TimelineEntry): readonly HTMLElement[] {
  if (findings.length === 0) return [];
  const items = findings.map((finding, i) => element('li', {}, findingButton(view, id, finding, i)));
  return [element('ul', { class: 'findings', role: 'list', 'aria-label': 'Findings' }, ...items)];
}

function findingButton({ told }: View, id: string, finding: TimelineFindingResult, index: number): HTMLElement {
  const { rule, severity, message } = finding;
  const key = `${rule} ${message}`;
  const words = told.has(key) ? [] : [' ', element('span', { class: 'words' }, ...inCode(message))];
  told.add(key);
  return element(
    'button',
    {
      class: `finding ${severity}`,
      type: 'button',
      'data-item': '',
      'data-open': id,
      'data-finding': index,
      title: message.replaceAll('`', ''),
    },
    severityIcon(severity),
    element('span', { class: 'unseen' }, `${severity}: `),
    element('span', { class: 'rule' }, rule),
    ...words,
  );
}

/** A message with what stands between backticks as code. */
const inCode = (message: string): (HTMLElement | string)[] =>
  message.split('`').map((part, i) => (i % 2 === 1 ? element('code', {}, part) : part));

/** What is no hook, folded: how many, of which kinds, and each of them when unfolded. */
function restItem(view: View, lane: string, { name, title, objects }: TimelineStepResult): HTMLElement {
  if (objects.length === 0) return element('li', { class: 'rest' }, element('p', { class: 'box' }, title));
  const id = `${lane} ${name}`;
  const entries = objects.flatMap((object) =>
    view.result.objects[object] ? [{ object, entry: view.result.objects[object] }] : [],
  );
  const found = entries.filter(({ entry }) => entry.findings.length > 0);
  const items = entries.map(({ object, entry }) => element('li', {}, link(view, object, entry)));
  const details = element(
    'details',
    { 'data-fold': id, open: view.unfolded.has(id) },
    element(
      'summary',
      { 'data-item': '' },
      title,
      element('span', { class: 'kinds' }, kindsOf(entries.map(({ entry }) => entry))),
    ),
    element('ol', { class: 'objects', role: 'list' }, ...items),
  );
  return element(
    'li',
    { class: 'rest' },
    element(
      'div',
      { class: 'box' },
      details,
      ...found.flatMap(({ object, entry }) => [link(view, object, entry), ...findingList(view, object, entry)]),
    ),
  );
}

function kindsOf(entries: readonly TimelineEntry[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`)).join(', ');
}

function absentPart(view: View, lane: string, absent: readonly string[]): HTMLElement {
  const heading = `absent-${lane}`;
  const items = absent.flatMap((id) => {
    const entry = view.result.objects[id];
    const marks = [...new Set(entry?.findings.map(({ severity }) => severity))].map(severityIcon);
    const words = entry?.findings.map(({ severity, rule }) => `${severity} ${rule}`).join(', ') ?? '';
    const unseen = words === '' ? [] : [element('span', { class: 'unseen' }, `${words}: `)];
    return entry ? [element('li', {}, ...marks, ...unseen, link(view, id, entry))] : [];
  });
  return element(
    'div',
    { class: 'absent' },
    element('h3', { id: heading }, `not run on ${lane}`),
    element('ul', { class: 'objects', role: 'list', 'aria-labelledby': heading }, ...items),
  );
}
