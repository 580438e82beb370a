import type { GivenValues } from '../core/features/render.ts';
import type { OptionSpec, Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import type { Platform } from './platform.ts';

/** The options by which a user gives values, as Helm has them. */
export const VALUES_OPTIONS: readonly OptionSpec[] = [
  { name: '--values', value: 'FILE', many: true, help: 'a file of values; may be repeated, the last one wins' },
  { name: '--set', value: 'K=V', many: true, help: 'set a value; may be repeated' },
  { name: '--set-string', value: 'K=V', many: true, help: 'set a value as text' },
  { name: '--set-json', value: 'K=V', many: true, help: 'set a value as JSON' },
];

/** The values files on the command line; Helm takes several between commas. */
export const valuesFiles = (parsed: Parsed): readonly string[] =>
  parsed.all('--values').flatMap((list) => list.split(',').filter(Boolean));

/** The values on the command line; throws UsageError over a file that is none. */
export async function givenValues(parsed: Parsed, platform: Platform): Promise<GivenValues> {
  const files = valuesFiles(parsed);
  await refuseFolders(files, platform);
  return {
    values: files.map((file) => platform.toUri(file)),
    // Helm takes the kinds one after the other, whatever their order on the command line.
    set: [
      ...parsed.all('--set-json').map((line) => ({ form: 'json' as const, line })),
      ...parsed.all('--set').map((line) => ({ form: 'typed' as const, line })),
      ...parsed.all('--set-string').map((line) => ({ form: 'text' as const, line })),
    ],
  };
}

async function refuseFolders(paths: readonly string[], platform: Platform): Promise<void> {
  for (const path of paths) {
    const uri = platform.toUri(path);
    const state = await platform.fileSystem([uri]).read(uri);
    if (state.kind !== 'file' || !state.valid) throw new UsageError(`\`--values ${path}\` is no file of UTF-8 text.`);
  }
}
