import { BLOCK, tarHeaderAt, textOf } from './tarHeader.ts';
import type { TarHeader } from './tarHeader.ts';
import { pathInside } from './tarPath.ts';
import { readPax } from './tarPax.ts';

/** Bounds of one tar. */
export interface TarLimits {
  readonly entries: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
}

/** What a tar holds. `problem`, in Helm's words, is why it refuses the whole of it; what came before is in `files`. */
export interface Tar {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly problem: string | undefined;
}

/** Bytes of a name or of other things that stand before a header (maxSpecialFileSize in Go's archive/tar). */
const LONGEST_NAME = 1024 * 1024;

/** What is said where a tar ends too early. */
export const TRUNCATED = 'unexpected EOF';

const DAMAGED = 'archive/tar: invalid tar header';

/**
 * The files of a chart's tar (ustar, GNU long names, PAX) by slash-separated path, as Helm reads them (LoadArchiveFiles in its
 * loader): folders are passed over, links and devices are empty files. Of equal paths the last counts.
 */
export function readTar(bytes: Uint8Array, limits: TarLimits): Tar {
  const files = new Map<string, Uint8Array>();
  const reading: Reading = { bytes, limits, at: 0, entries: 0, name: undefined, size: undefined };
  for (;;) {
    const step = next(reading);
    if (typeof step === 'string') return { files, problem: step };
    if (step === undefined) return { files, problem: files.size === 0 ? 'no files in chart archive' : undefined };
    if (step.path !== undefined) files.set(step.path, step.content);
  }
}

interface Reading {
  readonly bytes: Uint8Array;
  readonly limits: TarLimits;
  at: number;
  entries: number;
  /** What headers before the next one say of it. */
  name: string | undefined;
  size: number | undefined;
}

interface Step {
  /** Undefined for what is no file. */
  readonly path: string | undefined;
  readonly content: Uint8Array;
}

/** One header and what belongs to it; undefined at the end, or what is wrong. */
function next(reading: Reading): Step | string | undefined {
  const { bytes, limits, at } = reading;
  if (at === bytes.length) return undefined;
  if (at + BLOCK > bytes.length) return TRUNCATED;
  const header = tarHeaderAt(bytes, at);
  if (header === 'end') return undefined;
  if (header === undefined) return DAMAGED;
  if (++reading.entries > limits.entries) return `it has more than ${limits.entries} entries`;
  const size = 'LKxg'.includes(header.type) ? header.size : (reading.size ?? header.size);
  const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
  reading.at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  if (!'LKxg'.includes(header.type)) return file(reading, header, size, content);
  if (size > LONGEST_NAME) return 'archive/tar: header field too long';
  return content.length < size ? TRUNCATED : told(reading, header, content);
}

/** Takes in what an entry says of the one after it. */
function told(reading: Reading, { type }: TarHeader, content: Uint8Array): Step | string {
  if (type === 'L') reading.name = textOf(content);
  const records = type === 'x' ? readPax(content) : {};
  if (!records) return DAMAGED;
  reading.name = records.path ?? reading.name;
  reading.size = records.size ?? reading.size;
  return { path: undefined, content };
}

function file(reading: Reading, header: TarHeader, size: number, content: Uint8Array): Step | string {
  const name = reading.name ?? header.name;
  reading.name = undefined;
  reading.size = undefined;
  if (header.type === 'S') return DAMAGED;
  if (header.type === '5') return { path: undefined, content };
  const path = pathInside(name);
  if (path.kind === 'refused') return path.problem;
  const { fileBytes } = reading.limits;
  if (size > fileBytes)
    return `decompressed chart file ${JSON.stringify(name)} is larger than the maximum file size ${fileBytes}`;
  if (content.length < size) return TRUNCATED;
  return { path: path.path, content };
}
