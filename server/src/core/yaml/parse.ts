import { Composer, Parser } from 'yaml';
import type { Document } from 'yaml';
import { textRange } from '../text/range.ts';
import { Converter } from './convert.ts';
import { excessOfAliases } from './go/aliasing.ts';
import { goRefusal } from './go/refusal.ts';
import { lexYaml } from './lexer.ts';
import type { YamlLimits } from './limits.ts';
import type { YamlDocument, YamlProblem, YamlRefusal, YamlStream } from './nodes.ts';
import { readSimple } from './simple/reader.ts';

/** What one parse may cost. */
export const YAML_LIMITS: YamlLimits = { length: 8 * 1024 * 1024, depth: 100, nodes: 1_000_000 };

/**
 * Parses a stream of YAML documents as Helm reads them. There is always at least one document, except past a limit.
 * Never throws; offsets are UTF-16 units of `text`, a byte order mark at its start counted.
 * `problems` of the stream holds those of its documents as well. `onLibrary` is called where the quick reader does not
 * take the text and the library does, which takes some ten times as long.
 */
export function parseYaml(
  text: string,
  limits: Partial<YamlLimits> = {},
  onLibrary: () => void = () => undefined,
): YamlStream {
  const bounds = { ...YAML_LIMITS, ...limits };
  if (text.length > bounds.length) {
    return failed('limit', bounds.length, text.length, `The text is longer than ${bounds.length} characters`);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) return failed('syntax', nul, nul + 1, 'The text holds a NUL character');
  const simple = readSimple(text, bounds);
  if (simple) return simple;
  onLibrary();
  return readAny(text, bounds);
}

function failed(kind: YamlProblem['kind'], start: number, end: number, message: string): YamlStream {
  const range = textRange(start, end);
  const refusal = kind === 'syntax' ? { range, message: CONTROL_CHARACTERS } : undefined;
  return { documents: [], problems: [{ kind, range, message }], refusal };
}

const OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  merge: false,
  keepSourceTokens: true,
  logLevel: 'silent',
} as const;

/** Reads any text within the bound of its length, by the library. */
export function readAny(text: string, bounds: YamlLimits): YamlStream {
  // To the library a byte order mark is a column of its line, which misplaces all that stands below it.
  const base = text.startsWith('\ufeff') ? 1 : 0;
  const converter = new Converter(text, base, bounds.nodes);
  const documents: YamlDocument[] = [];
  const problems = controlCharacters(text);
  let last: Document.Parsed | undefined;
  const finish = (end: number): void => {
    if (last) documents.push(converter.document(last, documents.length === 0 ? 0 : last.range[0] + base, end));
  };
  try {
    // go.yaml.in/yaml/v2 takes a lone carriage return for a line break; offsets stay as they are.
    for (const found of composed(text.slice(base).replace(/\r(?!\n)/g, '\n'), base, bounds, problems)) {
      finish(found.range[0] + base);
      last = found;
    }
    finish(text.length);
  } catch (error) {
    problems.push(thrown(error, text));
  }
  const found = [...problems, ...documents.flatMap((document) => document.problems)];
  const refusal = refusalOf(text, documents[0], found);
  // kustomize builds with aliases that Helm refuses.
  if (refusal && refusal.message !== EXCESS && found.length === 0) found.push({ kind: 'syntax', ...refusal });
  return { documents, problems: found, refusal };
}

const CONTROL_CHARACTERS = 'yaml: control characters are not allowed';

/** Helm's reader looks for control characters before it looks at anything else. */
function refusalOf(
  text: string,
  first: YamlDocument | undefined,
  problems: readonly YamlProblem[],
): YamlRefusal | undefined {
  const [control] = controlCharacters(text);
  if (control) return { range: control.range, message: CONTROL_CHARACTERS };
  const over = first && excess(first);
  if (!over && problems.some(({ kind }) => kind === 'limit')) return undefined;
  const refusal = goRefusal(text);
  if (refusal) return refusal;
  if (!first || (!over && !isReadAsGo(first))) return undefined;
  const [decoding] = first.problems
    .flatMap(({ range, helm }) => (helm === undefined ? [] : [{ range, message: helm }]))
    .sort((a, b) => stageOf(a) - stageOf(b));
  const isSooner = over && (!decoding || stageOf(decoding) > 0 || over.range.start < decoding.range.start);
  return isSooner ? over : decoding;
}

const EXCESS = 'yaml: document contains excessive aliasing';

function excess({ root }: YamlDocument): YamlRefusal | undefined {
  const start = root && excessOfAliases(root);
  if (start === undefined) return undefined;
  return { range: textRange(start, start + 1), message: EXCESS };
}

/** Helm decodes a whole document, then turns its keys into texts, then writes it as JSON: which of these complains. */
const stageOf = ({ message }: YamlRefusal): number => STAGES.findIndex((start) => message.startsWith(start));

const STAGES = ['yaml: ', 'unsupported ', 'json: '] as const;

/**
 * Whether a document that Go accepts was read as Go reads it: without complaint, or with complaints about what stands
 * behind its first node, which Go leaves alone.
 */
export function isReadAsGo({ problems }: YamlDocument): boolean {
  const first = problems.find(({ helm }) => helm === undefined);
  return first === undefined || /^Unexpected \S+ at node end/.test(first.message);
}

/** Lexemes that are read for each node of the bound: the library takes a kilobyte for one, and has three to a node. */
const LEXEMES_OF_NODE = 1.2;

/** Errors after which a text is read no further: the library makes an object of the host's for each. */
const MOST_ERRORS = 1000;

/** The library's documents one by one; ends early, with a problem, where collections nest too deep or there is too much. */
function* composed(
  text: string,
  base: number,
  { depth, nodes }: YamlLimits,
  problems: YamlProblem[],
): Generator<Document.Parsed, void> {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const lexed = lexYaml(text, base);
  for (const problem of lexed.problems) problems.push(problem);
  let errors = 0;
  for (const [i, lexeme] of lexed.lexemes.entries()) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') errors++;
      yield* composer.next(token);
    }
    const isDeep = parser.stack.length > depth + 1 && collections(parser) > depth;
    if (!isDeep && i < nodes * LEXEMES_OF_NODE && errors <= MOST_ERRORS) continue;
    const range = textRange(parser.offset + base, parser.offset + base + 1);
    const tooMany = errors > MOST_ERRORS ? 'Too many errors' : 'Too many nodes';
    const message = isDeep ? `Collections nest deeper than ${depth}` : tooMany;
    problems.push({ kind: 'limit', range, message });
    yield* composer.end();
    return;
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end(true, text.length);
}

/** How many collections are open: what lies on the stack between the document and a scalar at its top. */
function collections(parser: Parser): number {
  const top = parser.stack.at(-1)?.type ?? '';
  return parser.stack.length - (top === 'block-map' || top === 'block-seq' || top === 'flow-collection' ? 1 : 2);
}

/** The library throws where its own stack or array sizes end. */
function thrown(error: unknown, text: string): YamlProblem {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'limit', range: textRange(0, text.length), message: `Could not be read: ${message}` };
}

// Written with escapes: what libyaml's reader does not allow, NUL aside.
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

function controlCharacters(text: string): YamlProblem[] {
  const at = text.search(CONTROL);
  if (at < 0) return [];
  return [{ kind: 'syntax', range: textRange(at, at + 1), message: 'Control characters are not allowed' }];
}
