import type { Engine } from '../../server/src/core/engine.ts';
import { createEngine } from '../../server/src/core/engine.ts';
import { ALL_SCENARIOS } from '../../server/src/core/features/checking.ts';
import type { Finding, Fix } from '../../server/src/core/rules/rule.ts';
import { LineIndex } from '../../server/src/core/text/lineIndex.ts';
import type { Span, TextRange } from '../../server/src/core/text/range.ts';
import { applyEdits } from '../../server/src/core/text/range.ts';
import type { Uri } from '../../server/src/core/text/uri.ts';
import { relativePath } from '../../server/src/core/text/uri.ts';
import type { Fixture, FixtureFile } from './fixture.ts';
import { addressOf, cursorOf, fileSystemOf, FOLDER, says } from './fixture.ts';
import type { Label } from './labels.ts';
import { splitLines, type TxtarFile } from './txtar.ts';

/** A fixture in which labels and goldens say what the engine says; equal to the one put in when all is as expected. */
export async function observe(fixture: Fixture, enabled: readonly string[]): Promise<Fixture> {
  const { engine, findings } = await checkFixture(fixture, enabled);
  const seen = await Promise.all(findings.map((finding) => labelsOf(engine, finding)));
  const files = fixture.files.map((file) => ({ ...file, labels: settle(file, seen.flat()) }));
  const known = new Set(fixture.files.map((file) => addressOf(file.name)));
  const homeless = findings.filter((finding) => !known.has(finding.span.uri)).map(homelessFile);
  return { ...fixture, files: [...files, ...homeless], goldens: await goldensOf(fixture, engine, findings) };
}

/** The engine on a fixture's disk, and all it finds there. `enabled` rules run though they be in preview. */
export async function checkFixture(
  fixture: Fixture,
  enabled: readonly string[],
): Promise<{ readonly engine: Engine; readonly findings: readonly Finding[] }> {
  const engine = createEngine({ fs: fileSystemOf(fixture) });
  engine.setSettings({ rules: {}, preview: says(fixture, 'preview'), enabled, only: says(fixture, 'only') });
  await engine.setFolders([FOLDER]);
  const { findings } = await engine.check({ kind: 'workspace', scenarios: ALL_SCENARIOS });
  return { engine, findings };
}

interface Seen extends Label {
  readonly uri: Uri;
}

async function labelsOf(
  engine: Engine,
  { severity, rule, message, span, scenario, related }: Finding,
): Promise<Seen[]> {
  const name = scenario?.name ?? null;
  const own: Seen = {
    ...(await placeOf(engine, span)),
    kind: 'finding',
    words: `${severity} ${rule}: ${message}`,
    scenario: name,
  };
  const others = related.map(async (r): Promise<Seen> => {
    return { ...(await placeOf(engine, r.span)), kind: 'related', words: r.message, scenario: null };
  });
  return [own, ...(await Promise.all(others))];
}

/** The part of a span on its first line, at least one column wide. */
async function placeOf(engine: Engine, { uri, range }: Span): Promise<Pick<Seen, 'uri' | 'line' | 'start' | 'end'>> {
  const lines = await engine.lines(uri);
  const text = (await engine.text(uri)) ?? '';
  const { line, character: start } = lines.offsetToPosition(range.start);
  const whole = lines.lineRange(line);
  const lineEnd = whole.start + text.slice(whole.start, whole.end).trimEnd().length;
  const width = Math.min(range.end, lineEnd) - range.start;
  return { uri, line, start, end: start + Math.max(1, width) };
}

