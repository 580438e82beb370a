import { crdFilesOf } from '../../chart/crdFiles.ts';
import type { RenderedDocument } from '../../chart/documents.ts';
import { field } from '../../chart/goField.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION } from '../../chart/hook.ts';
import { hookItems } from '../../chart/hookItems.ts';
import { isHookKey } from '../../project/hookEdit.ts';
import { isCertain, scalarSource } from '../../project/hookSource.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import { filesIn, releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { documentBy, documentsIn, refOf, rootOf } from '../../project/releaseDocuments.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { Uri } from '../../text/uri.ts';
import type { Span, TextEdit, TextRange } from '../../text/range.ts';
import { textOf as fileText, yamlQuery } from '../../workspace/queries.ts';
import type { Db } from '../../workspace/query.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { mapOf, textOf } from '../../yaml/lookup.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/nodes.ts';
import { formatString } from '../../yaml/quote.ts';
import { jobExample } from '../example.ts';
import type { Fix, Related, Report, Severity } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Duplicate {
  /** Null in a file of crds/. */
  readonly document: DocumentRef | null;
  readonly key: string;
  readonly lost: string;
  readonly kept: string;
}

/** Two entries of one name, of which the later one counts. */
interface Pair {
  readonly map: YamlMap;
  readonly earlier: YamlEntry;
  readonly later: YamlEntry;
}

/** go.yaml.in/yaml/v2 without strict mode, as sigs.k8s.io/yaml uses it for Helm, keeps the last of equal keys. */
export const annotationDuplicate = defineRule<'release', Duplicate>({
  meta: {
    id: 'hook/annotation-duplicate',
    title: 'A hook annotation is written twice on one object',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An object has the same hook annotation twice, or `annotations` itself twice with a hook annotation in one of them.',
      why: 'Only the last one counts, without a message: two `helm.sh/hook` do not add up, and the object does not run at the events of the first.',
      fix: 'Write one annotation with all items, separated by commas.',
      silent: ['keys of which one stands in a branch of unknown outcome', 'information only: twice the same value'],
      bad: jobExample('helm.sh/hook: pre-install', 'helm.sh/hook: pre-upgrade'),
      good: jobExample('helm.sh/hook: pre-install,pre-upgrade'),
    },
  },

  *check(db, key) {
    const release = releaseOf(db, key);
    for (const document of release ? documentsIn(release) : []) {
      for (const pair of db.once(pairsOf, document)) {
        const report = reportIn(db, chartOf(key), document, pair);
        if (report) yield report;
      }
    }
    for (const { uri } of release ? crdFilesOf(release.root, filesIn(db)) : []) yield* inFile(db, uri);
  },

  message: ({ key, lost, kept }) =>
    lost === ''
      ? `\`${key}\` is here twice, and only the last one counts: what the first one says is lost.`
      : `\`${key}\` is here twice, and only the last one counts: \`${lost}\` is lost, \`${kept}\` holds.`,

  fixes(db, key, { data, span }) {
    if (data.document === null) return fileFixes(db, span);
    const document = documentBy(db, key, data.document);
    const pair = pairsIn(document && rootOf(document)).find(
      ({ earlier }) => document && placeOfKey(db, chartOf(key), document, earlier)?.range.start === span.range.start,
    );
    return document && pair ? documentFixes(db, document, pair) : [];
  },
});

const pairsOf = (document: RenderedDocument): readonly Pair[] => pairsIn(rootOf(document));

/** Repeated hook annotations, and repeated `annotations` of which one holds some. */
function pairsIn(root: YamlNode | undefined): readonly Pair[] {
  const metadata = mapOf(field(root, 'metadata')?.value);
  if (!metadata) return [];
  const own = metadata.entries.filter(({ name }) => name === 'annotations');
  const hasHook = own.some(({ value }) => mapOf(value)?.entries.some(({ name }) => isHookKey(name)));
  return [
    ...(hasHook ? repeated(metadata, ({ name }) => name === 'annotations') : []),
    ...own.flatMap(({ value }) => {
      const map = mapOf(value);
      return map ? repeated(map, ({ name }) => isHookKey(name)) : [];
    }),
  ];
}

