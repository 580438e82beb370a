import { textRange } from '../../text/range.ts';
import type { YamlScalar } from '../nodes.ts';
import { resolveScalar } from '../scalar.ts';
import type { SimpleCursor } from './cursor.ts';
import { unfold } from './folding.ts';
import { COLON, DASH, HASH, isBreak, isGap, SPACE } from './cursor.ts';

const TAB = 9;

/** A scalar of which the text between two offsets means `content`. */
export function scalarNode(
  c: SimpleCursor,
  start: number,
  end: number,
  content: string,
  style: YamlScalar['style'],
  source = c.text.slice(start, end),
): YamlScalar {
  c.count();
  const { value } = resolveScalar(content, undefined, style !== 'plain');
  if (typeof value === 'number' && !Number.isFinite(value)) c.fail();
  return { kind: 'scalar', range: textRange(start, end), anchor: undefined, tag: undefined, value, source, style };
}

/** A value that is missing after `offset`. */
export function missingScalar(c: SimpleCursor, offset: number): YamlScalar {
  return scalarNode(c, offset, offset, '', 'plain', '');
}

const INDICATORS = '?,[]{}#&*!|>\'"%@`\t';

/** A plain scalar's part in this line; `flow` tells that it stands in a flow collection. */
export function readPlain(c: SimpleCursor, flow: boolean): YamlScalar {
  const start = c.at;
  const end = plainEnd(c, flow);
  c.at = end;
  const source = c.text.slice(start, end);
  return scalarNode(c, start, end, source, 'plain', source);
}

/** Where the part of a plain scalar that begins here ends in this line. */
function plainEnd(c: SimpleCursor, flow: boolean): number {
  const { text } = c;
  if (!mayBegin(c, flow)) c.fail();
  let at = c.at;
  for (let code = text.charCodeAt(at); !isBreak(code); code = text.charCodeAt(++at)) {
    if (code === COLON && endsPlain(c, at, flow)) break;
    if (code === HASH && text.charCodeAt(at - 1) === SPACE) break;
    if (code === TAB) c.fail();
    if (flow && isFlowMark(code)) break;
  }
  while (at > c.at && text.charCodeAt(at - 1) === SPACE) at--;
  return at;
}

/** Whether a plain scalar may begin here; of dashes and colons in flow collections few are simple. */
function mayBegin(c: SimpleCursor, flow: boolean): boolean {
  const code = c.code();
  if (code !== DASH && code !== COLON) return !isGap(code) && !INDICATORS.includes(c.text.charAt(c.at));
  return flow ? code === DASH && /[\w./]/.test(c.text.charAt(c.at + 1)) : !isGap(c.code(1));
}

/** Whether a colon ends a plain scalar; those that readers of YAML do not agree about are not simple. */
function endsPlain(c: SimpleCursor, colon: number, flow: boolean): boolean {
  const next = c.text.charCodeAt(colon + 1);
  if (isGap(next)) return true;
  if (next === TAB || (flow && isFlowMark(next))) c.fail();
  return false;
}

/** `,?[]{}`; a question mark is read so by Go alone, and is met as an error by what follows. */
const isFlowMark = (code: number): boolean =>
  code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125;

/** A plain scalar with the lines that continue it, which are indented by more than `parent`. Ends at the next content. */
export function continuePlain(c: SimpleCursor, first: YamlScalar, parent: number): YamlScalar {
  const { start } = first.range;
  let { end } = first.range;
  let more = false;
  while (c.endLine() && !c.failed && c.column > parent) {
    // Behind a comment nothing of it may follow.
    if (c.text.slice(end, c.at).includes('#')) c.fail();
    end = continuedEnd(c);
    more = true;
  }
  return more && !c.failed ? scalarNode(c, start, end, unfold(c.text.slice(start, end)), 'plain') : first;
}

function continuedEnd(c: SimpleCursor): number {
  const { text } = c;
  let at = c.at;
  for (let code = text.charCodeAt(at); !isBreak(code); code = text.charCodeAt(++at)) {
    if (code === COLON && endsPlain(c, at, false)) c.fail();
    if (code === TAB) c.fail();
    if (code === HASH && text.charCodeAt(at - 1) === SPACE) break;
  }
  while (at > c.at && text.charCodeAt(at - 1) === SPACE) at--;
  c.at = at;
  return at;
}
