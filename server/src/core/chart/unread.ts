import type { Uri } from '../text/uri.ts';
import { chartFileUri } from './chartFiles.ts';
import type { Chart } from './load.ts';
import type { OpaquePart } from './opaqueParts.ts';

/**
 * What of a chart's folder could not be read: a link that leads out of what may be read or nowhere, a pipe, what is too
 * large or kept from this user. `isLost` tells what Helm would not read either, and refuse; the rest is told of where it
 * counts for the release. `within` is the path of the chart around.
 */
export function unreadOf(chart: Chart, isLost: (uri: Uri) => boolean, within = ''): readonly OpaquePart[] {
  const { files, subcharts, chartfile, others } = chart;
  const top = `${within}${chartfile.name}`;
  const unread = (path: string): boolean => files.read(path) === undefined;
  const lost = others.filter((path) => unread(path) && isLost(chartFileUri(files, path)));
  const own = new Set([...counting(chart).filter(unread), ...lost]);
  return [
    ...[...own].map((path) => ({ where: `${top}/${path}`, reason: 'could not be read' })),
    ...subcharts.flatMap((one) => unreadOf(one, isLost, `${top}/charts/`)),
  ];
}

/** Other files count where templates ask for files. */
function counting({ files, templates, others, values }: Chart): readonly string[] {
  const asks = templates.some((path) => files.read(path)?.text.includes('.Files') === true);
  return [...templates, ...(values ? ['values.yaml'] : []), ...(asks ? others : [])];
}

/** Bytes of one file of a chart, beyond which Helm refuses it (MaxDecompressedFileSize in its loader). */
const LARGEST = 5 * 1024 * 1024;

/** What Helm says of the first file that is too large for it. */
export function sizeError({ files, templates, others, values, subcharts }: Chart): string | undefined {
  const paths = [...templates, ...others, ...(values ? ['values.yaml'] : [])];
  const large = paths.find((path) => {
    const content = files.read(path);
    return content !== undefined && (content.bytes ?? content.text).length > LARGEST;
  });
  if (large === undefined) return subcharts.map(sizeError).find((error) => error !== undefined);
  const name = JSON.stringify(large.slice(large.lastIndexOf('/') + 1));
  return `chart file ${name} is larger than the maximum file size ${LARGEST}`;
}
