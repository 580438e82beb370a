/** One lexical item of a pattern, as half-open UTF-16 offsets. A `quoted` item is the inside of `\Q..\E`. */
export interface Item {
  readonly kind: 'open' | 'close' | 'class' | 'escape' | 'quoted' | 'count' | 'char';
  readonly start: number;
  /** Where the next item begins; behind the `\E` of a quoted one. */
  readonly end: number;
}

const COUNT = /^\{[0-9]{1,4}(?:,[0-9]{0,4})?\}/;
const NAMED_OPEN = /^\(\?P?<[0-9A-Za-z_]{1,100}>/;
const BRACED_ESCAPE = /^\\[pPx]\{[^}]{0,100}\}/;

/** The items of a pattern; a broken one is read somehow, to its end. */
export function scanPattern(pattern: string): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < pattern.length;) {
    const item = itemAt(pattern, at);
    items.push(item);
    at = item.end;
  }
  return items;
}

/** The name of the group that an `open` item begins. */
export function groupName(pattern: string, item: Item): string | undefined {
  return /^\(\?P?<(.+)>$/.exec(pattern.slice(item.start, item.end))?.[1];
}

function itemAt(pattern: string, start: number): Item {
  switch (pattern[start]) {
    case '(':
      return { kind: 'open', start, end: start + matchLength(NAMED_OPEN, pattern, start) };
    case ')':
      return { kind: 'close', start, end: start + 1 };
    case '[':
      return { kind: 'class', start, end: Math.min(classEnd(pattern, start), pattern.length) };
    case '{': {
      const length = matchLength(COUNT, pattern, start);
      return { kind: length > 1 ? 'count' : 'char', start, end: start + length };
    }
    case '\\':
      return escapeAt(pattern, start);
    default:
      return { kind: 'char', start, end: start + 1 };
  }
}

/** At least one, so that a scan moves on. */
function matchLength(expression: RegExp, pattern: string, start: number): number {
  return expression.exec(pattern.slice(start, start + 128))?.[0].length ?? 1;
}

function escapeAt(pattern: string, start: number): Item {
  if (pattern.startsWith('\\Q', start)) {
    const found = pattern.indexOf('\\E', start + 2);
    return { kind: 'quoted', start, end: found < 0 ? pattern.length : found + 2 };
  }
  const length = Math.max(2, matchLength(BRACED_ESCAPE, pattern, start));
  return { kind: 'escape', start, end: Math.min(start + length, pattern.length) };
}

/** The offset after a class; a `]` that comes first, is escaped or closes a name like `[:alpha:]` does not end it. */
function classEnd(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  while (at < pattern.length && pattern[at] !== ']') {
    const isName = pattern.startsWith('[:', at);
    const nameEnd = isName ? pattern.slice(at, at + 20).indexOf(':]', 2) : -1;
    if (nameEnd >= 0) at += nameEnd + 2;
    else at += pattern[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}
