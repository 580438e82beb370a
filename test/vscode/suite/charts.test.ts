import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, findingOf, hoverWith, open, ruleOf, test, waitFor, workspaceFile } from './harness.ts';

const { Error: ERROR, Warning: WARNING } = vscode.DiagnosticSeverity;

/** In examples/harbourmaster: its findings in the defaults. */
const FINDINGS: readonly (readonly [path: string, rule: string, severity: vscode.DiagnosticSeverity])[] = [
  ['harbourmaster/templates/settings.yaml', 'hook/install-only', WARNING],
  ['harbourmaster/templates/migrations.yaml', 'hook/missing-dependency', ERROR],
  ['harbourmaster/values.yaml', 'hook/unknown-event', ERROR],
  ['harbourmaster/values.yaml', 'hook/annotation-not-string', ERROR],
];

/** What an author of a chart meets: findings that no lint has, where they can be mended. */
export const chartTests = [
  ...FINDINGS.map(([path, rule, severity]) =>
    test(`${path} shows ${rule}`, async () => {
      await open(path);
      const finding = await findingOf(path, rule);
      assert.equal(finding.severity, severity);
      assert.ok(typeof finding.code === 'object' && finding.code.target.path.endsWith(`docs/rules/${rule}.md`));
    }),
  ),
  test('a chart whose hooks are right shows nothing', async () => {
    await open('harbourmaster/values.yaml');
    await open('lighthouse/templates/calibration.yaml');
    await findingOf('harbourmaster/values.yaml', 'hook/unknown-event');
    assert.deepEqual([...diagnosticsOf('lighthouse')], []);
  }),
  test('a fix mends the event in values.yaml, where the template has it from', async () => {
    const path = 'harbourmaster/values.yaml';
    const { document } = await open(path);
    await applyFix(path, 'hook/unknown-event');
    assert.match(document.getText(), /^ {4}helm\.sh\/hook: pre-upgrade$/m);
    await diagnosticsWhen(document.uri, (list) => list.every((one) => ruleOf(one) !== 'hook/unknown-event'));
    await vscode.commands.executeCommand('undo');
    await findingOf(path, 'hook/unknown-event');
  }),
  test('a fix quotes the weight in values.yaml', async () => {
    const path = 'harbourmaster/values.yaml';
    const { document } = await open(path);
    await applyFix(path, 'hook/annotation-not-string');
    assert.match(document.getText(), /^ {4}helm\.sh\/hook-weight: ["']-5["']$/m);
    await diagnosticsWhen(document.uri, (list) => list.every((one) => ruleOf(one) !== 'hook/annotation-not-string'));
    await vscode.commands.executeCommand('undo');
  }),
  test('the hover on a hook annotation tells when the hook runs', async () => {
    const { document } = await open('harbourmaster/templates/migrations.yaml');
    const shown = await hoverWith(document, document.getText().indexOf('helm.sh/hook"') + 4, 'upgrade');
    assert.match(shown, /install/);
  }),
  test('typing a comma behind an event offers the others, and no word of the file', async () => {
    const editor = await open('harbourmaster/templates/settings.yaml');
    await findingOf('harbourmaster/values.yaml', 'hook/unknown-event');
    const { document } = editor;
    const at = document.positionAt(document.getText().indexOf('pre-install') + 'pre-install'.length);
    assert.ok(await editor.edit((edit) => edit.insert(at, ',pre-u')));
    const cursor = at.translate(0, 6);
    const list: vscode.CompletionList = await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      document.uri,
      cursor,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.equal(labels[0], 'pre-upgrade');
    assert.deepEqual(
      labels.filter((label) => !/^(pre|post)-|^test$/.test(label) || label === 'pre-install'),
      [],
    );
    const { range } = list.items[0] ?? {};
    assert.ok(range instanceof vscode.Range ? range.isEqual(new vscode.Range(at.translate(0, 1), cursor)) : range);
    await vscode.commands.executeCommand('undo');
  }),
  ...['api.yaml', 'migrations.yaml', 'certificates.yaml'].map((file) =>
    test(`half a line in ${file} raises nothing elsewhere`, async () => {
      await typesHalfALine(`harbourmaster/templates/${file}`);
    }),
  ),
];

/** Types half an action at the end of a template's labels, letter by letter; what other files show must not change. */
async function typesHalfALine(path: string): Promise<void> {
  const editor = await open(path);
  await findingOf('harbourmaster/values.yaml', 'hook/unknown-event');
  const settled = await settledDiagnostics();
  const others = without(settled, path);
  const added = '    port: {{ .Values.';
  const labels = 'labels:\n';
  const at = editor.document.positionAt(editor.document.getText().indexOf(labels) + labels.length);
  assert.ok(await editor.edit((edit) => edit.insert(at, '\n')));
  for (let i = 0; i < added.length; i++) {
    assert.ok(await editor.edit((edit) => edit.insert(at.translate(0, i), added.charAt(i))));
    assert.deepEqual(without(everyDiagnostic(), path), others);
  }
  await findingOf(path, 'template/syntax');
  const now = await settledDiagnostics();
  assert.deepEqual(without(now, path), others);
  const before = new Set(settled.filter(([file]) => file === path).map(([, rule]) => rule));
  const here = now.flatMap(([file, rule]) => (file === path && !before.has(rule) ? [rule] : []));
  assert.deepEqual(here, ['template/syntax']);
}

/** A file of the chart, relative to the workspace, and the rule of a finding there with its message. */
type Shown = readonly [path: string, rule: string, message: string];

const without = (shown: readonly Shown[], path: string): readonly Shown[] => shown.filter(([file]) => file !== path);

/** What the chart's files show, in a fixed order. */
function everyDiagnostic(): readonly Shown[] {
  return [...diagnosticsOf('harbourmaster')].sort((a, b) => a.join('\n').localeCompare(b.join('\n')));
}

/** The same, once it has not changed for a second. */
async function settledDiagnostics(): Promise<readonly Shown[]> {
  let known = JSON.stringify(everyDiagnostic());
  let since = performance.now();
  return waitFor('the findings to settle', () => {
    const now = everyDiagnostic();
    if (JSON.stringify(now) !== known) [known, since] = [JSON.stringify(now), performance.now()];
    return performance.now() - since > 1000 && now;
  });
}

function* diagnosticsOf(folder: string): Iterable<Shown> {
  const root = workspaceFile(folder).path;
  for (const [{ path }, list] of vscode.languages.getDiagnostics()) {
    if (!path.startsWith(`${root}/`)) continue;
    for (const one of list) yield [folder + path.slice(root.length), ruleOf(one) ?? '', one.message];
  }
}

async function applyFix(path: string, rule: string): Promise<void> {
  const { range } = await findingOf(path, rule);
  const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
    'vscode.executeCodeActionProvider',
    workspaceFile(path),
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
  const edit = actions.find((action) => action.edit)?.edit;
  assert.ok(edit, `no edit among ${actions.map((action) => action.title).join(', ')}`);
  assert.deepEqual(
    edit.entries().map(([uri]) => uri.path),
    [workspaceFile(path).path],
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
}
