import type { Origin } from '../../text/origin.ts';
import { segmentAt } from '../../text/traced.ts';
import type { YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import { isReadAsGo, parseYaml } from '../../yaml/parse.ts';
import { effectiveEntries, resolve } from '../../yaml/walk.ts';
import { float } from '../numbers.ts';
import { bool, list, map, nil, nilInterface, text } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { workOfUnits } from '../work.ts';

/** What was read, or Go's error; neither where the engine cannot tell. */
export interface ParsedYaml {
  readonly value?: Value;
  readonly error?: string;
}

/**
 * The first document of a text as Helm reads YAML; nil for none. Scalars have the origin of the text they were read
 * from, collections `origin`. `charge` is told the steps that reading counts for.
 */
export function parsedYaml(
  source: StringValue,
  origin: Origin,
  charge: (steps: number) => void = () => undefined,
): ParsedYaml {
  const { length } = source.text;
  const stream = parseYaml(source.text, {}, () => charge(length / UNITS_OF_LIBRARY));
  charge(workOfUnits(length) + stream.documents.length * STEPS_OF_DOCUMENT);
  if (stream.refusal) return { error: stream.refusal.message };
  const document = stream.documents[0];
  const all = new Set(stream.documents.flatMap(({ problems }) => problems));
  const ofStream = stream.problems.filter((problem) => !all.has(problem));
  if (!document || !isReadAsGo(document) || ofStream.length > 0) return {};
  const reader = new Reader(source, origin);
  const value = reader.read(document.root, 0);
  charge(reader.steps / NODES_READ);
  return value ? { value } : {};
}

/** UTF-16 units that are worth a step where the library reads them, and the steps of a document. */
const UNITS_OF_LIBRARY = 12;
const STEPS_OF_DOCUMENT = 4;

/** Nodes that are worth a step. */
const NODES_READ = 16;

/** Aliases can make a text of nodes far larger than itself. */
const maximumNodes = 1_000_000;
const maximumDepth = 100;

class Reader {
  readonly #source: StringValue;
  readonly #origin: Origin;
  readonly #budget = { left: maximumNodes };

  constructor(source: StringValue, origin: Origin) {
    this.#source = source;
    this.#origin = origin;
  }

  /** Nodes made, and entries on the way through merges. */
  get steps(): number {
    return maximumNodes - Math.max(0, this.#budget.left);
  }

  read(node: YamlNode | undefined, depth: number): Value | undefined {
    if (!node) return nil(this.#origin);
    const real = resolve(node);
    if (!real || --this.#budget.left < 0 || depth > maximumDepth) return undefined;
    if (real.kind === 'scalar') return scalarValue(real, this.#originAt(real.range.start));
    if (real.kind === 'map') return this.#map(real, depth);
    const items: Value[] = [];
    for (const item of real.items) {
      const value = this.read(item.value, depth + 1);
      if (!value) return undefined;
      items.push(value);
    }
    return list(items, this.#origin);
  }

  #map(node: YamlNode, depth: number): Value | undefined {
    const entries = new Map<string, Value>();
    for (const entry of effectiveEntries(node, this.#budget).values()) {
      const value = this.read(entry.value, depth + 1);
      if (!value) return undefined;
      entries.set(entry.name, value);
    }
    return map(entries, this.#origin);
  }

  #originAt(offset: number): Origin {
    const { parts } = this.#source;
    return parts?.origins[segmentAt(parts, offset)] ?? this.#source.origin;
  }
}

function scalarValue(scalar: YamlScalar, origin: Origin): Value {
  const { value } = scalar;
  if (value === null) return nilInterface(origin);
  if (typeof value === 'string') return text(value, origin);
  return typeof value === 'number' ? float(value, origin) : bool(value, origin);
}
