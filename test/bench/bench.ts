import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { karmadaSized, stackSized } from './charts.ts';
import { measure, renderOnce } from './measure.ts';
import { publication } from './publication.ts';

/** A chart's files by path: text, or bytes where they are no UTF-8. */
export type ChartTree = ReadonlyMap<string, Uint8Array>;

const { values } = parseArgs({
  options: {
    chart: { type: 'string', multiple: true },
    helm: { type: 'string', default: process.env['HELM'] ?? 'helm' },
    edits: { type: 'string', default: '1000' },
    /** The built server. */
    server: { type: 'string' },
    /** Only renders this chart, as a process of its own. */
    first: { type: 'string' },
  },
});

const charts: readonly (readonly [string, ChartTree])[] = values.chart
  ? values.chart.map((folder) => [basename(folder), treeIn(folder)])
  : [
      ['generated, Karmada-sized', bytesOf(karmadaSized())],
      ['generated, kube-prometheus-stack-sized', bytesOf(stackSized())],
    ];
if (values.first !== undefined) await renderOnce(treeIn(values.first));
else
  for (const [name, tree] of charts) {
    await measure(name, tree, values.helm, Number(values.edits));
    if (values.server !== undefined) await publication(tree, values.server);
  }

function treeIn(folder: string): ChartTree {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path.slice(folder.replace(/\/$/, '').length + 1), readFileSync(path)];
    }),
  );
}

function bytesOf(texts: ReadonlyMap<string, string>): ChartTree {
  return new Map([...texts].map(([path, text]) => [path, new TextEncoder().encode(text)]));
}
