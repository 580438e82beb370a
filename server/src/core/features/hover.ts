import type { KustomizationField } from '../catalog/kustomizationFields.ts';
import { helmChartField, kustomizationField } from '../catalog/kustomizationFields.ts';
import type { TextRange } from '../text/range.ts';
import { touches } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import { isKustomizationFile } from '../kustomize/kustomization.ts';
import { kustomizationQuery } from '../project/kustomizations.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { chartHover, entryHover } from './entryHover.ts';
import { annotationHover } from './annotationHover.ts';
import { isValuesFile } from './valuesAnnotations.ts';
import { valuesHover } from './valuesHover.ts';

/** What to show for a place: Markdown, and the range of UTF-16 offsets it speaks of. */
export interface Hover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Explains what stands at a UTF-16 offset; undefined where there is nothing to say. */
export async function hoverAt(workspace: Workspace, uri: Uri, offset: number): Promise<Hover | undefined> {
  const about = hoverOf(uri);
  return about && workspace.ensureLoaded((snapshot) => about(snapshot, uri, offset));
}

function hoverOf(uri: Uri): ((db: Db, uri: Uri, offset: number) => Hover | undefined) | undefined {
  if (isKustomizationFile(uri)) return kustomizationHover;
  if (isTemplateFile(uri)) return annotationHover;
  return isValuesFile(uri) ? valuesHover : undefined;
}

/** Whether a file lies in a folder `templates`; whether that is a chart's is for others to say. */
const isTemplateFile = (uri: Uri): boolean => uri.includes('/templates/');

function kustomizationHover(db: Db, uri: Uri, offset: number): Hover | undefined {
  db.get(targetsQuery, '');
  const kustomization = db.get(kustomizationQuery, uri);
  if (!kustomization) return undefined;
  const mention = kustomization.mentions.find(({ node }) => touches(node.range, offset));
  if (mention) return { range: mention.node.range, markdown: entryHover(db, kustomization, mention) };
  const chart = kustomization.helmCharts.find(({ entries }) =>
    ['name', 'version', 'repo'].some((field) => isAt(entries.get(field)?.value.range, offset)),
  );
  if (chart) return { range: chart.node.range, markdown: chartHover(db, kustomization, chart) };
  return fieldHover(kustomization, offset);
}

const isAt = (range: TextRange | undefined, offset: number): boolean => range !== undefined && touches(range, offset);

/** The documentation of the field whose key is at the offset. */
function fieldHover({ root, helmCharts }: Kustomization, offset: number): Hover | undefined {
  const entry = root?.entries.find(({ key }) => touches(key.range, offset));
  const field = entry && kustomizationField(entry.name);
  if (field) return { range: entry.key.range, markdown: fieldText(field) };
  const inChart = helmCharts.flatMap(({ node }) => node.entries).find(({ key }) => touches(key.range, offset));
  const chartField = inChart && helmChartField(inChart.name);
  return chartField && { range: inChart.key.range, markdown: fieldText(chartField) };
}

function fieldText({ name, type, doc, deprecated }: KustomizationField): string {
  const old = deprecated ? `\n\nDeprecated: ${deprecated.use}` : '';
  return `**\`${name}\`** *${type}*\n\n${doc}${old}`;
}
