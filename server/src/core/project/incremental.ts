import type { RenderedDocument } from '../chart/documents.ts';
import { nodesOf } from '../chart/chartTree.ts';
import type { Prepared } from '../chart/prepare.ts';
import type { Release, RenderedTemplate } from '../chart/release.ts';
import { assembleRelease, documentsIn, executed, freshScopes, rendererFor } from '../chart/release.ts';
import type { SharedWrite } from '../chart/renderRecord.ts';
import type { TemplateRender } from '../chart/renderTemplate.ts';
import { enterTemplate, renderTemplate, replay } from '../chart/renderTemplate.ts';
import type { Scopes } from '../chart/scopes.ts';
import type { ChartTemplate, FilesOf } from '../chart/templates.ts';
import type { FileContent } from '../fs/fileSystem.ts';
import { parseYaml } from '../yaml/parse.ts';
import { Earlier } from './earlier.ts';
import { sameWrite } from './sameValues.ts';

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
  /** UTF-16 units of what was rendered. */
  readonly characters: number;
}

/** One template's render and what it rests on besides its own tree and what it recorded. */
export interface RenderState extends RenderedTemplate {
  /** What templates before it had written to shared maps. */
  readonly writesBefore: readonly SharedWrite[];
}

/**
 * Renders a release, taking over from the first of the `earlier` releases that has it every template of which nothing
 * that it read has changed. They are of the same chart, in any state and scenario. Each step is one
 * template.
 */
export function* renderIncremental(
  prepared: Prepared,
  filesOf: FilesOf,
  earlier: readonly Incremental[],
): Generator<undefined, Incremental> {
  const files = [...nodesOf(prepared.root)].flatMap((node) => {
    const { read } = filesOf(node);
    return node.chart.others.map((path) => read(path));
  });
  const sources = earlier.map((one) => new Earlier(one, prepared, files));
  const pass = new Pass(prepared, filesOf, sources);
  const states = new Map<string, RenderState>();
  for (const template of executed(prepared)) {
    states.set(template.name, pass.state(template));
    yield;
  }
  const release = assembleRelease(prepared, [...states.values()]);
  return { release, states, files, work: pass.work };
}

/** One walk over the templates in Helm's order. */
class Pass {
  #rendered = 0;
  #parsed = 0;
  #characters = 0;
  readonly #prepared: Prepared;
  readonly #filesOf: FilesOf;
  readonly #sources: readonly Earlier[];
  readonly #renderer: ReturnType<typeof rendererFor>;
  #writes: readonly SharedWrite[] = [];
  #scopes: Scopes | undefined;
  /** How many of the writes are in the scopes already. */
  #applied = 0;
  /** The last template of each chart, held or not: a parent's templates can look at it. */
  readonly #newest = new Map<string, ChartTemplate>();

  constructor(prepared: Prepared, filesOf: FilesOf, sources: readonly Earlier[]) {
    this.#prepared = prepared;
    this.#filesOf = filesOf;
    this.#sources = sources;
    this.#renderer = rendererFor(prepared);
  }

  get work(): Work {
    return { rendered: this.#rendered, documentsParsed: this.#parsed, characters: this.#characters };
  }

  state(template: ChartTemplate): RenderState {
    const state = this.#heldState(template) ?? this.#freshState(template);
    const { writes } = state.render.record;
    if (writes.length > 0) this.#writes = [...this.#writes, ...writes];
    this.#newest.set(template.chart.fullPath, template);
    return state;
  }

  #heldState(template: ChartTemplate): RenderState | undefined {
    for (const source of this.#sources) {
      const held = source.held(template, this.#writes);
      if (held) return moved(held, template);
    }
    return undefined;
  }

  #freshState(template: ChartTemplate): RenderState {
    const writesBefore = this.#writes;
    const render = this.#fresh(template);
    const documents = documentsIn(render, this.#prepared.options.split, (text) => this.#parse(template.name, text));
    return { render, documents, writesBefore };
  }

  #fresh(template: ChartTemplate): TemplateRender {
    this.#scopes ??= freshScopes(this.#prepared, this.#filesOf);
    replay(this.#scopes, this.#writes.slice(this.#applied));
    for (const last of this.#newest.values()) enterTemplate(last, this.#scopes, this.#prepared.options.helm);
    const render = renderTemplate(template, this.#scopes, this.#renderer);
    this.#applied = this.#writes.length + render.record.writes.length;
    this.#rendered++;
    this.#characters += render.rendering.text.length;
    return this.#withOldWrites(render);
  }

  /** Writes that are what they were count as unchanged for the templates that come after. */
  #withOldWrites(render: TemplateRender): TemplateRender {
    const { record, template } = render;
    if (record.writes.length === 0 || !record.replayable) return render;
    const old = this.#sources[0]?.of(template.name)?.render.record;
    if (!old?.replayable || old.writes.length !== record.writes.length) return render;
    const isSame = record.writes.every((write, i) => sameWrite(write, old.writes[i]));
    return isSame ? { ...render, record: { ...record, writes: old.writes } } : render;
  }

  /** A document of the same text that stood in the same template is not parsed again. */
  #parse(name: string, text: string): RenderedDocument['stream'] {
    for (const source of this.#sources) {
      const known = source.of(name)?.documents.find((document) => document.text === text);
      if (known) return known.stream;
    }
    this.#parsed++;
    return parseYaml(text);
  }
}

/** An old state, which learns of the template's new object. */
function moved(state: RenderState, template: ChartTemplate): RenderState {
  const old = state.render.template;
  if (old.text === template.text && old.chart === template.chart && old.file === template.file) return state;
  const render = { ...state.render, template };
  return { ...state, render, documents: state.documents.map((document) => ({ ...document, render })) };
}
