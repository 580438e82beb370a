import { filesOfSet } from '../core/chart/setValues.ts';
import { createEngine } from '../core/engine.ts';
import type { RenderRequest, RenderResult } from '../core/features/render.ts';
import type { Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { findPlaces } from './places.ts';
import type { Platform } from './platform.ts';

/** `chartwright render`: 0 as Helm prints it, 1 where Helm would fail, 3 where a part is not known. */
export async function render(parsed: Parsed, platform: Platform): Promise<number> {
  const [path = ''] = parsed.operands;
  // Helm takes several files between commas.
  const files = parsed.all('--values').flatMap((list) => list.split(',').filter(Boolean));
  const setFiles = parsed.all('--set-file').flatMap(filesOfSet).filter(Boolean);
  const places = await findPlaces([path, ...files, ...setFiles], platform);
  await refuseFolders('--values', files, platform);
  await refuseFolders('--set-file', setFiles, platform);
  const engine = createEngine({ fs: platform.fileSystem(places.readable) });
  const result = await engine.render({
    ...optionsOf(parsed),
    chart: platform.toUri(path),
    values: files.map((file) => platform.toUri(file)),
    setFiles: new Map(setFiles.map((file) => [file, platform.toUri(file)])),
  });
  if (result.kind === 'unusable') throw new UsageError(`\`${path}\`: ${result.message}.`);
  platform.print(result.text);
  complain(result, platform);
  return result.error !== undefined ? 1 : result.opaque.length > 0 ? 3 : 0;
}

async function refuseFolders(option: string, paths: readonly string[], platform: Platform): Promise<void> {
  for (const path of paths) {
    const uri = platform.toUri(path);
    const state = await platform.fileSystem([uri]).read(uri);
    if (state.kind !== 'file' || !state.valid) throw new UsageError(`\`${option} ${path}\` is no file of UTF-8 text.`);
  }
}

/** Helm takes the kinds one after the other, whatever their order on the command line. */
const SETS = [
  ['--set-json', 'json'],
  ['--set', 'typed'],
  ['--set-string', 'text'],
  ['--set-file', 'file'],
  ['--set-literal', 'literal'],
] as const;

function optionsOf(parsed: Parsed): Omit<RenderRequest, 'chart' | 'values' | 'setFiles'> {
  return {
    set: SETS.flatMap(([option, form]) => parsed.all(option).map((line) => ({ form, line }))),
    name: checkedName(parsed.last('--name') ?? 'release-name'),
    namespace: parsed.last('--namespace') ?? 'default',
    kubeVersion: checkedVersion(parsed.last('--kube-version')),
    apiVersions: parsed.all('--api-versions').flatMap((list) => list.split(',').filter(Boolean)),
    isUpgrade: parsed.has('--is-upgrade'),
    helm: parsed.last('--helm') === '3' ? 3 : 4,
    print: {
      includeCrds: parsed.has('--include-crds'),
      noHooks: parsed.has('--no-hooks'),
      skipTests: parsed.has('--skip-tests'),
      showOnly: parsed.all('--show-only'),
    },
  };
}

/** Helm's own bound (ValidateReleaseName in pkg/chart/common/util). */
const LONGEST_NAME = 53;

function checkedName(name: string): string {
  const isName = name
    .split('.')
    .every((part) => /^[a-z0-9-]+$/.test(part) && !part.startsWith('-') && !part.endsWith('-'));
  if (isName && name.length <= LONGEST_NAME) return name;
  throw new UsageError(
    `\`--name ${name}\`: a release's name has small letters, digits, \`-\` and \`.\`, and at most ${LONGEST_NAME} characters.`,
  );
}

function checkedVersion(version: string | undefined): string | undefined {
  if (version === undefined || /^v?\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.+-]*)?$/.test(version)) return version;
  throw new UsageError(`\`--kube-version ${version}\` is no version.`);
}

function complain({ error, opaque }: Extract<RenderResult, { kind: 'rendered' }>, platform: Platform): void {
  if (error !== undefined) platform.complain(`Error: ${error}\n`);
  const others = opaque.filter(({ reason }) => error?.includes(reason) !== true);
  for (const { where, reason } of others) platform.complain(`unknown: ${where}: ${reason}\n`);
}
