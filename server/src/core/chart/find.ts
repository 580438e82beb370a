import type { Manifest } from '../manifest/manifest.ts';
import { get } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { RenderedDocument } from './documents.ts';
import { toRendered } from './documents.ts';
import type { Release } from './release.ts';

/** Whether a release has an object. `unknown` wherever something that is not known could be it. */
export type Found =
  | { readonly answer: 'present'; readonly documents: readonly RenderedDocument[] }
  | { readonly answer: 'unknown'; readonly reason: string }
  | { readonly answer: 'absent' };

/** Asks for an object by kind and name, hooks included. A rule that rests on absence asks here and nowhere else. */
export function findObject(release: Release, kind: string, name: string): Found {
  const documents = [...release.manifests, ...release.hooks.map((hook) => hook.document)];
  const certain: RenderedDocument[] = [];
  let reason: string | undefined;
  for (const document of documents) {
    for (const manifest of document.manifests) {
      const fit = fitOf(document, manifest, kind, name);
      if (fit === 'yes' && !document.maybe) certain.push(document);
      else if (fit !== 'no') reason ??= `${document.render.template.name} may hold it`;
    }
  }
  if (certain.length > 0) return { answer: 'present', documents: certain };
  reason ??= doubtAbout(release);
  return reason === undefined ? { answer: 'absent' } : { answer: 'unknown', reason };
}

function fitOf(document: RenderedDocument, manifest: Manifest, kind: string, name: string): 'yes' | 'no' | 'maybe' {
  if (document.opaque.length === 0) return manifest.gvk.kind === kind && manifest.name === name ? 'yes' : 'no';
  const kindOpen = isOpen(document, get(manifest.node, 'kind'));
  const nameOpen = isOpen(document, get(get(manifest.node, 'metadata'), 'name'));
  if (!kindOpen && manifest.gvk.kind !== kind) return 'no';
  if (!nameOpen && manifest.name !== name) return 'no';
  return kindOpen || nameOpen ? 'maybe' : 'yes';
}

/** Whether a part of a node (or what touches it) is unknown. */
export function isOpen(document: RenderedDocument, node: YamlNode | undefined): boolean {
  if (!node || document.opaque.length === 0) return false;
  const range = toRendered(document, node.range);
  return document.opaque.some((span) => span.range.start <= range.end && range.start <= span.range.end);
}

const namesOf = (missing: readonly string[]): string =>
  missing.length === 1 ? `the dependency ${missing.join('')} is` : `the dependencies ${missing.join(', ')} are`;

/** Why a release as a whole may hold more objects than are seen; undefined when it does not. */
export function doubtAbout(release: Release): string | undefined {
  const missing = [...new Set(release.missing.map(({ use }) => use.name))];
  if (missing.length > 0) return `${namesOf(missing)} not in charts/`;
  const broken = release.unreadable[0];
  if (broken) return `${broken.render.template.name} does not parse`;
  for (const { template, rendering } of release.renders) {
    if (template.name.endsWith('NOTES.txt')) continue;
    // What fills its line at the first column may hold whole documents.
    if (rendering.opaque.some(({ openColumn }) => openColumn === 0)) return `a part of ${template.name} is unknown`;
    if (rendering.problems.some(({ kind }) => kind === 'limit')) return `${template.name} was not rendered to its end`;
    if (template.file.problems.length > 0) return `${template.name} does not parse`;
  }
  return undefined;
}
