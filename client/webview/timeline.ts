import type { TimelineResult } from '../../server/src/protocol/timeline.ts';
import { TIMELINE_OPERATIONS } from '../../server/src/protocol/timeline.ts';
import type { FromPage, PageState, ToPage } from '../../server/src/protocol/timelinePage.ts';
import { element } from './dom.ts';
import { keyOf, Keys } from './keys.ts';
import type { View } from './lane.ts';
import { findingList, lane, link } from './lane.ts';
import { Toolbar } from './toolbar.ts';

/** What VS Code gives to a page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

/** The page: draws what the extension sends, and tells it what the user does. */
class Page {
  readonly #host = acquireVsCodeApi();
  readonly #content = element('div', { class: 'content' });
  readonly #status = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  readonly #keys = new Keys(this.#content);
  readonly #toolbar = new Toolbar({
    scenario: (id) => this.#post({ type: 'scenario', id }),
    scenarios: () => this.#post({ type: 'scenarios' }),
    operation: (name) => this.#change({ operation: name }),
    picture: (how) => this.#post({ type: 'picture', how, operation: this.#operation() ?? null }),
  });
  #state: PageState;
  #result: TimelineResult | undefined;
  #summary = '';

  constructor() {
    this.#state = this.#host.getState() ?? {};
    this.#toolbar.operation = this.#operation() ?? '';
    document.body.append(element('main', {}, this.#toolbar.root, this.#content), this.#status);
    window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => this.#take(data));
    this.#content.addEventListener('click', ({ target }) => this.#click(target));
    // A fold says `toggle` without bubbling.
    this.#content.addEventListener('toggle', ({ target }) => this.#fold(target), true);
    this.#post({ type: 'ready' });
  }

  #take(message: ToPage): void {
    if (message.type === 'show') this.#show(message);
    else if (message.type === 'scenarios')
      this.#toolbar.scenarios(
        message.scenarios,
        message.leftOut,
        this.#state.scenario ?? '',
        this.#result?.scenario ?? '',
      );
    else if (message.type === 'select') this.#select(message.object);
    else this.#say(message.text);
  }

  #show({ result, reason, scenario }: Extract<ToPage, { type: 'show' }>): void {
    this.#result = result ?? undefined;
    if (result) {
      const summary = summaryOf(result);
      this.#toolbar.title(result.chart.name, result.chart.version, summary);
      this.#toolbar.shown(scenario, result.scenario);
      this.#change({ uri: result.chart.uri, scenario });
      if (this.#summary !== '' && summary !== this.#summary) this.#say(summary);
      this.#summary = summary;
    } else this.#content.replaceChildren(element('p', { class: 'nothing' }, reason));
  }

  #change(change: PageState): void {
    this.#state = { ...this.#state, ...change };
    this.#host.setState(this.#state);
    this.#draw();
  }

  /** Draws all anew; what has the focus keeps it. */
  #draw(): void {
    const { activeElement } = document;
    const focused =
      activeElement instanceof HTMLElement && this.#content.contains(activeElement) ? activeElement : null;
    const last = focused ?? this.#content.querySelector<HTMLElement>('[data-item][tabindex="0"]');
    const key = last ? keyOf(last) : undefined;
    if (!this.#result) return;
    const { scrollX, scrollY } = window;
    this.#content.replaceChildren(...contentOf(this.#viewOf(this.#result), this.#operation()));
    this.#keys.reset(key);
    if (focused) this.#content.querySelector<HTMLElement>('[data-item][tabindex="0"]')?.focus({ preventScroll: true });
    window.scrollTo(scrollX, scrollY);
  }

  #viewOf(result: TimelineResult): View {
    return { result, selected: this.#state.selected, unfolded: new Set(this.#state.unfolded), told: new Set() };
  }

  #operation(): (typeof TIMELINE_OPERATIONS)[number] | undefined {
    return TIMELINE_OPERATIONS.find((name) => name === this.#state.operation);
  }

  #select(object: string): void {
    this.#change({ selected: object });
    const chosen = this.#content.querySelector<HTMLElement>(`[data-item][aria-current="true"]`);
    if (!chosen) return;
    this.#keys.reset(keyOf(chosen));
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    chosen.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
  }

  #click(target: EventTarget | null): void {
    const item = target instanceof Element ? target.closest<HTMLElement>('[data-open]') : null;
    const object = item?.dataset['open'];
    if (object === undefined) return;
    const finding = item?.dataset['finding'];
    this.#change({ selected: object });
    this.#post({ type: 'open', object, finding: finding === undefined ? null : Number(finding) });
  }

  #fold(target: EventTarget | null): void {
    if (!(target instanceof HTMLDetailsElement)) return;
    const id = target.dataset['fold'] ?? '';
    const others = (this.#state.unfolded ?? []).filter((one) => one !== id);
    this.#state = { ...this.#state, unfolded: target.open ? [...others, id] : others };
    this.#host.setState(this.#state);
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  #post(message: FromPage): void {
    this.#host.postMessage(message);
  }
}

function contentOf(view: View, only: string | undefined): readonly HTMLElement[] {
  const { operations, dropped, notes } = view.result;
  const hasHooks = ({ steps, absent }: TimelineResult['operations'][number]): boolean =>
    absent.length > 0 || steps.some(({ isEvent }) => isEvent);
  const shown = operations.filter((one) => (only === undefined ? hasHooks(one) : one.name === only));
  const without = only === undefined ? operations.filter((one) => !hasHooks(one)).map(({ name }) => name) : [];
  const lanes = shown.map((operation) => lane(view, operation));
  return [
    ...notes.map((note) => element('p', { class: 'note', role: 'note' }, note)),
    ...(lanes.length > 0 ? [element('div', { class: 'lanes' }, ...lanes)] : []),
    ...(dropped.length > 0 ? [droppedPart(view)] : []),
    ...(without.length > 0 ? [element('p', { class: 'without' }, `No hooks on ${listed(without)}.`)] : []),
  ];
}

function droppedPart(view: View): HTMLElement {
  const items = view.result.dropped.flatMap((id) => {
    const entry = view.result.objects[id];
    return entry ? [element('li', { 'data-id': id }, link(view, id, entry), ...findingList(view, id, entry))] : [];
  });
  return element(
    'section',
    { class: 'dropped', 'aria-labelledby': 'dropped', 'data-lane': 'dropped' },
    element('h2', { id: 'dropped' }, 'Dropped by Helm'),
    element('p', {}, 'A hook annotation that names an unknown event: never created, and no tool says so.'),
    element('ul', { role: 'list' }, ...items),
  );
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

/** The whole in a line, for the eye and for the live region. */
function summaryOf({ operations, objects, dropped }: TimelineResult): string {
  const findings = Object.values(objects).flatMap((object) => object.findings);
  const severities = (['error', 'warning', 'info', 'hint'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [counted(count, severity)] : [];
  });
  const hooks = operations.flatMap(({ name, steps }) => {
    const count = steps.reduce((sum, step) => sum + (step.isEvent ? step.objects.length : 0), 0);
    return count > 0 ? [`${counted(count, 'hook')} on ${name}`] : [];
  });
  const lost = dropped.length > 0 ? [`${counted(dropped.length, 'object')} dropped`] : [];
  return [hooks.join(', ') || 'no hooks', ...lost, severities.join(', ') || 'nothing found'].join(' · ');
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

new Page();
