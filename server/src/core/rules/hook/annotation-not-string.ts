import type { RenderedDocument } from '../../chart/documents.ts';
import { isHookKey } from '../../project/hookEdit.ts';
import { isKnown, printedAt, scalarSource } from '../../project/hookSource.ts';
import { actionOf, quoteEdits } from '../../project/quoteEdit.ts';
import { releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { annotationsOf, documentBy, documentsIn, refOf } from '../../project/releaseDocuments.ts';
import { podTemplateOf } from '../../manifest/podTemplate.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { YamlEntry } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/locate.ts';
import { resolve } from '../../yaml/walk.ts';
import { jobExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface NotString {
  readonly document: DocumentRef;
  /** The offset of the value in its document. */
  readonly offset: number;
  readonly key: string;
  readonly written: string;
  readonly type: 'number' | 'boolean' | 'list' | 'map';
  readonly isHook: boolean;
}

const example = (weight: string): string => jobExample('helm.sh/hook: pre-upgrade', `helm.sh/hook-weight: ${weight}`);

/** Annotations are a Go map[string]string; Helm's own reader turns scalars into text, the API server's does not. */
export const annotationNotString = defineRule<'release', NotString>({
  meta: {
    id: 'hook/annotation-not-string',
    title: 'An annotation is no string',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A rendered annotation is a number, a boolean, a list or a map, e.g. `helm.sh/hook-weight: 5` without quotes.',
      why: 'The API server takes strings only and refuses the object. `helm template` and `helm lint` pass; of a hook it shows when the hook is about to run, in the middle of an upgrade.',
      fix: 'Put the value in quotes, or print it with `| quote`.',
      silent: [
        'values that can not be known here',
        'an empty value, which counts as an empty string',
        "annotations of custom resources' own templates",
      ],
      bad: example('5'),
      good: example('"5"'),
    },
  },

  *check(db, key) {
    const release = releaseOf(db, key);
    for (const document of release ? documentsIn(release) : []) {
      for (const { entry, type } of db.once(notStringsIn, document)) {
        const source = scalarSource(db, chartOf(key), document, entry.value);
        if (!source) continue;
        const data = {
          document: refOf(document),
          offset: entry.value.range.start,
          key: entry.name,
          written: type === 'list' || type === 'map' ? '' : writtenIn(entry),
          type,
          isHook: isHookKey(entry.name),
        };
        const action = source.kind === 'values' ? actionOf(db, document, entry.value) : undefined;
        yield action
          ? { span: action, data, related: [{ span: source.span, message: 'The value comes from here.' }] }
          : { span: source.span, data, related: printedAt(source) };
      }
    }
  },

  message({ key, written, type, isHook }) {
    if (type === 'list' || type === 'map')
      return `\`${key}\` is a ${type}, but an annotation must be a string: Helm refuses the chart.`;
    const when = isHook ? 'when the hook is about to run' : 'although `helm template` passes';
    return `\`${written}\` is a ${type} to YAML, but an annotation must be a string: the API server refuses the object, ${when}.`;
  },

  fixes(db, key, { data }) {
    const document = documentBy(db, key, data.document);
    const value = document && nodeAt(document.stream, data.offset).at(-1)?.node;
    if (!document || value?.kind !== 'scalar') return [];
    const edits = quoteEdits(db, document, value);
    return edits ? [{ title: `Quote ${data.written}`, safe: true, edits }] : [];
  },
});

interface Typed {
  readonly entry: YamlEntry;
  readonly type: NotString['type'];
}

/** The known annotations of a document that are no text. */
const notStringsIn = (document: RenderedDocument): readonly Typed[] =>
  annotationsIn(document).flatMap((entry) => {
    const type = typeOf(entry);
    return type && isKnown(document, entry) ? [{ entry, type }] : [];
  });

function annotationsIn(document: RenderedDocument): readonly YamlEntry[] {
  return document.manifests.flatMap((manifest) => [
    ...annotationsOf(manifest.node),
    ...(manifest.gvk.kind === 'Pod' ? [] : annotationsOf(podTemplateOf(manifest))),
  ]);
}

function typeOf({ value }: YamlEntry): NotString['type'] | undefined {
  const node = resolve(value);
  if (node?.kind === 'seq') return 'list';
  if (node?.kind !== 'scalar') return node?.kind === 'map' ? 'map' : undefined;
  if (typeof node.value === 'number') return 'number';
  return typeof node.value === 'boolean' ? 'boolean' : undefined;
}

function writtenIn({ value }: YamlEntry): string {
  const node = resolve(value);
  return node?.kind === 'scalar' ? node.source : '';
}
