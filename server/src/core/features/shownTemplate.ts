import { firstError } from '../chart/helmError.ts';
import type { Release } from '../chart/release.ts';
import type { TemplateRender } from '../chart/renderTemplate.ts';
import { isPartial } from '../chart/templates.ts';
import { chartsOver } from '../project/generated.ts';
import { scenarioData } from '../project/given.ts';
import { releaseOf } from '../project/release.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Uri } from '../text/uri.ts';
import { basename, dirname } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';

/** Which template to preview, and in which scenario: an id from the scenarios on offer, empty for the defaults. */
export interface PreviewRequest {
  readonly uri: Uri;
  readonly scenario: string;
}

/** A template in one release of its chart. */
export interface ShownTemplate {
  readonly key: ReleaseKey;
  readonly release: Release;
  readonly uri: Uri;
  /** Whether Helm reads the file at all: a subchart may be switched off, a file ignored. */
  readonly isRead: boolean;
  /** Undefined for a file that renders nothing by itself. */
  readonly render: TemplateRender | undefined;
}

/** Finds a template in the first of its charts that renders it; undefined where the file is no template of a chart. */
export function shownTemplate(db: Db, { uri, scenario }: PreviewRequest): ShownTemplate | undefined {
  db.get(targetsQuery, '');
  let unread: ShownTemplate | undefined;
  for (const chart of chartsOver(db, uri)) {
    const key = releaseKey(chart, scenario);
    const release = releaseOf(db, key);
    if (!release) continue;
    const isRead = release.templates.some((template) => template.uri === uri);
    if (isRead) return { key, release, uri, isRead, render: renderOf(release, uri) };
    if (isBelowTemplates(chart, uri)) unread ??= { key, release, uri, isRead, render: undefined };
  }
  return unread;
}

/** What a release has rendered of a template. */
export const renderOf = ({ renders }: Release, uri: Uri): TemplateRender | undefined =>
  renders.find(({ template }) => template.uri === uri);

/** Whether a file lies in `templates/` of the chart with this Chart.yaml, or of one in its `charts/`. */
function isBelowTemplates(chart: Uri, uri: Uri): boolean {
  for (let at = dirname(uri); at !== dirname(chart) && dirname(at) !== at; at = dirname(at)) {
    if (basename(at) !== 'templates') continue;
    const above = dirname(at);
    return above === dirname(chart) || /^charts$|\.tgz!$/.test(basename(dirname(above)));
  }
  return false;
}

/** Comment lines above the rendered text: what a reader must know; empty where there is nothing to say. */
export function headerOf(shown: ShownTemplate): string {
  const { name } = scenarioData(shown.key);
  const error = firstError(shown.release);
  const lines = [
    ...(name === '' ? [] : [`With ${name}`]),
    ...(error === undefined ? [] : ['Helm refuses the release; this is what can be rendered.', ...error.split('\n')]),
    ...emptiness(shown, name),
  ];
  return lines.map((line) => `# ${line}`.trimEnd() + '\n').join('');
}

/** Whether there is no text to show, though other values may make some. */
export const isEmpty = ({ uri, render }: ShownTemplate): boolean =>
  !isPartial(uri) && (render === undefined || render.rendering.text.trim() === '');

function emptiness(shown: ShownTemplate, scenario: string): readonly string[] {
  const values = scenario === '' ? "with the chart's default values" : 'with these values';
  if (!shown.isRead) {
    return [
      `Helm does not read this file ${values}: a condition or tags switch its subchart off, the subchart is not in`,
      'Chart.yaml, or .helmignore names the file.',
    ];
  }
  if (isPartial(shown.uri)) return partialText(shown);
  return isEmpty(shown) ? [`Nothing is rendered ${values}.`] : [];
}

function partialText({ release, uri }: ShownTemplate): readonly string[] {
  const names = release.templates.find((template) => template.uri === uri)?.file.defines.map(({ name }) => name) ?? [];
  const what = 'Helm renders nothing of a file whose name begins with _';
  if (names.length === 0) return [`${what}.`];
  return [`${what}; other templates include what it defines:`, ...names.map((name) => `  ${name}`)];
}
