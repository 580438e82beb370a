import { mapOf } from '../../yaml/lookup.ts';
import type { RenderedDocument } from '../../chart/documents.ts';
import { field } from '../../chart/goField.ts';
import { HOOK_ANNOTATION, RESOURCE_POLICY } from '../../chart/hook.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { ARGO_HOOK } from '../../project/argoPhase.ts';
import { hasOpenAnnotations } from '../../project/hookAnnotations.ts';
import { isHookKey, removals } from '../../project/hookEdit.ts';
import { wrongPlaces } from '../../project/hookPlaces.ts';
import type { WrongPlace } from '../../project/hookPlaces.ts';
import { isCertain, scalarSource } from '../../project/hookSource.ts';
import type { SourceEdit } from '../../project/literalEdit.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import { releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { annotationsEntry, documentBy, documentsIn, refOf } from '../../project/releaseDocuments.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { TextEdit } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { insertEntryText } from '../../yaml/edit.ts';
import type { YamlEntry, YamlMap } from '../../yaml/nodes.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Misplaced {
  readonly document: DocumentRef;
  readonly key: string;
  readonly place: string;
  readonly kind: string;
  /** Who looks for it. */
  readonly reader: 'Helm' | 'Argo CD';
}

const example = (under: string, ...annotations: readonly string[]): string =>
  chartExample({
    'templates/job.yaml': `${objectHead('batch/v1', 'Job', 'a', ...annotations)}spec:\n  template:\n    metadata:\n${under}    spec:\n      restartPolicy: Never\n`,
  });

/** Helm reads `metadata.annotations` of a document's own object (SimpleHead in manifest_sorter.go) and nothing else. */
export const annotationMisplaced = defineRule<'release', Misplaced>({
  meta: {
    id: 'hook/annotation-misplaced',
    title: 'A hook annotation stands where Helm does not look',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: "`helm.sh/hook`, another hook annotation, `helm.sh/resource-policy` or a hook annotation of Argo CD stands in the pod template, among the labels, in `spec`, directly in `metadata` or at the object's root.",
      why: "Helm looks at the object's own `metadata.annotations` only. The object is installed with everything else, and as a Job it fails at the first upgrade that changes it.",
      fix: "Move the annotations to the object's `metadata.annotations`, after a look at what the hook would need then; or remove them, if the object is right as it is.",
      silent: [
        'objects with `helm.sh/hook` in the right place: the copy does no harm',
        'Pods, and `helm.sh/` keys of other meaning such as the label `helm.sh/chart`',
        'annotations of which a part can not be known here',
      ],
      bad: example('      annotations:\n        helm.sh/hook: pre-upgrade\n'),
      good: example('      labels:\n        a: b\n', 'helm.sh/hook: pre-upgrade'),
    },
  },

  *check(db, key) {
    const release = releaseOf(db, key);
    for (const document of release ? documentsIn(release) : []) {
      for (const { entry, place, kind } of db.once(straysIn, document)) {
        const source = scalarSource(db, chartOf(key), document, entry.key);
        const data = { document: refOf(document), key: entry.name, place, kind, reader: readerOf(entry) };
        if (source) yield { span: source.span, data };
      }
    }
  },

  message: ({ key, place, kind, reader }) =>
    `\`${key}\` has no effect in ${place}: ${reader} looks at \`metadata.annotations\` of this ${kind} only.`,

  fixes(db, key, { data }) {
    const document = documentBy(db, key, data.document);
    const [manifest] = document?.manifests ?? [];
    const place = manifest && wrongPlaces(manifest).find(({ name }) => name === data.place);
    if (!document || !place) return [];
    const edits = moved(db, document, manifest, place);
    const without = removed(db, document, place);
    return [
      ...(edits ? [{ title: `Move to the annotations of this ${data.kind}`, safe: false, edits }] : []),
      ...(without ? [{ title: 'Remove what has no effect', safe: false, edits: without }] : []),
    ];
  },
});

