import { groupName, scanPattern } from './scan.ts';

/** A pattern for the engine, and the pattern's own name for each group that had to be renamed. */
export interface EnginePattern {
  readonly pattern: string;
  readonly originalNames: ReadonlyMap<string, string>;
}

/** The long names of Unicode's general categories without underscores, which Go takes since 1.25. */
const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  Any: 'Any',
  Ascii: 'Ascii',
  Assigned: 'Assigned',
  Lc: 'LC',
  Casedletter: 'LC',
  Closepunctuation: 'Pe',
  Cntrl: 'Cc',
  Combiningmark: 'M',
  Connectorpunctuation: 'Pc',
  Control: 'Cc',
  Currencysymbol: 'Sc',
  Dashpunctuation: 'Pd',
  Decimalnumber: 'Nd',
  Digit: 'Nd',
  Enclosingmark: 'Me',
  Finalpunctuation: 'Pf',
  Format: 'Cf',
  Initialpunctuation: 'Pi',
  Letter: 'L',
  Letternumber: 'Nl',
  Lineseparator: 'Zl',
  Lowercaseletter: 'Ll',
  Mark: 'M',
  Mathsymbol: 'Sm',
  Modifierletter: 'Lm',
  Modifiersymbol: 'Sk',
  Nonspacingmark: 'Mn',
  Number: 'N',
  Openpunctuation: 'Ps',
  Other: 'C',
  Otherletter: 'Lo',
  Othernumber: 'No',
  Otherpunctuation: 'Po',
  Othersymbol: 'So',
  Paragraphseparator: 'Zp',
  Privateuse: 'Co',
  Punct: 'P',
  Punctuation: 'P',
  Separator: 'Z',
  Spaceseparator: 'Zs',
  Spacingmark: 'Mc',
  Surrogate: 'Cs',
  Symbol: 'S',
  Titlecaseletter: 'Lt',
  Unassigned: 'Cn',
  Uppercaseletter: 'Lu',
};

/**
 * Writes a pattern in Go's syntax as the engine needs it: long or differently cased names of Unicode classes as the
 * short ones, and a second group of one name, which Go allows, under a name of its own.
 */
export function toEnginePattern(pattern: string): EnginePattern {
  const names = new Set<string>();
  const originalNames = new Map<string, string>();
  const parts = scanPattern(pattern).map((item) => {
    const text = pattern.slice(item.start, item.end);
    if (item.kind === 'class' || item.kind === 'escape') return withShortNames(text);
    const name = item.kind === 'open' ? groupName(pattern, item) : undefined;
    if (name === undefined) return text;
    if (!names.has(name)) {
      names.add(name);
      return text;
    }
    const fresh = freshName(name, pattern, originalNames);
    originalNames.set(fresh, name);
    return `(?P<${fresh}>`;
  });
  return { pattern: parts.join(''), originalNames };
}

function freshName(name: string, pattern: string, taken: ReadonlyMap<string, string>): string {
  let fresh = `${name}_${taken.size}`;
  while (pattern.includes(fresh) || taken.has(fresh)) fresh += '_';
  return fresh;
}

function withShortNames(text: string): string {
  return text.replace(/\\(?:([pP])\{(\^?)([A-Za-z_ -]{1,40})\}|[^])/g, (whole, letter?: string, not = '', name = '') =>
    letter === undefined ? whole : `\\${letter}{${String(not)}${shortName(String(name))}}`,
  );
}

/** Go ignores case, blanks, hyphens and underscores; mixed case is kept, for a script's name may be `Old_Italic`. */
function shortName(name: string): string {
  const letters = name.replace(/[_ -]/g, '');
  const canonical = letters.slice(0, 1).toUpperCase() + letters.slice(1).toLowerCase();
  const isOneCase = letters === letters.toLowerCase() || (letters.length > 1 && letters === letters.toUpperCase());
  return CATEGORY_NAMES[canonical] ?? (isOneCase ? canonical : name);
}
