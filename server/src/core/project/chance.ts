import type { RenderedDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import type { RenderRecord } from '../chart/renderRecord.ts';
import type { TemplateFile } from '../template/nodes.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Origin, Place } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import type { Db } from '../workspace/query.ts';
import { lineEnd, lineStart, nextLine, skipBlanks } from '../yaml/lines.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf, releaseKey } from './releaseKey.ts';
import { upgradeReleaseOf } from './upgradeRelease.ts';

/** A call whose result is another one at every render. */
export interface Chance {
  readonly name: string;
  readonly isCertificate: boolean;
  /** The call itself. */
  readonly place: Place;
}

/** Functions of certificates (sprig's crypto.go). */
const CERTIFICATES = /^gen(?:CA|SelfSignedCert|SignedCert)(?:WithKey)?$/;
/** Not htpasswd: with another salt it still accepts the same password. */
const RANDOM = /^(?:rand\w+|uuidv4|shuffle|genPrivateKey)$/;

/** The calls that decide by chance what stands in a part of a document (offsets within it), each once. */
export function chancesIn({ opaque, range: own }: RenderedDocument, range: TextRange): readonly Chance[] {
  const found = new Map<string, Chance>();
  for (const span of opaque) {
    const start = span.range.start - own.start;
    if (start < range.start || start > range.end) continue;
    const chance = chanceOf(span.origin, 0);
    if (chance) found.set(`${chance.place.anchor.file} ${chance.place.anchor.define} ${chance.place.start}`, chance);
  }
  return [...found.values()];
}

const DEEPEST = 16;

function chanceOf(origin: Origin, depth: number): Chance | undefined {
  if (depth > DEEPEST) return undefined;
  if (origin.kind === 'unknown' || origin.kind === 'printed') return chanceOf(origin.of, depth + 1);
  if (origin.kind !== 'computed') return undefined;
  const { name, place } = origin;
  const isCertificate = CERTIFICATES.test(name);
  if (isCertificate || RANDOM.test(name)) return { name, isCertificate, place };
  for (const input of origin.inputs) {
    const chance = chanceOf(input, depth + 1);
    if (chance) return chance;
  }
  return undefined;
}

/**
 * The calls that decide what stands in a field of an object. What fills a line of its own is an empty line to YAML, so
 * that all up to the next field belongs to it.
 */
export function chancesInField(
  document: RenderedDocument,
  holder: YamlNode | undefined,
  field: string,
): readonly Chance[] {
  const map = resolve(holder);
  const index = map?.kind === 'map' ? map.entries.findIndex(({ name }) => name === field) : -1;
  if (map?.kind !== 'map' || index < 0) return [];
  const { value } = map.entries[index] ?? {};
  if (!value) return [];
  const column = columnOf(document.text, map.entries[index]?.range.start ?? 0);
  return chancesIn(document, { start: value.range.start, end: endOf(document.text, value.range.end, column) });
}

/** The calls that decide what an object holds, in its fields `data` and `stringData`. */
export const contentChances = (db: Db, document: RenderedDocument, manifest: Manifest): readonly Chance[] =>
  document.opaque.length === 0 ? [] : (db.once(chancesByObject, document).get(manifest) ?? []);

const chancesByObject = (document: RenderedDocument): ReadonlyMap<Manifest, readonly Chance[]> =>
  new Map(
    document.manifests.map((manifest) => [
      manifest,
      ['data', 'stringData'].flatMap((field) => chancesInField(document, manifest.node, field)),
    ]),
  );

/** The end of the lines below an offset that are blank or stand further right than a column. */
function endOf(text: string, offset: number, column: number): number {
  let end = nextLine(text, offset);
  while (end < text.length) {
    const at = skipBlanks(text, end);
    const isBlank = at >= lineEnd(text, end);
    if (!isBlank && columnOf(text, at) <= column) break;
    end = nextLine(text, end);
  }
  return Math.max(offset, end - 1);
}

const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Words by which a template shows that it thinks of what is there already. */
const LASTING = /\blookup\b|\.IsInstall\b|\.IsUpgrade\b/;

/** Named templates by which a chart refuses an upgrade without the values that are set (bitnami's common). */
const REFUSING = /\berrors\.upgrade\b/;

/**
 * Whether a chart refuses an upgrade that would give its objects other random values: it says so, or calls what says so.
 * What it does with its defaults counts in every scenario: a switch for diagnosis may turn off the looking as well.
 */
export const refusesUpgrades = (db: Db, key: ReleaseKey): boolean =>
  [key, releaseKey(chartOf(key))].some((one) => {
    const release = releaseOf(db, one);
    return release !== undefined && refuses(db, release, upgradeReleaseOf(db, one));
  });

const refuses = (db: Db, release: Release, upgrade: Release | undefined): boolean =>
  release.renders.some(({ record }) => db.once(callsRefusal, record)) ||
  (upgrade !== undefined && refusals(upgrade) > refusals(release));

const callsRefusal = ({ calls }: RenderRecord): boolean => [...calls].some((name) => REFUSING.test(name));

function refusals({ renders }: Release): number {
  let count = 0;
  for (const { rendering } of renders)
    for (const { kind, maybe } of rendering.problems) if (kind === 'refused' && !maybe) count++;
  return count;
}

/** Whether the template of a document, or one that it calls, asks what the cluster has or whether this is an install. */
export function thinksOfUpgrades(db: Db, release: Release, { render }: RenderedDocument): boolean {
  const called = [...render.record.calls].flatMap((name) => release.definitions.get(name)?.template ?? []);
  return [render.template, ...called].some(({ file }) => db.once(isLasting, file));
}

const isLasting = ({ source }: TemplateFile): boolean => LASTING.test(source);
