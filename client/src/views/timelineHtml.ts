import type { Webview } from 'vscode';
import { Uri } from 'vscode';

/** The page of a timeline: nothing but its own script and style, both of the extension, may load in it. */
export function timelineHtml(webview: Webview, extension: Uri): string {
  const nonce = randomText();
  const own = (file: string): string => webview.asWebviewUri(Uri.joinPath(extension, 'dist', file)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${own('timeline.css')}">
<title>Hook timeline</title>
</head>
<body>
<script nonce="${nonce}" src="${own('timeline.js')}"></script>
</body>
</html>
`;
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