/** The labels that stay, in their order, then what was found without one. Related places need no label. */
function settle(file: FixtureFile, seen: readonly Seen[]): readonly Label[] {
  const left = seen.filter((s) => s.uri === addressOf(file.name));
  const found = file.labels.filter((label) => {
    const at = left.findIndex((s) => fits(label, s));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  const surprises = left.filter((s) => s.kind === 'finding');
  return [...found, ...surprises.map((s): Label => ({ ...s, words: oneLine(s.words) }))];
}

const fits = (label: Label, seen: Seen): boolean =>
  label.kind === seen.kind &&
  label.line === seen.line &&
  label.start === seen.start &&
  label.end === seen.end &&
  label.scenario === seen.scenario &&
  oneLine(seen.words).startsWith(label.words.replace(/\s*(…|\.\.\.)$/, ''));

const oneLine = (words: string): string => words.replaceAll(/\s+/g, ' ').trim();

/** A finding in a file that the fixture does not have: shown as a section, so that it fails like any other surprise. */
function homelessFile({ span, severity, rule, message }: Finding): FixtureFile {
  const words = `${severity} ${rule}: ${oneLine(message)}`;
  const label: Label = { kind: 'finding', line: 0, start: 0, end: 1, words, scenario: null };
  return { name: relativePath(FOLDER, span.uri), text: '', labels: [label] };
}

async function goldensOf(
  fixture: Fixture,
  engine: Engine,
  findings: readonly Finding[],
): Promise<readonly TxtarFile[]> {
  const kinds = new Set(fixture.goldens.filter((g) => g.name.startsWith('@')).map((g) => g.name.split(' ')[0] ?? ''));
  const goldens: TxtarFile[] = [];
  for (const kind of kinds) goldens.push(...(await goldenOf(kind, fixture, engine, findings)));
  return goldens;
}

async function goldenOf(
  kind: string,
  fixture: Fixture,
  engine: Engine,
  findings: readonly Finding[],
): Promise<TxtarFile[]> {
  const cursor = cursorOf(fixture);
  if (kind === '@fix') return fixSections(kind, engine, await fixesOf(engine, findings), says(fixture, 'crlf'));
  if (!cursor) throw new Error(`${kind} needs a <|>`);
  if (kind === '@hover') return [{ name: kind, text: (await engine.hover(cursor.uri, cursor.offset))?.markdown ?? '' }];
  if (kind === '@render') return previewSections(kind, fixture, engine, cursor);
  if (kind === '@completion') return completionSections(kind, fixture, engine, cursor);
  if (kind !== '@refactor')
    throw new Error(`there is no golden ${kind}; there are @fix, @refactor, @hover, @completion and @render`);
  const actions = await engine.refactors(cursor.uri, { start: cursor.offset, end: cursor.offset });
  return fixSections(
    kind,
    engine,
    actions.map((action) => action.fix),
    says(fixture, 'crlf'),
  );
}

/** `@completion`: each label and detail with the line that it makes; `@completion LABEL`: what is told of one. */
async function completionSections(kind: string, fixture: Fixture, engine: Engine, { uri, offset }: Cursor) {
  const text = (await engine.text(uri)) ?? '';
  const all = await engine.completions(uri, offset);
  const lines = all.map(({ label, detail, edit }) => {
    const after = applyEdits(text, [edit]) ?? '';
    const [line = ''] = after.slice(text.lastIndexOf('\n', offset - 1) + 1).split(/\r?\n/);
    return `${label}${detail === '' ? '' : ` (${detail})`}: ${line.trim()}\n`;
  });
  return namesOf(fixture, kind).map((name): TxtarFile => {
    const one = all.find(({ label }) => label === name.slice(kind.length + 1));
    return { name, text: name === kind ? lines.join('') || 'none\n' : `${one?.markdown ?? 'none'}\n` };
  });
}

const namesOf = (fixture: Fixture, kind: string): string[] =>
  fixture.goldens.flatMap(({ name }) => (name.split(' ')[0] === kind ? [name] : []));

/**
 * `@render` and `@render SCENARIO`: the preview of the template with the cursor. `<|>` stands where the cursor has gone,
 * `<|` and `|>` around what the action at the cursor printed; what is not known follows as `? line: reason`.
 */
async function previewSections(kind: string, fixture: Fixture, engine: Engine, { uri, offset }: Cursor) {
  const names = namesOf(fixture, kind);
  const { choices } = await engine.scenarios(uri);
  const sections: TxtarFile[] = [];
  for (const name of names) {
    const scenario = choices.find((choice) => choice.name === name.slice(kind.length + 1))?.id ?? '';
    const request = { uri, scenario };
    const shown = await engine.preview(request);
    if (!shown) return [{ name, text: 'none\n' }];
    const at = await engine.toGenerated(request, { uri, range: { start: offset, end: offset } });
    const lines = new LineIndex(shown.text);
    const unknown = shown.opaque.map(
      ({ range, reason }) => `? ${lines.offsetToPosition(range.start).line + 1}: ${reason}\n`,
    );
    sections.push({ name, text: `${marked(shown.text, at.ranges).replace(/\n?$/, '\n')}${unknown.join('')}` });
  }
  return sections;
}

type Cursor = NonNullable<ReturnType<typeof cursorOf>>;

function marked(text: string, ranges: readonly TextRange[]): string {
  const marks = ranges.flatMap(({ start, end }) =>
    start === end
      ? [{ at: start, mark: '<|>' }]
      : [
          { at: start, mark: '<|' },
          { at: end, mark: '|>' },
        ],
  );
  return marks
    .sort((a, b) => b.at - a.at)
    .reduce((out, { at, mark }) => `${out.slice(0, at)}${mark}${out.slice(at)}`, text);
}

async function fixesOf(engine: Engine, findings: readonly Finding[]): Promise<Fix[]> {
  const fixes: Fix[] = [];
  for (const finding of findings) fixes.push(...(await engine.fixes(finding)));
  return fixes;
}

/** `@fix TITLE` with `safe` or `review`, then the files that the fix changes. The same fix of two findings is shown once. */
async function fixSections(kind: string, engine: Engine, fixes: readonly Fix[], crlf: boolean): Promise<TxtarFile[]> {
  const blocks = new Map<string, TxtarFile[]>();
  for (const fix of fixes) {
    const files = await changedFiles(engine, fix, crlf);
    const block = [{ name: `${kind} ${fix.title}`, text: fix.safe ? 'safe\n' : 'review\n' }, ...files];
    blocks.set(JSON.stringify(block), block);
  }
  return blocks.size > 0 ? [...blocks.values()].flat() : [{ name: kind, text: 'none\n' }];
}

async function changedFiles(engine: Engine, fix: Fix, crlf: boolean): Promise<TxtarFile[]> {
  const name = (uri: Uri): string => relativePath(FOLDER, uri);
  const edited = fix.edits.map(async ({ uri, edits }) => {
    const after = applyEdits((await engine.text(uri)) ?? '', edits);
    return { name: name(uri), text: after === undefined ? 'the edits overlap\n' : shown(after, crlf) };
  });
  const created = (fix.create ?? []).map(({ uri, text }) => ({ name: `${name(uri)} (new)`, text: shown(text, crlf) }));
  const renamed = (fix.rename ?? []).map(({ from, to }) => ({ name: `${name(to)} (was ${name(from)})`, text: '' }));
  const gone = (fix.delete ?? []).map((uri) => ({ name: `${name(uri)} (gone)`, text: '' }));
  return [...(await Promise.all(edited)), ...created, ...renamed, ...gone];
}

/** In a CRLF fixture a lone line feed is a fault of the fix, and shown. */
const shown = (text: string, crlf: boolean): string =>
  splitLines(text)
    .map((line) => (crlf ? line.replace(/(?<!\r)\n$/, '<LF>\n').replace('\r\n', '\n') : line))
    .join('');
