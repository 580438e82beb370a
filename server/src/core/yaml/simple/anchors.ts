import { textRange } from '../../text/range.ts';
import type { YamlAlias, YamlNode } from '../nodes.ts';
import type { SimpleCursor } from './cursor.ts';

/** A name that all readers of YAML agree about, with a gap behind it. */
const NAME = /[&*]([\w-]+)(?=[ \r\n]|$)/y;

/** The anchors of a document as far as it is read. An alias of one that is not known yet, or still being read, is not simple. */
export class SimpleAnchors {
  readonly #known = new Map<string, YamlNode>();
  readonly #c: SimpleCursor;
  /** Whether an alias stands for more than one node, so that few of them can come to many. */
  hasLargeAliases = false;

  constructor(c: SimpleCursor) {
    this.#c = c;
  }

  /** Over an anchor; its name. Until {@link add} there is no such anchor. */
  begin(): string {
    const name = this.#name();
    this.#known.delete(name);
    return name;
  }

  /** The node that an anchor stands before. */
  add(anchor: string, node: YamlNode): YamlNode {
    const anchored = { ...node, anchor };
    this.#known.set(anchor, anchored);
    return anchored;
  }

  /** Over an alias. */
  alias(): YamlAlias {
    const start = this.#c.at;
    const name = this.#name();
    const target = this.#known.get(name);
    this.#c.count();
    if (!target) this.#c.fail();
    if (target && isLarge(target)) this.hasLargeAliases = true;
    return { kind: 'alias', range: textRange(start, this.#c.at), anchor: undefined, tag: undefined, name, target };
  }

  #name(): string {
    const c = this.#c;
    NAME.lastIndex = c.at;
    const [whole = '', name = ''] = NAME.exec(c.text) ?? [];
    if (name === '') c.fail();
    c.at += whole.length;
    return name;
  }
}

const isLarge = (node: YamlNode): boolean =>
  node.kind === 'map' ? node.entries.length > 0 : node.kind === 'seq' && node.items.length > 0;
