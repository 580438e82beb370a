import { nearest } from '../../base/nearest.ts';
import type { RenderedDocument } from '../../chart/documents.ts';
import type { DroppedHook } from '../../chart/hook.ts';
import { eventOf, HOOK_ANNOTATION, HOOK_EVENTS } from '../../chart/hook.ts';
import { hookItems, withItem } from '../../chart/hookItems.ts';
import type { HookItem } from '../../chart/hookItems.ts';
import type { Release } from '../../chart/release.ts';
import { isCrd } from '../../manifest/manifest.ts';
import { folderCrds } from '../../project/folderCrds.ts';
import { isHookKey, removeAnnotations } from '../../project/hookEdit.ts';
import { editScalar, isKnown, printedAt, scalarSource } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { documentBy, refOf } from '../../project/releaseDocuments.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartOf } from '../../project/releaseKey.ts';
import type { Db } from '../../workspace/query.ts';
import { textOf } from '../../yaml/lookup.ts';
import { jobExample } from '../example.ts';
import type { Fix, Report, Severity } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface UnknownEvent {
  readonly document: DocumentRef;
  readonly index: number;
  readonly item: string;
  readonly kind: string;
  /** The event that is meant; null where none is near. */
  readonly meant: string | null;
  /** Whether crds/ has the same CRD, so that Helm 3 installs it from there. */
  readonly inCrds: boolean;
  /** How many more of the chart are so: CRDs that crds/ has too are one finding. */
  readonly others: number;
}

/** Words of other tools and of Helm 2 for what Helm calls otherwise. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['pre-uninstall', 'pre-delete'],
  ['post-uninstall', 'post-delete'],
  ['pre-remove', 'pre-delete'],
  ['post-remove', 'post-delete'],
  ['pre-update', 'pre-upgrade'],
  ['post-update', 'post-upgrade'],
  ['test-failure', 'test'],
]);

const example = (events: string): string => jobExample(`helm.sh/hook: ${events}`);

/** `manifestFile.sort` in Helm's manifest_sorter.go: one unknown event, and the document is neither hook nor manifest. */
export const unknownEvent = defineRule<'release', UnknownEvent>({
  meta: {
    id: 'hook/unknown-event',
    title: 'A hook names an event that Helm does not know',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'The annotation `helm.sh/hook` has an item that is no event of Helm 3 and 4: a typing error, `pre-uninstall` for `pre-delete`, a comma too many, or `crd-install`, `test-failure` from Helm 2.',
      why: 'Helm drops the whole object, with a line in its log at most: it is never created, at no event.',
      fix: 'Write the event that is meant. An object that is to be there always needs no hook annotation; CRDs belong in `crds/` or among the templates, not in both: Helm installs those of `crds/` first and then refuses the same one of a template, which it does not own.',
      silent: [
        'a value that can not be known here, e.g. from `lookup`',
        'documents that no scenario renders',
        'in charts of `apiVersion: v1`, `crd-install` on a CRD that `crds/` has too is information only: such charts serve Helm 2 as well. All of a chart are one finding',
      ],
      bad: example('post-install,pre-uninstall'),
      good: example('post-install,pre-delete'),
    },
  },

  *check(db, key) {
    const release = releaseOf(db, key);
    const twice: Report<UnknownEvent>[] = [];
    for (const dropped of release?.dropped ?? []) {
      const { hook } = dropped.annotations;
      if (!release || !isKnown(dropped.document, hook)) continue;
      for (const [index, item] of hookItems(textOf(hook.value) ?? '').entries()) {
        const report = eventOf(item.name) ? undefined : reportOf(db, key, release, dropped, index, item);
        if (report?.data.inCrds === true && report.severity !== 'error') twice.push(report);
        else if (report) yield report;
      }
    }
    const [first, ...others] = twice;
    if (first) yield joined(first, others);
  },

  message({ item, kind, meant, inCrds, others }) {
    const isNo = item === '' ? 'An empty item is no hook event' : `\`${item}\` is no hook event`;
    if (isCrdInstall(item)) {
      const rest = inCrds
        ? ` and installs ${others > 0 ? 'them' : 'it'} from \`crds/\` only. ${others > 0 ? 'They' : 'It'} need not stand in the templates, unless Helm 2 is to be served too`
        : ', and it is never created';
      const why =
        item.toLowerCase() === CRD_INSTALL
          ? 'went with Helm 2'
          : 'is no hook event, and `crd-install` went with Helm 2';
      return `\`${item}\` ${why}: Helm drops this ${kind}${others > 0 ? ` and ${others} more` : ''} from the templates${rest}.`;
    }
    const hint = meant === null ? '' : ` \`${meant}\` may be meant.`;
    return `${isNo}, so Helm drops this whole ${kind} without an error: it is never created.${hint}`;
  },

  fixes(db, key, { data }) {
    const document = documentBy(db, key, data.document);
    const value = document?.head.annotations.get(HOOK_ANNOTATION)?.entry.value;
    const text = textOf(value);
    // Among the templates without the annotation, a CRD of crds/ is one that the release doesn't own: the install fails.
    if (!document || !value || data.inCrds) return [];
    if (text === undefined || text.trim() === '' || isCrdInstall(data.item)) return removal(db, document);
    if (data.meant === null && data.item !== '') return [];
    const known = hookItems(text).some(({ name }) => name === data.meant);
    const by = known || data.meant === null ? undefined : data.meant;
    const edits = editScalar(db, document, value, withItem(text, data.index, by));
    const title = by === undefined ? `Remove ${data.item || 'the empty item'}` : `Change ${data.item} to ${by}`;
    return edits ? [{ title, safe: false, edits }] : [];
  },
});

