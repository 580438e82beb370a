import type { GivenValues, RenderRequest, RenderResult } from '../core/features/render.ts';
import { createRenderer } from '../core/renderer.ts';
import type { Uri } from '../core/text/uri.ts';
import type { Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { findPlaces } from './places.ts';
import type { Platform } from './platform.ts';
import { givenValues, valuesFiles } from './values.ts';

/** `chartwright render`: 0 as Helm prints it, 1 where Helm would fail, 3 where a part is not known. */
export async function render(parsed: Parsed, platform: Platform): Promise<number> {
  const [path = ''] = parsed.operands;
  const places = await findPlaces([path, ...valuesFiles(parsed)], platform);
  const given = await givenValues(parsed, platform);
  const renderer = createRenderer({ fs: platform.fileSystem(places.readable) });
  const result = await renderer.render(requestOf(parsed, platform.toUri(path), given));
  if (result.kind === 'unusable') throw new UsageError(`\`${path}\`: ${result.message}.`);
  platform.print(result.text);
  complain(result, platform);
  return result.error !== undefined ? 1 : result.opaque.length > 0 ? 3 : 0;
}

function requestOf(parsed: Parsed, chart: Uri, given: GivenValues): RenderRequest {
  return {
    chart,
    ...given,
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
