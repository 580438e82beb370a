import type { Prepared } from '../chart/prepare.ts';
import type { ParseDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import { assembleRelease, executed, freshScopes, rendererFor } from '../chart/release.ts';
import type { SharedWrite, TemplateRender } from '../chart/renderTemplate.ts';
import { renderTemplate, replay } from '../chart/renderTemplate.ts';
import type { Scopes } from '../chart/scopes.ts';
import type { ChartTemplate, Definition, FilesOf } from '../chart/templates.ts';
import type { FileContent } from '../fs/fileSystem.ts';
import { nodesOf } from '../chart/chartTree.ts';
import { sameItems } from '../base/compare.ts';
import { map } from '../template/value.ts';
import type { YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { samePath } from './sameValues.ts';

/** A release with what is needed to render the next one from it, and how much work it took. */
export interface Incremental {
  readonly release: Release;
  readonly states: ReadonlyMap<string, RenderState>;
  /** The contents that `.Files` holds, in the order of the charts and their paths. */
  readonly files: readonly (FileContent | undefined)[];
  readonly work: Work;
}

/** How much was done for one release, for benchmarks and tests. */
export interface Work {
  readonly rendered: number;
  readonly documentsParsed: number;
}

/** One template's render and what it rests on besides its own tree. */
interface RenderState {
  readonly render: TemplateRender;
  readonly definitions: ReadonlyMap<string, Definition | undefined>;
  /** What templates before it had written to shared maps. */
  readonly writesBefore: readonly SharedWrite[];
}

/** Renders a release, taking over every template of which nothing that it read has changed. */
export function renderIncremental(
  prepared: Prepared,
  filesOf: FilesOf,
  previous: Incremental | undefined,
): Incremental {
  const files = [...nodesOf(prepared.root)].flatMap((node) =>
    node.chart.others.map((path) => filesOf(node).read(path)),
  );
  const pass = new Pass(prepared, filesOf, previous, previous !== undefined && sameItems(previous.files, files));
  const states = new Map<string, RenderState>();
  for (const template of executed(prepared)) states.set(template.name, pass.render(template));
  const documents = new DocumentMemory(previous?.release);
  const renders = [...states.values()].map(({ render }) => render);
  const release = assembleRelease(prepared, renders, documents.parse);
  return { release, states, files, work: { rendered: pass.rendered, documentsParsed: documents.parsed } };
}

/** One walk over the templates in Helm's order. */
class Pass {
  rendered = 0;
  readonly #prepared: Prepared;
  readonly #filesOf: FilesOf;
  readonly #previous: Incremental | undefined;
  readonly #sameFiles: boolean;
  readonly #renderer: ReturnType<typeof rendererFor>;
  #writes: readonly SharedWrite[] = [];
  #scopes: Scopes | undefined;
  /** How many of the writes are in the scopes already. */
  #applied = 0;

  constructor(prepared: Prepared, filesOf: FilesOf, previous: Incremental | undefined, sameFiles: boolean) {
    this.#prepared = prepared;
    this.#filesOf = filesOf;
    this.#previous = previous;
    this.#sameFiles = sameFiles;
    this.#renderer = rendererFor(prepared);
  }

  render(template: ChartTemplate): RenderState {
    const old = this.#previous?.states.get(template.name);
    const writesBefore = this.#writes;
    const state =
      old && this.#holds(old, template)
        ? { ...old, render: this.#moved(old, template) }
        : this.#fresh(template, writesBefore);
    if (state.render.record.writes.length > 0) this.#writes = [...this.#writes, ...state.render.record.writes];
    return state;
  }

  /** The old render, which only learns of the template's new object where its text has stayed. */
  #moved({ render }: RenderState, template: ChartTemplate): TemplateRender {
    return render.template.text === template.text && render.template.chart === template.chart
      ? render
      : { ...render, template };
  }

  #fresh(template: ChartTemplate, writesBefore: readonly SharedWrite[]): RenderState {
    this.#scopes ??= freshScopes(this.#prepared, this.#filesOf);
    replay(this.#scopes, this.#writes.slice(this.#applied));
    const render = renderTemplate(template, this.#scopes, this.#renderer);
    this.#applied = this.#writes.length + render.record.writes.length;
    this.rendered++;
    const definitions = new Map([...render.record.calls].map((name) => [name, this.#prepared.definitions.get(name)]));
    return { render, definitions, writesBefore };
  }

  /** Whether everything that a render read is as it was. */
  #holds({ render, definitions, writesBefore }: RenderState, template: ChartTemplate): boolean {
    if (render.template.file.body !== template.file.body && render.template.text !== template.text) return false;
    if (!sameItems(writesBefore, this.#writes)) return false;
    for (const [name, definition] of definitions)
      if (!sameDefinition(definition, this.#prepared.definitions.get(name))) return false;
    if (!this.#sameFiles && [...render.record.reads].some(readsFiles)) return false;
    return this.#sameValues(render);
  }

  #sameValues({ record }: TemplateRender): boolean {
    const before = this.#previous?.release;
    if (!before) return false;
    if (before.values === this.#prepared.values) return true;
    const [a, b] = [before.values, this.#prepared.values].map((values) =>
      map(new Map([['Values', values]]), values.origin),
    );
    if (!a || !b) return false;
    const same = (key: string, isDeep: boolean): boolean => samePath(a, b, key.split('\0'), isDeep);
    return (
      [...record.reads].every((key) => !isValues(key) || same(key, false)) &&
      [...record.readsAll].every((key) => key !== '' && (!isValues(key) || same(key, true)))
    );
  }
}

const isValues = (key: string): boolean => key === 'Values' || key.startsWith('Values\0');

const readsFiles = (key: string): boolean => /(^|\0)Files(\0|$)/.test(key);

/** A define whose text is the same renders the same, wherever it has moved in its file. */
function sameDefinition(a: Definition | undefined, b: Definition | undefined): boolean {
  if (a?.body === b?.body) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.anchor.file === b.anchor.file &&
    a.anchor.define === b.anchor.define &&
    sourceOf(a) === sourceOf(b)
  );
}

const sourceOf = ({ template, range }: Definition): string => template.text.slice(range.start, range.end);

/** Parsed documents of the last release, by their text. */
class DocumentMemory {
  parsed = 0;
  readonly #known: ReadonlyMap<string, YamlStream>;

  constructor(release: Release | undefined) {
    const documents = release
      ? [
          ...release.manifests,
          ...release.hooks.map((hook) => hook.document),
          ...release.dropped.map((d) => d.document),
          ...release.unreadable,
        ]
      : [];
    this.#known = new Map(documents.map(({ text, stream }) => [text, stream]));
  }

  readonly parse: ParseDocument = (text) => {
    const known = this.#known.get(text);
    if (known) return known;
    this.parsed++;
    return parseYaml(text);
  };
}
