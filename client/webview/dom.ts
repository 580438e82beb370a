/** Attributes by name; `undefined` and `false` leave one away, `true` makes it empty. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element. Its texts are set as text, never as markup: names in a chart are anybody's. */
export function element(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  setAll(made, attributes);
  made.append(...children);
  return made;
}

/** An icon of paths in a square of 16; it says nothing to a screen reader. */
export function icon(name: string, ...paths: string[]): SVGElement {
  const svg = inSvg('svg', { class: `icon ${name}`, viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' });
  svg.append(...paths.map((d) => inSvg('path', { d })));
  return svg;
}

function inSvg(tag: string, attributes: Attributes): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAll(made, attributes);
  return made;
}

function setAll(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
}
