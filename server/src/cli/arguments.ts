import { didYouMean } from './suggest.ts';

/** A word of the command line that is wrong, or an input that can't be used: printed without a stack, exit 2. */
export class UsageError extends Error {}

/** An option, e.g. `--format json`. */
export interface OptionSpec {
  /** With its dashes. */
  readonly name: string;
  /** Helm's letter for it, e.g. `-f`. */
  readonly short?: string;
  /** What stands for the value in help, e.g. `FILE`; absent for a switch. */
  readonly value?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** Whether it may be given several times; else the last one counts. */
  readonly many?: boolean;
  readonly help: string;
  /** Understood, but not shown in help. */
  readonly hidden?: boolean;
}

/** A command as its arguments are read and its help is written. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** The operands as help shows them. */
  readonly operands: string;
  readonly fewest: number;
  readonly most: number;
  readonly options: readonly OptionSpec[];
  /** What help says below the options: the exit codes that are the command's own. */
  readonly exits?: string;
}

/** The words after a command, sorted out. */
export interface Parsed {
  readonly operands: readonly string[];
  /** All values of an option; empty when it was not given, `['']` for a switch that was. */
  all(name: string): readonly string[];
  /** The last value of an option. */
  last(name: string): string | undefined;
  has(name: string): boolean;
}

/** Sorts out the words after a command; throws UsageError over those that its spec does not know. */
export function parseArguments(spec: CommandSpec, words: readonly string[]): Parsed {
  const operands: string[] = [];
  const values = new Map<string, string[]>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else {
      const { option, inline } = findOption(spec, word);
      const value = option.value === undefined ? switchValue(option, inline) : (inline ?? words[++i]);
      values.set(option.name, [...(values.get(option.name) ?? []), checkedValue(option, value)]);
    }
  }
  checkCount(spec, operands);
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  return { operands, all, last: (name) => all(name).at(-1), has: (name) => values.has(name) };
}

function findOption(spec: CommandSpec, word: string): { option: OptionSpec; inline: string | undefined } {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const option = spec.options.find((o) => o.name === name || o.short === name);
  if (option) return { option, inline: equals < 0 ? undefined : word.slice(equals + 1) };
  const known = spec.options.filter((o) => !o.hidden).map((o) => o.name);
  throw new UsageError(`\`${spec.name}\` has no option \`${name}\`.${didYouMean(name, known)}`);
}

function switchValue(option: OptionSpec, inline: string | undefined): string {
  if (inline !== undefined) throw new UsageError(`\`${option.name}\` takes no value.`);
  return '';
}

function checkedValue({ name, value: placeholder, choices }: OptionSpec, value: string | undefined): string {
  if (placeholder === undefined) return '';
  if (value === undefined || value === '') throw new UsageError(`\`${name}\` needs a value: ${placeholder}.`);
  if (choices && !choices.includes(value)) {
    throw new UsageError(
      `\`${name}\` can't be \`${value}\`; there are ${choices.join(', ')}.${didYouMean(value, choices)}`,
    );
  }
  return value;
}

function checkCount({ name, operands: shown, fewest, most }: CommandSpec, operands: readonly string[]): void {
  if (operands.includes('')) throw new UsageError(`An operand of \`${name}\` is empty.`);
  if (operands.length < fewest) throw new UsageError(`\`${name}\` needs ${shown}.`);
  const extra = operands[most];
  if (extra !== undefined) throw new UsageError(`\`${name}\` can do nothing with \`${extra}\`.`);
}
