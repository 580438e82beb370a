import { TIMELINE_OPERATIONS } from '../../server/src/protocol/timeline.ts';
import { element } from './dom.ts';

/** What the controls do. */
interface ToolbarActs {
  readonly scenario: (id: string) => void;
  /** Asks which scenarios there are. */
  readonly scenarios: () => void;
  readonly operation: (name: string) => void;
  readonly picture: (how: 'copy' | 'save') => void;
}

/** The page's controls; they stay while what is below them is drawn anew. */
export class Toolbar {
  readonly root: HTMLElement;
  readonly #title = element('h1', {}, 'Hook timeline');
  readonly #scenario = element('select', { id: 'scenario' }) as HTMLSelectElement;
  readonly #operation = element('select', { id: 'operation' }) as HTMLSelectElement;
  readonly #summary = element('p');
  readonly #more = element('span', { class: 'more' });
  #scenarios: readonly { readonly id: string; readonly name: string }[] = [];

  constructor(acts: ToolbarActs) {
    fill(this.#operation, [
      { id: '', name: 'all operations' },
      ...TIMELINE_OPERATIONS.map((name) => ({ id: name, name })),
    ]);
    this.#scenario.addEventListener('change', () => acts.scenario(this.#scenario.value));
    this.#scenario.addEventListener('focus', () => acts.scenarios());
    this.#operation.addEventListener('change', () => acts.operation(this.#operation.value));
    const buttons = [
      button('Copy as SVG', () => acts.picture('copy')),
      button('Save as SVG…', () => acts.picture('save')),
    ];
    const top = element('div', { class: 'top' }, this.#title, element('div', { class: 'controls' }, ...buttons));
    this.root = element('header', {}, top, this.#summary, this.#choices());
    this.scenarios([], 0, '', '');
  }

  #choices(): HTMLElement {
    return element(
      'div',
      { class: 'controls' },
      element('label', { for: 'scenario' }, 'Values'),
      this.#scenario,
      this.#more,
      element('label', { for: 'operation' }, 'Show'),
      this.#operation,
    );
  }

  title(name: string, version: string, summary: string): void {
    this.#summary.textContent = summary;
    this.#title.replaceChildren('Hooks of ', element('span', { class: 'chart' }, `${name} ${version}`));
  }

  /** Fills the list of scenarios; the one that is shown stays in it, even where it is no more among them. */
  scenarios(
    list: readonly { readonly id: string; readonly name: string }[],
    leftOut: number,
    shown: string,
    name: string,
  ): void {
    this.#scenarios = list;
    this.#more.textContent = leftOut > 0 ? `and ${leftOut} more that are not looked at` : '';
    this.shown(shown, name);
  }

  /** Says which scenario is shown. */
  shown(id: string, name: string): void {
    const known = [{ id: '', name: 'default values' }, ...this.#scenarios];
    fill(this.#scenario, known.some((one) => one.id === id) ? known : [...known, { id, name }]);
    this.#scenario.value = id;
  }

  set operation(name: string) {
    this.#operation.value = name;
  }
}

function button(text: string, act: () => void): HTMLElement {
  const made = element('button', { type: 'button', class: 'act' }, text);
  made.addEventListener('click', act);
  return made;
}

/** Leaves the list alone where it is the same, so that one that is open stays so. */
function fill(select: HTMLSelectElement, options: readonly { readonly id: string; readonly name: string }[]): void {
  const isSame =
    select.options.length === options.length &&
    options.every(({ id, name }, i) => select.options[i]?.value === id && select.options[i].text === name);
  if (!isSame) select.replaceChildren(...options.map(({ id, name }) => element('option', { value: id }, name)));
}
