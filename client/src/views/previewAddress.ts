import { Uri } from 'vscode';

/** The scheme of rendered templates: documents that nobody can save. */
export const PREVIEW_SCHEME = 'chartwright-preview';

/** The address of a template's preview. Its path is the tab's title and ends as the template's does, which settles the language. */
export const previewOf = (template: Uri): Uri =>
  Uri.from({
    scheme: PREVIEW_SCHEME,
    path: `/Rendered ${template.path.slice(template.path.lastIndexOf('/') + 1)}`,
    query: template.toString(),
  });

/** The template of a preview. */
export const templateOf = (preview: Uri): Uri => Uri.parse(preview.query, true);