function reportOf(
  db: Db,
  key: ReleaseKey,
  release: Release,
  { document, annotations }: DroppedHook,
  index: number,
  item: HookItem,
): Report<UnknownEvent> | undefined {
  const chart = chartOf(key);
  const { value, key: name } = annotations.hook;
  const source = scalarSource(db, chart, document, value, item.range) ?? scalarSource(db, chart, document, name);
  if (!source) return undefined;
  const event = meantBy(item.name) ?? null;
  const meant = event === CRD_INSTALL ? null : event;
  const inCrds = event === CRD_INSTALL && isInCrds(db, key, document);
  const data = {
    document: refOf(document),
    index,
    item: item.written,
    kind: document.head.kind || 'object',
    meant,
    inCrds,
    others: 0,
  };
  const severity = inCrds && item.name === CRD_INSTALL ? severityInCrds(release) : 'error';
  return { span: source.span, data, severity, related: printedAt(source) };
}

/** One finding for all: what is to be done is the same. */
const joined = (first: Report<UnknownEvent>, others: readonly Report<UnknownEvent>[]): Report<UnknownEvent> => ({
  ...first,
  data: { ...first.data, others: others.length },
  related: [
    ...(first.related ?? []),
    ...others.map(({ span, data }) => ({ span, message: `So it drops this ${data.kind}.` })),
  ],
});

/** Charts of `apiVersion: v1` serve Helm 2 as well, which has the event and no `crds/`. */
const severityInCrds = ({ root }: Release): Severity => (root.chart.chartfile.apiVersion === 'v1' ? 'info' : 'warning');

const CRD_INSTALL = 'crd-install';

/** The event that is meant, with Helm 2's for CRDs. */
const meantBy = (name: string): string | undefined =>
  name === CRD_INSTALL ? name : (SYNONYMS.get(name) ?? nearest(name, [...HOOK_EVENTS, CRD_INSTALL]));

const isCrdInstall = (item: string): boolean => meantBy(item.toLowerCase()) === CRD_INSTALL;

function isInCrds(db: Db, key: ReleaseKey, document: RenderedDocument): boolean {
  const crd = document.manifests.find(isCrd);
  return crd !== undefined && folderCrds(db, key).some(({ name }) => name === crd.name);
}

function removal(db: Db, document: RenderedDocument): readonly Fix[] {
  const edits = removeAnnotations(db, document, (entry) => isHookKey(entry.name));
  return edits ? [{ title: 'Remove the hook annotations, so that Helm installs this object', safe: false, edits }] : [];
}
