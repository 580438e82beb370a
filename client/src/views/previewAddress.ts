import type { TextEditor } from 'vscode';
import { Uri, window } from 'vscode';
import { ARCHIVE_SCHEME } from '../../../server/src/protocol/archive.ts';

/** The scheme of rendered templates: documents that nobody can save. */
export const PREVIEW_SCHEME = 'chartwright-preview';

/** Whether an address is that of a preview. */
export const isPreview = ({ scheme }: Uri): boolean => scheme === PREVIEW_SCHEME;

/**
 * The address of a template's preview. The last part of its path is the tab's title and ends as the template's does,
 * which settles the language; the part before tells charts apart whose templates have the same name.
 */
export const previewOf = (template: Uri): Uri =>
  Uri.from({
    scheme: PREVIEW_SCHEME,
    path: `${chartPath(template).replace(/^.*\//, '/')}/Rendered ${template.path.replace(/^.*\//, '')}`,
    query: template.toString(),
  });

/** The template of a preview. */
export const templateOf = (preview: Uri): Uri => Uri.parse(preview.query, true);

/** The path of the chart that a template lies in: what stands before the last `templates`. */
const chartPath = ({ path }: Uri): string => {
  const at = path.lastIndexOf('/templates/');
  return path.slice(0, at < 0 ? path.lastIndexOf('/') : at);
};

/** Whether a file may have a part in a preview: it lies in the chart of the template, or in one around that. */
export function isNear(file: Uri, preview: Uri): boolean {
  const template = templateOf(preview);
  const [outermost = ''] = chartPath(template).split('/charts/');
  const isAlike =
    template.scheme === ARCHIVE_SCHEME || file.scheme === ARCHIVE_SCHEME || file.scheme === template.scheme;
  return isAlike && file.authority === template.authority && file.path.startsWith(outermost);
}

/** The editors that show a document. */
export const editorsOf = (uri: Uri): readonly TextEditor[] =>
  window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());

/** The editors that show previews. */
export const previewEditors = (): readonly TextEditor[] =>
  window.visibleTextEditors.filter(({ document }) => isPreview(document.uri));