function repeated(map: YamlMap, counts: (entry: YamlEntry) => boolean): readonly Pair[] {
  return map.entries.flatMap((earlier, i) => {
    const later = counts(earlier) ? map.entries.slice(i + 1).find(({ name }) => name === earlier.name) : undefined;
    return later ? [{ map, earlier, later }] : [];
  });
}

function reportIn(db: Db, chart: Uri, document: RenderedDocument, pair: Pair): Report<Duplicate> | undefined {
  const { earlier, later } = pair;
  if (!isCertain(document, earlier.range) || !isCertain(document, later.range)) return undefined;
  const first = placeOfKey(db, chart, document, earlier);
  const second = placeOfKey(db, chart, document, later);
  return first && second ? reportOf(refOf(document), pair, first, second) : undefined;
}

const placeOfKey = (db: Db, chart: Uri, document: RenderedDocument, { key }: YamlEntry): Span | undefined =>
  scalarSource(db, chart, document, key)?.span;

function* inFile(db: Db, uri: Uri): Iterable<Report<Duplicate>> {
  for (const { root } of db.get(yamlQuery, uri)?.documents ?? []) {
    for (const pair of pairsIn(root)) {
      const at = (range: TextRange): Span => ({ uri, range });
      yield reportOf(null, pair, at(pair.earlier.key.range), at(pair.later.key.range));
    }
  }
}

function reportOf(document: DocumentRef | null, pair: Pair, first: Span, second: Span): Report<Duplicate> {
  const lost = textOf(pair.earlier.value) ?? '';
  const kept = textOf(pair.later.value) ?? '';
  const related: Related[] = [{ span: second, message: 'This one counts.' }];
  const severity: Severity = lost !== '' && lost === kept ? 'info' : 'error';
  return { span: first, data: { document, key: pair.earlier.name, lost, kept }, severity, related };
}

const REMOVE = 'Remove the one that does not count';

/** In crds/, whose hooks Helm does not read, nothing is to be merged. */
function fileFixes(db: Db, { uri, range }: Span): readonly Fix[] {
  const text = fileText(db, uri);
  const pairs = (db.get(yamlQuery, uri)?.documents ?? []).flatMap(({ root }) => pairsIn(root));
  const pair = pairs.find(({ earlier }) => earlier.key.range.start === range.start);
  const edits = pair && text !== undefined ? removalOf(text, pair) : undefined;
  return edits ? [{ title: REMOVE, safe: false, edits: [{ uri, edits }] }] : [];
}

const removalOf = (text: string, { map, earlier }: Pair): TextEdit[] | undefined =>
  removeEntry(text, map, map.entries.indexOf(earlier));

function documentFixes(db: Db, document: RenderedDocument, pair: Pair): readonly Fix[] {
  const removal = removalOf(document.text, pair);
  if (!removal) return [];
  const both = merged(pair);
  const merging = both && toSourceEdits(db, document, [...removal, both.edit]);
  const removing = toSourceEdits(db, document, removal);
  return [
    ...(both && merging ? [{ title: `Merge into ${both.items}`, safe: false, edits: merging }] : []),
    ...(removing ? [{ title: REMOVE, safe: false, edits: removing }] : []),
  ];
}

/** The entry that counts with the items of both; undefined where it has them all, and for what is no list. */
function merged({ map, earlier, later }: Pair): { readonly items: string; readonly edit: TextEdit } | undefined {
  if (later.value.kind !== 'scalar' || earlier.value.kind !== 'scalar') return undefined;
  if (![HOOK_ANNOTATION, DELETE_ANNOTATION].includes(earlier.name)) return undefined;
  const kept = textOf(later.value) ?? '';
  const all = [...hookItems(textOf(earlier.value) ?? ''), ...hookItems(kept)];
  const items = [...new Set(all.map(({ written }) => written))].join(',');
  const { style, range } = later.value;
  const quotes = style === 'single' || style === 'double' ? style : 'plain';
  return items === kept ? undefined : { items, edit: { range, newText: formatString(items, quotes, map.flow) } };
}
