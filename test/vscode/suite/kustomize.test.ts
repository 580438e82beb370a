import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  diagnosticsWhen,
  findingOf,
  hoverWith,
  open,
  replace,
  ruleOf,
  test,
  waitFor,
  workspaceFile,
} from './harness.ts';

async function actionsAt(path: string, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', workspaceFile(path), range, kind.value, 20);
}

const FINDINGS: readonly (readonly [path: string, rule: string, severity: vscode.DiagnosticSeverity])[] = [
  ['calico-missing-crds/kustomization.yaml', 'crd/missing-companion', vscode.DiagnosticSeverity.Error],
  ['calico-duplicate-crds/kustomization.yaml', 'crd/duplicate-companion', vscode.DiagnosticSeverity.Error],
  ['calico-mismatch/kustomization.yaml', 'pin/companion-mismatch', vscode.DiagnosticSeverity.Error],
  ['karpenter-mismatch/kustomization.yaml', 'pin/companion-mismatch', vscode.DiagnosticSeverity.Error],
  ['shop/base/kustomization.yaml', 'kustomize/missing-resource', vscode.DiagnosticSeverity.Error],
  ['shop/overlays/production/kustomization.yaml', 'kustomize/wrong-kind', vscode.DiagnosticSeverity.Error],
];

/** What an author of kustomizations meets: findings, why, and one action that mends them. */
export const kustomizeTests = [
  ...FINDINGS.map(([path, rule, severity]) =>
    test(`${path} shows ${rule}`, async () => {
      await open(path);
      const finding = await findingOf(path, rule);
      assert.equal(finding.severity, severity);
      assert.equal(finding.source, 'chartwright');
      assert.ok(typeof finding.code === 'object' && finding.code.target.path.endsWith(`docs/rules/${rule}.md`));
    }),
  ),
  test('a complete build shows nothing', async () => {
    await open('calico-complete/kustomization.yaml');
    await open('calico-missing-crds/kustomization.yaml');
    await findingOf('calico-missing-crds/kustomization.yaml', 'crd/missing-companion');
    assert.deepEqual(vscode.languages.getDiagnostics(workspaceFile('calico-complete/kustomization.yaml')), []);
  }),
  test('the quick fix adds the CRD file before the operator, above its comment', async () => {
    const path = 'calico-missing-crds/kustomization.yaml';
    const { document } = await open(path);
    const { range } = await findingOf(path, 'crd/missing-companion');
    const [action] = await actionsAt(path, range, vscode.CodeActionKind.QuickFix);
    assert.equal(action?.title, 'Add operator-crds.yaml v3.30.0');
    assert.equal(action.isPreferred, true);
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    const lines = document
      .getText()
      .split('\n')
      .filter((line) => line.includes('calico'));
    assert.deepEqual(
      lines.map((line) => line.trim().split('/').at(-1)),
      ['operator-crds.yaml', 'calico', 'tigera-operator.yaml'],
    );
    await diagnosticsWhen(document.uri, (list) => list.length === 0);
  }),
  test('fix all mends a build with duplicate CRDs', async () => {
    const path = 'calico-duplicate-crds/kustomization.yaml';
    const { document } = await open(path);
    await findingOf(path, 'crd/duplicate-companion');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [action] = await actionsAt(path, whole, vscode.CodeActionKind.SourceFixAll.append('chartwright'));
    assert.ok(action?.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.ok(!document.getText().includes('operator-crds.yaml'));
    await diagnosticsWhen(document.uri, (list) => list.length === 0);
  }),
  test('one action bumps Calico and adds its CRD file', async () => {
    const path = 'calico-duplicate-crds/kustomization.yaml';
    const editor = await open(path);
    await replace(
      editor,
      '  - "https://raw.githubusercontent.com/projectcalico/calico/v3.29.3/manifests/operator-crds.yaml"\n',
      '',
    );
    await diagnosticsWhen(editor.document.uri, (list) => list.length === 0);
    const at = editor.document.positionAt(editor.document.getText().indexOf('tigera-operator.yaml"'));
    const rewrite = vscode.CodeActionKind.RefactorRewrite.append('chartwright');
    const action = await waitFor('the action', async () =>
      (await actionsAt(path, new vscode.Range(at, at), rewrite)).find((one) => one.title.startsWith('Bump to v3.30.0')),
    );
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.match(
      editor.document.getText(),
      /v3\.30\.0\/manifests\/operator-crds\.yaml"\n {2}- ".*v3\.30\.0\/manifests\/tigera/,
    );
  }),
  test('the hover says what an entry is and whether its companion is listed', async () => {
    const { document } = await open('calico-missing-crds/kustomization.yaml');
    const text = await hoverWith(document, document.getText().indexOf('tigera-operator.yaml\n'), 'Calico');
    assert.match(text, /no CRDs/);
    assert.match(text, /operator-crds\.yaml.*not listed/);
  }),
  test('an edit in one file changes the Problems of another that is not open', async () => {
    const overlay = workspaceFile('shop/overlays/production/kustomization.yaml');
    const editor = await open('shop/base/kustomization.yaml');
    const before = await diagnosticsWhen(overlay, (list) => list.length > 0);
    const entries = (list: readonly vscode.Diagnostic[]): number =>
      list.filter((one) => ruleOf(one) === 'kustomize/wrong-kind').length;
    assert.equal(entries(before), 1);
    assert.ok(!vscode.window.visibleTextEditors.some(({ document }) => document.uri.path === overlay.path));
    await replace(editor, 'v1beta1\nkind: Kustomization', 'v1alpha1\nkind: Component');
    await diagnosticsWhen(overlay, (list) => entries(list) === 2);
  }),
];
