import type { Chart } from './load.ts';
import type { OpaquePart } from './opaqueParts.ts';

/**
 * What of a chart's folder counts for its release and could not be read: a link that leads out of what may be read or
 * nowhere, a pipe, what is too large or kept from this user. `within` is the path of the chart around.
 */
export function unreadOf(chart: Chart, within = ''): readonly OpaquePart[] {
  const { files, subcharts, chartfile } = chart;
  const top = `${within}${chartfile.name}`;
  const own = counting(chart).filter((path) => files.read(path) === undefined);
  return [
    ...own.map((path) => ({ where: `${top}/${path}`, reason: 'could not be read' })),
    ...subcharts.flatMap((one) => unreadOf(one, `${top}/charts/`)),
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
