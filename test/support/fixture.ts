import { MemoryFileSystem } from '../../server/src/core/fs/memory.ts';
import type { Uri } from '../../server/src/core/text/uri.ts';
import { joinUri, toUri } from '../../server/src/core/text/uri.ts';
import type { Label } from './labels.ts';
import { putLabels, takeLabels } from './labels.ts';
import { makeTgz } from './tar.ts';
import type { TxtarFile } from './txtar.ts';
import { parseTxtar, printTxtar } from './txtar.ts';

/** Where every fixture's workspace lies. */
export const FOLDER: Uri = toUri('file:///work');

/** A workspace written down in one txtar file, with what is expected of it. */
export interface Fixture {
  /** The text before the first section; its lines may be the words `crlf`, `preview` and `only`. */
  readonly comment: string;
  readonly files: readonly FixtureFile[];
  /** The sections from the first `@` on: `@fix TITLE` with the files that it changes, `@hover`, … */
  readonly goldens: readonly TxtarFile[];
}

export interface FixtureFile {
  /** As in the fixture: `HEAD:` begins a file of the baseline, `x.tgz!/` leads into an archive. */
  readonly name: string;
  /** Without labels; a cursor is still in it. */
  readonly text: string;
  readonly labels: readonly Label[];
}

const CURSOR = '<|>';
const BASELINE = 'HEAD:';

/** Reads a fixture; any text is one. */
export function parseFixture(text: string): Fixture {
  const { comment, files } = parseTxtar(text);
  const first = files.findIndex((file) => file.name.startsWith('@'));
  const split = first < 0 ? files.length : first;
  return {
    comment,
    files: files.slice(0, split).map(({ name, text }) => ({ name, ...takeLabels(text) })),
    goldens: files.slice(split),
  };
}

/** The fixture's text: that of parseFixture, as far as the order of labels below one line and the last line break go. */
export function printFixture({ comment, files, goldens }: Fixture): string {
  const sections = files.map(({ name, text, labels }) => ({ name, text: putLabels(text, labels) }));
  return printTxtar({ comment, files: [...sections, ...goldens] });
}

/** Whether a word stands alone on a line before the first section. */
export const says = ({ comment }: Fixture, word: string): boolean =>
  comment.split('\n').some((line) => line.trim() === word);

/** The address of a file of the fixture. */
export function addressOf(name: string): Uri {
  const uri = joinUri(FOLDER, name);
  if (uri === undefined) throw new Error(`${name} climbs out of the fixture`);
  return uri;
}

/** The texts as they lie on the fixture's disk, without labels and cursor, by section name. */
export function textsOf(fixture: Fixture): ReadonlyMap<string, string> {
  const lineBreak = says(fixture, 'crlf') ? '\r\n' : '\n';
  return new Map(fixture.files.map(({ name, text }) => [name, text.replace(CURSOR, '').replaceAll('\n', lineBreak)]));
}

/** The file and UTF-16 offset of the `<|>`; undefined where the fixture has none. */
export function cursorOf(fixture: Fixture): { readonly uri: Uri; readonly offset: number } | undefined {
  const file = fixture.files.find(({ text }) => text.includes(CURSOR));
  if (!file) return undefined;
  const before = file.text.slice(0, file.text.indexOf(CURSOR));
  return {
    uri: addressOf(file.name),
    offset: (says(fixture, 'crlf') ? before.replaceAll('\n', '\r\n') : before).length,
  };
}

/** The fixture's disk. */
export function fileSystemOf(fixture: Fixture): MemoryFileSystem {
  const texts = [...textsOf(fixture)].filter(([name]) => !name.startsWith(BASELINE));
  const plain = texts.filter(([name]) => !name.includes('.tgz!/'));
  const archives = [...archivesOf(texts)].map(([name, files]) => [addressOf(name), makeTgz(files)] as const);
  return new MemoryFileSystem([...plain.map(([name, text]) => [addressOf(name), text] as const), ...archives], FOLDER);
}

/** The baseline's disk. */
export function baselineOf(fixture: Fixture): MemoryFileSystem {
  const texts = [...textsOf(fixture)].filter(([name]) => name.startsWith(BASELINE));
  return new MemoryFileSystem(texts.map(([name, text]) => [addressOf(name.slice(BASELINE.length)), text] as const));
}

/** The files of each archive by the archive's name. */
function archivesOf(texts: readonly (readonly [string, string])[]): Map<string, Map<string, string>> {
  const archives = new Map<string, Map<string, string>>();
  for (const [name, text] of texts) {
    const [archive = '', inside] = name.split('!/');
    if (inside !== undefined)
      archives.set(archive, (archives.get(archive) ?? new Map<string, string>()).set(inside, text));
  }
  return archives;
}
