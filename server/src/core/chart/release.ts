import { compareText } from '../base/compare.ts';
import type { RenderedDocument } from './documents.ts';
import type { ParseDocument } from './documents.ts';
import { documentsOf } from './documents.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { FilesOf } from './templates.ts';
import type { DroppedHook, Hook } from './hook.ts';
import { sortDocument } from './hook.ts';
import { hooksByKind, inInstallOrder } from './order.ts';
import type { Prepared, PreparedValues } from './prepare.ts';
import type { SplitDialect } from './releaseOptions.ts';
import type { Renderer, TemplateRender } from './renderTemplate.ts';
import { rendererOf, renderTemplate } from './renderTemplate.ts';
import type { Scopes } from './scopes.ts';
import { scopesOf } from './scopes.ts';
import { copyShared } from './tables.ts';
import type { ChartTemplate } from './templates.ts';
import { isPartial } from './templates.ts';

/** A rendered chart. */
export interface Release extends Prepared {
  readonly renders: readonly TemplateRender[];
  /** In install order. */
  readonly manifests: readonly RenderedDocument[];
  /** In the order of a release's list: by kind. */
  readonly hooks: readonly Hook[];
  readonly dropped: readonly DroppedHook[];
  /** Documents that Helm refuses, and with them the release. */
  readonly unreadable: readonly RenderedDocument[];
  /** The root chart's NOTES.txt. */
  readonly notes: TemplateRender | undefined;
}

/** Renders everything, in Helm's order, with one set of shared values. */
export function renderRelease(prepared: Prepared): Release {
  const scopes = freshScopes(prepared);
  const renderer = rendererFor(prepared);
  const rendered = executed(prepared).map((template) => {
    const render = renderTemplate(template, scopes, renderer);
    return { render, documents: documentsIn(render, prepared.options.split) };
  });
  return assembleRelease(prepared, rendered);
}

/** One executed template with its documents. */
export interface RenderedTemplate {
  readonly render: TemplateRender;
  readonly documents: readonly RenderedDocument[];
}

/** The documents of a template; notes have none. */
export const documentsIn = (
  render: TemplateRender,
  split: SplitDialect,
  parse: ParseDocument = parseYaml,
): readonly RenderedDocument[] => (render.template.name.endsWith('NOTES.txt') ? [] : documentsOf(render, split, parse));

/** Data that no template has changed yet, private to the caller. */
export function freshScopes({ root, values, options }: PreparedValues, filesOf?: FilesOf): Scopes {
  return scopesOf(root, copyShared(values), options, filesOf);
}

export const rendererFor = ({ definitions, options }: Prepared): Renderer =>
  rendererOf((name) => definitions.get(name), options);

/** The templates that Helm executes, in its order. */
export const executed = ({ templates }: Prepared): readonly ChartTemplate[] =>
  templates.filter(({ name }) => !isPartial(name));

/** Sorts the documents of all templates. */
export function assembleRelease(prepared: Prepared, rendered: readonly RenderedTemplate[]): Release {
  const { helm } = prepared.options;
  const manifests: RenderedDocument[] = [];
  const hooks: Hook[] = [];
  const dropped: DroppedHook[] = [];
  const unreadable: RenderedDocument[] = [];
  for (const document of byPath(rendered).flatMap(({ documents }) => documents)) {
    if (document.head.problem) unreadable.push(document);
    const sorted = sortDocument(document);
    if (sorted.kind === 'hook') hooks.push(sorted.hook);
    else if (sorted.kind === 'dropped') dropped.push(sorted.dropped);
    else manifests.push(document);
  }
  const renders = rendered.map(({ render }) => render);
  const notesName = `${prepared.root.name}/templates/NOTES.txt`;
  return {
    ...prepared,
    renders,
    manifests: inInstallOrder(manifests, helm),
    hooks: hooksByKind(hooks, helm),
    dropped,
    unreadable,
    notes: renders.find(({ template }) => template.name === notesName),
  };
}

/** In the order of their names (SortManifests). */
const byPath = (rendered: readonly RenderedTemplate[]): readonly RenderedTemplate[] =>
  [...rendered].sort((a, b) => compareText(a.render.template.name, b.render.template.name));
