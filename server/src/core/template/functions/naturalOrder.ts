import type { YamlDialect } from './yamlStyle.ts';

/** Keys in the order in which go.yaml.in/yaml writes them (sorter.go): runs of digits by their number, others before letters. */
export function naturallySorted(keys: Iterable<string>, dialect: YamlDialect): readonly string[] {
  const sorted = [...keys].map((key) => ({ key, runes: Array.from(key) }));
  sorted.sort((a, b) => (isLess(a.runes, b.runes, dialect) ? -1 : isLess(b.runes, a.runes, dialect) ? 1 : 0));
  return sorted.map(({ key }) => key);
}

const isLetter = (rune: string): boolean => /^\p{L}$/u.test(rune);
const isDigit = (rune: string | undefined): boolean => rune !== undefined && /^\p{Nd}$/u.test(rune);
const codeOf = (rune: string): number => rune.codePointAt(0) ?? 0;

function isLess(a: readonly string[], b: readonly string[], dialect: YamlDialect): boolean {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const [left, right] = [a[at], b[at]];
  if (left === undefined || right === undefined) return a.length < b.length;
  const [leftLetter, rightLetter] = [isLetter(left), isLetter(right)];
  if (leftLetter && rightLetter) return codeOf(left) < codeOf(right);
  if (leftLetter || rightLetter) return dialect === 'v3' && isDigit(a[at - 1]) ? leftLetter : rightLetter;
  return isLessNumber(a, b, at);
}

function isLessNumber(a: readonly string[], b: readonly string[], at: number): boolean {
  // A digit before the place where they part counts once, so that 10 does not look smaller than 1.
  const zero = a[at] === '0' || b[at] === '0';
  const start = zero && followsNumber(a, at) ? 1n : 0n;
  const left = numberAt(a, at, start);
  const right = numberAt(b, at, start);
  if (left.value !== right.value) return left.value < right.value;
  if (left.end !== right.end) return left.end < right.end;
  return codeOf(a[at] ?? '') < codeOf(b[at] ?? '');
}

function followsNumber(runes: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(runes[i]); i--) if (runes[i] !== '0') return true;
  return false;
}

/** Go counts in an int64, which wraps around. */
function numberAt(
  runes: readonly string[],
  at: number,
  start: bigint,
): { readonly value: bigint; readonly end: number } {
  let value = start;
  let end = at;
  for (; isDigit(runes[end]); end++) value = BigInt.asIntN(64, value * 10n + BigInt(codeOf(runes[end] ?? '') - 48));
  return { value, end };
}
