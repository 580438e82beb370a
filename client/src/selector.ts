const LANGUAGES = ['helm', 'helm-template', 'yaml', 'terraform'];

/** Never `git`: the old side of a comparison is not a file of the workspace, and its findings would be shown twice. */
const SCHEMES = ['file', 'vscode-vfs', 'vscode-test-web', 'untitled'];

/** The documents that the server is told of. What they are it finds out from their path and content. */
export const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));