interface Stray {
  readonly entry: YamlEntry;
  /** Of the map in which it stands. */
  readonly place: string;
  readonly kind: string;
}

/** The first stray entry of each wrong place of a document with one object. */
function straysIn(document: RenderedDocument): readonly Stray[] {
  const [manifest, ...more] = document.manifests;
  if (!manifest || more.length > 0 || manifest.gvk.kind === 'Pod' || hasOpenAnnotations(document)) return [];
  const { kind } = manifest.gvk;
  return wrongPlaces(manifest).flatMap(({ map, name }) => {
    const entry = map.entries.find(isStray(document));
    return entry && isCertain(document, entry.key.range) ? [{ entry, place: name, kind }] : [];
  });
}

/** Whether an entry is for Helm or for Argo CD's hooks, and the object says nothing about it in the right place. */
const isStray =
  ({ head: { annotations } }: RenderedDocument) =>
  ({ name }: YamlEntry): boolean =>
    isHookKey(name)
      ? !annotations.has(HOOK_ANNOTATION)
      : isArgoHookKey(name)
        ? !annotations.has(ARGO_HOOK)
        : name === RESOURCE_POLICY && !annotations.has(RESOURCE_POLICY);

/** Argo CD reads them of the object too (gitops-engine, pkg/sync/hook). */
const isArgoHookKey = (name: string): boolean => name === ARGO_HOOK || name.startsWith(`${ARGO_HOOK}-`);

const readerOf = ({ name }: YamlEntry): Misplaced['reader'] => (isArgoHookKey(name) ? 'Argo CD' : 'Helm');

function moved(
  db: Db,
  document: RenderedDocument,
  manifest: Manifest,
  { map, holder }: WrongPlace,
): readonly SourceEdit[] | undefined {
  const strays = map.entries.filter(isStray(document));
  const lines = strays.map(({ range }) => withDefault(document.text.slice(range.start, range.end)));
  const removal = removals(db, document, map, holder, isStray(document));
  const addition = addAnnotations(document.text, manifest, lines);
  if (!removal || !addition || lines.some((line) => line.includes('\n'))) return undefined;
  return toSourceEdits(db, document, [...addition, ...removal]);
}

/** The object stays what it is, with a text that says no more than that. */
function removed(db: Db, document: RenderedDocument, { map, holder }: WrongPlace): readonly SourceEdit[] | undefined {
  const removal = removals(db, document, map, holder, isStray(document));
  return removal && toSourceEdits(db, document, removal);
}

/** A policy that takes effect now switches off Helm's default, so that it is written out. */
const withDefault = (line: string): string =>
  line.includes('before-hook-creation')
    ? line
    : line.replace(/(hook-delete-policy["']?:\s*["']?)(?=hook-)/, '$1before-hook-creation,');

/** Puts lines at the end of the annotations, which are made where the object has none. */
function addAnnotations(text: string, { node }: Manifest, lines: readonly string[]): TextEdit[] | undefined {
  const holder = annotationsEntry(node);
  const annotations = mapOf(holder?.value);
  const metadata = mapOf(field(node, 'metadata')?.value);
  if (annotations) return inserted(text, annotations, annotations.entries.length, lines);
  if (!metadata) return undefined;
  if (holder) return undefined;
  return insertEntryText(
    text,
    metadata,
    behindName(metadata),
    'annotations',
    `\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** Where new annotations go: behind the name. */
const behindName = ({ entries }: YamlMap): number => entries.findIndex(({ name }) => name === 'name') + 1;

function inserted(text: string, map: YamlMap, at: number, lines: readonly string[]): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':', line.startsWith('helm.sh/') ? 0 : 1);
    const insertion = insertEntryText(text, map, at, line.slice(0, colon), line.slice(colon + 1).trim());
    if (!insertion) return undefined;
    edits.push(...insertion);
  }
  return edits;
}
