import type { CommandSpec, Parsed } from './arguments.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { COMMANDS, LATER } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import type { Platform } from './platform.ts';
import { didYouMean } from './suggest.ts';
import { VERSION } from './version.ts';
import { visibleLines } from './visible.ts';

/** Runs `chartwright` with the words after its name; the exit code. */
export async function run(words: readonly string[], host: Platform): Promise<number> {
  const platform: Platform = { ...host, complain: (text) => host.complain(visibleLines(text)) };
  try {
    return await runCommand(words, platform);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    platform.complain(`chartwright: ${error.message}\n`);
    return 2;
  }
}

async function runCommand([name, ...rest]: readonly string[], platform: Platform): Promise<number> {
  if (name === undefined) throw new UsageError('a command is missing; `chartwright --help` lists them.');
  if (name === '--version') return print(platform, `${VERSION}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return print(platform, helpFor(rest[0]));
  const spec = commandNamed(name);
  const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (options.includes('--help') || options.includes('-h')) return print(platform, commandHelp(spec));
  return perform(spec, parseArguments(spec, rest), platform);
}

/** Each command is loaded when it is asked for: most need the rules, rendering does not. */
async function perform(spec: CommandSpec, parsed: Parsed, platform: Platform): Promise<number> {
  switch (spec.name) {
    case 'check':
      return (await import('./check.ts')).check(parsed, platform);
    case 'render':
      return (await import('./render.ts')).render(parsed, platform);
    case 'timeline':
      return (await import('./timeline.ts')).timeline(parsed, platform);
    case 'rules':
      return print(platform, (await rules()).list(parsed.last('--format') ?? 'text'));
    case 'explain':
      return print(platform, (await rules()).explain(parsed.operands[0] ?? ''));
    default:
      if (!parsed.has('--stdio')) throw new UsageError('`server` needs `--stdio`.');
      return platform.serve();
  }
}

async function rules(): Promise<{ list: (format: string) => string; explain: (id: string) => string }> {
  const { RULES } = await import('../core/rules/index.ts');
  const { explain, listRules } = await import('./rules.ts');
  return { list: (format) => listRules(RULES, format), explain: (id) => explain(RULES, id) };
}

const helpFor = (name: string | undefined): string =>
  name === undefined ? generalHelp() : commandHelp(commandNamed(name));

function commandNamed(name: string): CommandSpec {
  const spec = COMMANDS.find((c) => c.name === name);
  if (spec) return spec;
  if (LATER.includes(name)) throw new UsageError(`\`${name}\` is not in this version.`);
  const names = COMMANDS.map((c) => c.name);
  const what = name.startsWith('-') ? 'option' : 'command';
  const known = what === 'option' ? ['--help', '--version'] : names;
  throw new UsageError(
    `there is no ${what} \`${name}\`.${didYouMean(name, known) || ` There are ${known.join(', ')}.`}`,
  );
}

function print(platform: Platform, text: string): number {
  platform.print(text);
  return 0;
}
