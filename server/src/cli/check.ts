import type { Engine } from '../core/engine.ts';
import { ALL_SCENARIOS } from '../core/features/checking.ts';
import { createEngine } from '../core/engine.ts';
import { CONFIG_FILE } from '../core/config/config.ts';
import { SEVERITIES } from '../core/rules/rule.ts';
import type { Uri } from '../core/text/uri.ts';
import { joinUri, relativePath } from '../core/text/uri.ts';
import type { GivenFiles } from '../core/project/given.ts';
import type { Parsed } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { formatNamed } from './formats/index.ts';
import type { Places } from './places.ts';
import { findPlaces } from './places.ts';
import type { Platform, Refusal } from './platform.ts';
import type { Report } from './report.ts';
import { reportFindings } from './report.ts';
import { didYouMean } from './suggest.ts';
import { givenFiles } from './values.ts';

/** `chartwright check`: the exit code of design's list (0 good, 1 findings, 2 what stood in the way). */
export async function check(parsed: Parsed, platform: Platform): Promise<number> {
  const started = platform.milliseconds();
  refuseLater(parsed);
  const places = await findPlaces(parsed.operands, platform);
  const [config, given] = [await readConfigFile(parsed, platform), await givenFiles(parsed, platform)];
  const session: Session = { parsed, platform, places, config, given };
  const engine = await openEngine(session);
  checkRuleIds(engine, parsed.all('--rule'));
  if (given) await checkValues(engine, given);
  const fixed = parsed.has('--fix') ? await applyFixes(session, engine) : undefined;
  const format = formatNamed(parsed.last('--format') ?? 'text');
  const last = fixed && fixed.written > 0 ? await openEngine(session) : engine;
  const report = await makeReport(session, last, format.wantsFixes, started);
  platform.print(format.print(report, { rules: engine.rules, platform, paths: parsed.operands }));
  if (fixed) complainOfFixes(fixed, platform);
  return fixed && fixed.refused.length > 0 ? 2 : exitCode(report, parsed.last('--fail-on') ?? 'error');
}

interface Session {
  readonly parsed: Parsed;
  readonly platform: Platform;
  readonly places: Places;
  readonly config: { readonly uri: Uri; readonly text: string } | undefined;
  readonly given: GivenFiles | undefined;
}

/** Options whose time has not come are refused, not passed over: what they ask for would be missing silently. */
function refuseLater(parsed: Parsed): void {
  const baseline = parsed.last('--baseline');
  if (baseline !== undefined && baseline !== 'none') {
    throw new UsageError(
      `\`--baseline ${baseline}\`: comparing with a git ref comes in a later version; only \`none\` is understood.`,
    );
  }
}

async function readConfigFile(parsed: Parsed, platform: Platform): Promise<Session['config']> {
  const path = parsed.last('--config');
  if (path === undefined) return undefined;
  const uri = platform.toUri(path);
  const state = await platform.fileSystem([uri]).read(uri);
  if (state.kind === 'file' && state.valid) return { uri, text: state.text };
  if (state.kind === 'file') throw new UsageError(`\`--config ${path}\`: the file is not UTF-8 text.`);
  if (state.kind === 'unreadable') throw new UsageError(`\`--config ${path}\` can't be read: ${state.message}.`);
  throw new UsageError(
    `\`--config ${path}\`: ${state.kind === 'folder' ? 'that is a folder' : 'there is no such file'}.`,
  );
}

/** Every chart is looked at once, so that no more than a large one's results need to be kept. */
const RESULT_BYTES = 48 * 1024 * 1024;

async function openEngine({ parsed, platform, places, config, given }: Session): Promise<Engine> {
  const fs = platform.fileSystem([...places.readable, ...(given?.files ?? [])]);
  const engine = createEngine({ fs, resultBytes: RESULT_BYTES });
  const enabled = parsed.all('--rule');
  engine.setSettings({ rules: {}, preview: parsed.has('--preview'), enabled, only: enabled.length > 0 });
  await engine.setFolders(places.folders, places.roots);
  for (const uri of configAddresses(places)) if (config) engine.setText(uri, config.text);
  return engine;
}

/** Where the engine looks for the configuration of each folder. */
const configAddresses = ({ folders }: Places): Uri[] =>
  folders.map((folder) => joinUri(folder, CONFIG_FILE)).filter((uri) => uri !== undefined);

function checkRuleIds(engine: Engine, ids: readonly string[]): void {
  const known = engine.rules.map((rule) => rule.meta.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new UsageError(
    `there is no rule \`${unknown}\`.${didYouMean(unknown, known)} \`chartwright rules\` lists them.`,
  );
}

/** What Helm would refuse to read as values. */
async function checkValues(engine: Engine, { name, files }: GivenFiles): Promise<void> {
  const found = await engine.scenarioOf({ values: files, set: [], setFiles: new Map() });
  if (found.kind === 'unusable') throw new UsageError(`\`--values ${name}\`: ${found.message}.`);
}

interface Fixed {
  readonly applied: number;
  readonly written: number;
  readonly refused: readonly Refusal[];
}

async function applyFixes({ platform, places }: Session, engine: Engine): Promise<Fixed> {
  const { texts, applied } = await engine.fixAll({ kind: 'workspace' });
  const changes = [...texts].map(([uri, text]) => ({ uri, ...text }));
  const refused = changes.length > 0 ? await platform.replaceFiles(changes, places.readable) : [];
  return refused.length > 0 ? { applied: 0, written: 0, refused } : { applied, written: changes.length, refused };
}

function complainOfFixes({ applied, written, refused }: Fixed, platform: Platform): void {
  for (const { uri, reason } of refused)
    platform.complain(`chartwright: ${relativePath(platform.folder, uri)} ${reason}\n`);
  if (refused.length > 0) platform.complain('chartwright: no file was changed.\n');
  else platform.complain(`chartwright: ${applied} fixed in ${written} ${written === 1 ? 'file' : 'files'}.\n`);
}

async function makeReport(session: Session, engine: Engine, withFixes: boolean, started: number): Promise<Report> {
  const { platform, places, config, given } = session;
  const { findings, stats } = await engine.check({
    kind: 'workspace',
    scenarios: ALL_SCENARIOS,
    ...(given && { given }),
  });
  const standIns = new Map(config ? configAddresses(places).map((uri) => [uri, config.uri]) : []);
  const reported = await reportFindings(engine, findings, { folder: platform.folder, standIns }, withFixes);
  const milliseconds = Math.max(0, Math.round(platform.milliseconds() - started));
  return { version: 1, findings: reported, stats: { ...stats, milliseconds } };
}

function exitCode({ findings }: Report, failOn: string): number {
  const limit = SEVERITIES.findIndex((severity) => severity === failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit) ? 1 : 0;
}
