import { Gunzip } from 'fflate';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import type { FileContent } from './fileSystem.ts';
import { fileOfBytes } from './fileSystem.ts';
import { MemoryFileSystem } from './memory.ts';
import { readTar, TRUNCATED } from './tar.ts';

/** What an archive holds, by path inside it. */
export interface Archive {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Why Helm refuses it, in its words; `files` has what could be read all the same. */
  readonly problem: string | undefined;
  /** What has been read of it as text already, by path. */
  readonly contents: Map<string, FileContent | undefined>;
}

/** Bounds of one archive. Helm's own: 5 MiB a file, 100 MiB together (its archive loader). */
export interface ArchiveLimits {
  /** Bytes of the unpacked tar. */
  readonly bytes: number;
  readonly entries: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
}

const LIMITS: ArchiveLimits = { bytes: 100 * 1024 * 1024, entries: 20_000, fileBytes: 5 * 1024 * 1024 };

/** Compressed bytes handed over at once: gzip makes at most about a thousand times as many of them. */
const CHUNK = 4096;

/** Reads a gzipped tar. Never throws: a damaged or oversized one gives what could be read. */
export function readTgz(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Archive {
  const bounds = { ...LIMITS, ...limits };
  const { unpacked, problem } = gunzip(bytes, bounds.bytes);
  const tar = readTar(unpacked, bounds);
  // Go unpacks as it reads, and so meets what is wrong in the tar first, and nothing that is wrong after its end.
  const isCut = tar.problem === TRUNCATED || tar.files.size === 0;
  return { files: tar.files, problem: isCut ? (problem ?? tar.problem) : tar.problem, contents: new Map() };
}

/** A file of an archive as text; undefined where it has none of that path. */
export function contentIn({ files, contents }: Archive, path: string): FileContent | undefined {
  const known = contents.get(path);
  if (known) return known;
  const bytes = files.get(path);
  const state = bytes && fileOfBytes(bytes);
  const content = state?.kind === 'file' ? state : undefined;
  contents.set(path, content);
  return content;
}

/** The archive at an address as a read-only folder: `x.tgz!/x/values.yaml`. */
export function archiveFileSystem(uri: Uri, { files }: Archive): MemoryFileSystem {
  const entries = [...files].flatMap(([path, content]) => {
    const at = joinUri(`${uri}!` as Uri, path);
    return at === undefined ? [] : [[at, content] as const];
  });
  return new MemoryFileSystem(entries);
}

interface Unpacked {
  readonly unpacked: Uint8Array;
  readonly problem: string | undefined;
}

function gunzip(bytes: Uint8Array, limit: number): Unpacked {
  if (bytes.length === 0) return { unpacked: bytes, problem: 'EOF' };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { unpacked: new Uint8Array(), problem: 'gzip: invalid header' };
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip((part) => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let at = 0; at < bytes.length && length <= limit; at += CHUNK) {
      const end = Math.min(at + CHUNK, bytes.length);
      stream.push(bytes.subarray(at, end), end === bytes.length);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const problem = /unexpected EOF/i.test(message) ? TRUNCATED : `flate: corrupt input (${message})`;
    return { unpacked: join(parts, Math.min(length, limit)), problem };
  }
  if (length <= limit) return { unpacked: join(parts, length), problem: undefined };
  return { unpacked: join(parts, limit), problem: `decompressed chart is larger than the maximum size ${limit}` };
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    const fitting = part.subarray(0, length - at);
    whole.set(fitting, at);
    at += fitting.length;
  }
  return whole;
}
