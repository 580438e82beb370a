import type { FileContent } from '../fs/fileSystem.ts';
import type { Uri } from '../text/uri.ts';
import { chartFileUri } from './chartFiles.ts';
import type { ChartNode } from './chartTree.ts';
import type { FilesOf } from './templates.ts';
import { ownFiles } from './templates.ts';

/** A file in crds/: never a template, installed before all else and never upgraded. */
export interface CrdFile {
  /** `root/charts/sub/crds/x.yaml`, with aliases. */
  readonly name: string;
  readonly uri: Uri;
  readonly content: FileContent;
  readonly chart: ChartNode;
}

/** The files in crds/ of a chart and its enabled subcharts, parents first (CRDObjects in pkg/chart/v2/chart.go); `filesOf` as in withTemplates. */
export function crdFilesOf(node: ChartNode, filesOf: FilesOf = ownFiles): readonly CrdFile[] {
  const files = filesOf(node);
  const own = node.chart.others.flatMap((path) => {
    const content = path.startsWith('crds/') && /\.(?:ya?ml|json)$/i.test(path) ? files.read(path) : undefined;
    return content ? [{ name: `${node.fullPath}/${path}`, uri: chartFileUri(files, path), content, chart: node }] : [];
  });
  return [...own, ...node.children.flatMap((child) => crdFilesOf(child, filesOf))];
}
