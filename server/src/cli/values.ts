import { filesOfSet } from '../core/chart/setValues.ts';
import type { GivenValues } from '../core/features/render.ts';
import type { GivenFiles } from '../core/project/given.ts';
import type { OptionSpec, Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import type { Platform } from './platform.ts';

/** A user's files of values, as Helm has them. */
export const VALUES_OPTION: OptionSpec = {
  name: '--values',
  short: '-f',
  value: 'FILE',
  many: true,
  help: 'a file of values; may be repeated, the last one wins',
};

/** The options by which a user gives values, as Helm has them. */
export const VALUES_OPTIONS: readonly OptionSpec[] = [
  VALUES_OPTION,
  { name: '--set', value: 'K=V', many: true, help: 'set a value; may be repeated' },
  { name: '--set-string', value: 'K=V', many: true, help: 'set a value as text' },
  { name: '--set-json', value: 'K=V', many: true, help: 'set a value as JSON' },
  { name: '--set-file', value: 'K=FILE', many: true, help: 'set a value to the text of a file' },
  { name: '--set-literal', value: 'K=V', many: true, help: 'set a value as text, commas and braces included' },
];

/** Helm takes the kinds one after the other, whatever their order on the command line. */
const SETS = [
  ['--set-json', 'json'],
  ['--set', 'typed'],
  ['--set-string', 'text'],
  ['--set-file', 'file'],
  ['--set-literal', 'literal'],
] as const;

/** The files on the command line that values are read from. */
export const valuesFiles = (parsed: Parsed): readonly string[] => [...filesOfValues(parsed), ...filesOfSets(parsed)];

/** Helm takes several files between commas. */
const filesOfValues = (parsed: Parsed): readonly string[] =>
  parsed.all('--values').flatMap((list) => list.split(',').filter(Boolean));

const filesOfSets = (parsed: Parsed): readonly string[] => parsed.all('--set-file').flatMap(filesOfSet).filter(Boolean);

/** The files of `--values`, by the names that the user gave them; undefined without. Throws UsageError over one that is none. */
export async function givenFiles(parsed: Parsed, platform: Platform): Promise<GivenFiles | undefined> {
  const files = filesOfValues(parsed);
  await refuseFolders('--values', files, platform);
  return files.length > 0 ? { name: files.join(', '), files: files.map((file) => platform.toUri(file)) } : undefined;
}

/** The values on the command line; throws UsageError over a file that is none. */
export async function givenValues(parsed: Parsed, platform: Platform): Promise<GivenValues> {
  const files = filesOfValues(parsed);
  const setFiles = filesOfSets(parsed);
  await refuseFolders('--values', files, platform);
  await refuseFolders('--set-file', setFiles, platform);
  return {
    values: files.map((file) => platform.toUri(file)),
    set: SETS.flatMap(([option, form]) => parsed.all(option).map((line) => ({ form, line }))),
    setFiles: new Map(setFiles.map((file) => [file, platform.toUri(file)])),
  };
}

async function refuseFolders(option: string, paths: readonly string[], platform: Platform): Promise<void> {
  for (const path of paths) {
    const uri = platform.toUri(path);
    const state = await platform.fileSystem([uri]).read(uri);
    if (state.kind !== 'file' || !state.valid) throw new UsageError(`\`${option} ${path}\` is no file of UTF-8 text.`);
  }
}
