import { encodeUtf8 } from '../template/utf8.ts';
import type { FileContent } from '../fs/fileSystem.ts';
import { noOrigin } from '../text/origin.ts';
import type { Origin } from '../text/origin.ts';
import { encodeBase64 } from '../template/functions/base64.ts';
import { fail, fn, tooLarge } from '../template/functions/function.ts';
import type { CallContext, Failure } from '../template/functions/function.ts';
import { binary, bytes, list, map, text } from '../template/value.ts';
import type { BytesValue, MapValue, Methods, Value } from '../template/value.ts';
import { workOfCharacters, workOfUnits } from '../template/work.ts';
import type { ChartFiles } from './chartFiles.ts';
import { chartFileUri } from './chartFiles.ts';
import { globFiles } from './fileGlob.ts';
import { toYaml } from './toYaml.ts';

/** `.Files`: a map from path to bytes with Helm's methods (pkg/engine/files.go). Text keeps its place in its file. */
export function filesValue(files: ChartFiles, paths: readonly string[]): MapValue {
  const origin: Origin = { kind: 'given', name: '.Files' };
  const entries = new Map<string, Value>();
  for (const path of paths) entries.set(path, lazyBytes(files, path));
  return { ...map(entries, origin, '[]uint8'), named: 'engine.files', methods: methodsOf(files, paths) };
}

function fileOrigin(files: ChartFiles, path: string, content: FileContent): Origin {
  const anchor = { file: chartFileUri(files, path), define: '' };
  return { kind: 'literal', anchor, start: 0, end: content.text.length, call: undefined, exact: content.valid };
}

/** Few templates ever look at the bytes, so the file is read when one does. */
function lazyBytes(files: ChartFiles, path: string): BytesValue {
  let made: BytesValue | undefined;
  const value = (): BytesValue => (made ??= bytesOf(files, path));
  return {
    kind: 'bytes',
    get bytes() {
      return value().bytes;
    },
    get origin() {
      return value().origin;
    },
  };
}

function bytesOf(files: ChartFiles, path: string): BytesValue {
  const content = files.read(path);
  if (!content) return bytes(new Uint8Array(), noOrigin);
  return bytes(content.bytes ?? encodeUtf8(content.text), fileOrigin(files, path, content));
}

function methodsOf(files: ChartFiles, paths: readonly string[]): Methods {
  let known: ReadonlySet<string> | undefined;
  const has = (path: string): boolean => (known ??= new Set(paths)).has(path);
  const get = (path: string, c: CallContext): Value => {
    const content = has(path) ? files.read(path) : undefined;
    if (!content) return text('', c.computed());
    const origin = fileOrigin(files, path, content);
    // Go's strings hold any bytes, ours do not.
    if (!content.valid) return binary(content.bytes ?? encodeUtf8(content.text), origin);
    return { ...text(content.text, origin), paddings: files.paddings?.(path) };
  };
  return {
    Get: fn(['string'], ([path], c) => get(path.text, c)),
    GetBytes: fn(['string'], ([path], c) =>
      has(path.text) ? bytesOf(files, path.text) : bytes(new Uint8Array(), c.computed()),
    ),
    Glob: fn(['string'], ([pattern], c) => {
      const found = globFiles(pattern.text, paths);
      c.services.charge(workOfCharacters(found.steps));
      return found.paths ? filesValue(files, found.paths) : tooLarge('the pattern');
    }),
    AsConfig: fn([], (_, c) => asYaml(paths, (path) => get(path, c), c)),
    AsSecrets: fn([], (_, c) => asYaml(paths, (path) => encoded(files.read(path), c), c)),
    Lines: fn(['string'], ([path], c) => linesOf(get(path.text, c), has(path.text), c)),
  };
}

/** Keys are base names, of equal ones any may win. */
function asYaml(paths: readonly string[], value: (path: string) => Value | Failure, c: CallContext): Value | Failure {
  const entries = new Map<string, Value>();
  for (const path of paths) {
    const content = value(path);
    if (content.kind === 'failure') return content;
    entries.set(path.slice(path.lastIndexOf('/') + 1), content);
  }
  return toYaml(map(entries, c.computed(), 'string'), c);
}

const encoded = (content: FileContent | undefined, c: CallContext): Value =>
  text(encodeBase64(content ? (content.bytes ?? encodeUtf8(content.text)) : new Uint8Array()), c.computed());

/** One final line break is dropped; an empty file is an error up to Helm 4.2. */
function linesOf(content: Value, exists: boolean, c: CallContext): Value | Failure {
  if (!exists) return list([], c.computed(), 'string');
  if (content.kind !== 'string') return content;
  if (content.text === '') return fail('runtime error: index out of range [-1]');
  c.services.charge(workOfUnits(content.text.length));
  const lines = content.text.replace(/\n$/, '').split('\n');
  return list(
    lines.map((line) => text(line, c.computed(content))),
    c.computed(content),
    'string',
  );
}
