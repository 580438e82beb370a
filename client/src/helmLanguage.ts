import type { TextDocument, Uri } from 'vscode';
import { Disposable, languages, Uri as VsUri, workspace } from 'vscode';
import { ARCHIVE_SCHEME } from '../../server/src/protocol/archive.ts';

/** What a YAML file of a chart may be before; any other language was somebody's choice. */
const REPLACED = new Set(['yaml', 'helm-template', 'plaintext']);

/** `git` as well, so that both sides of a comparison have the same colours, and what lies in archives. */
const SCHEMES = new Set(['file', 'vscode-vfs', 'vscode-test-web', 'git', ARCHIVE_SCHEME]);

/** Gives the language `helm` to the YAML files below the templates/ of a chart, those that are open and those to come. */
export function assignHelmLanguage(): Disposable {
  // A document is the same object after its language was changed by hand: that change is then left alone.
  const settled = new WeakSet<TextDocument>();
  const assign = (document: TextDocument): void => void assignOnce(document, settled);
  const assignAll = (): void => workspace.textDocuments.forEach(assign);
  assignAll();
  return Disposable.from(
    workspace.onDidOpenTextDocument(assign),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('chartwright.helmLanguage')) assignAll();
    }),
  );
}

async function assignOnce(document: TextDocument, settled: WeakSet<TextDocument>): Promise<void> {
  if (settled.has(document) || !isCandidate(document)) return;
  if (!(await isInChart(document.uri))) return;
  if (document.isClosed || !REPLACED.has(document.languageId)) return;
  settled.add(document);
  // It fails when the document was closed meanwhile: nothing is left to colour.
  await languages.setTextDocumentLanguage(document, 'helm').then(undefined, () => undefined);
}

const isCandidate = ({ uri, languageId }: TextDocument): boolean =>
  REPLACED.has(languageId) &&
  SCHEMES.has(uri.scheme) &&
  /\/templates\/.*\.ya?ml$/.test(uri.path) &&
  workspace.getConfiguration('chartwright', uri).get('helmLanguage') === true;

/** Whether one of the folders named templates above a file stands beside a Chart.yaml. */
async function isInChart(uri: Uri): Promise<boolean> {
  // An archive in charts/ holds a chart.
  if (uri.scheme === ARCHIVE_SCHEME) return true;
  const onDisk = uri.scheme === 'git' ? VsUri.file(uri.path) : uri;
  const found = await Promise.all(chartFiles(uri.path).map((path) => exists(onDisk.with({ path }))));
  return found.includes(true);
}

/** The paths of the Chart.yaml beside each folder named templates, innermost last. */
function chartFiles(path: string): string[] {
  const segments = path.split('/');
  return segments.flatMap((name, at) =>
    name === 'templates' && at < segments.length - 1 ? [[...segments.slice(0, at), 'Chart.yaml'].join('/')] : [],
  );
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
