/** What a room may import. Rooms are folders; a row for a file is above that of its folder. */
export interface Room {
  /** Names of rooms and of single files. */
  readonly rooms: readonly string[];
  /** npm packages, `node:` for all of Node; a package's subpaths are included. */
  readonly packages?: readonly string[];
}

const BELOW_PROJECT = [
  'base',
  'text',
  'version',
  'regexp',
  'fs',
  'yaml',
  'template',
  'manifest',
  'catalog',
  'config',
  'chart',
  'kustomize',
  'gitops',
  'terraform',
  'pin',
];
const BELOW_RULES = [...BELOW_PROJECT, 'project', 'workspace'];
/** The contract of rules; the rules themselves are known to rules/index.ts alone. */
const CONTRACT = ['rules/rule.ts', 'rules/docsUrl.ts'];
const CORE = [...BELOW_RULES, ...CONTRACT, 'rules/index.ts', 'check', 'features', 'engine.ts'];

/** The import table of the architecture. A room or special file that is missing here may not exist. */
export const ROOMS: Readonly<Record<string, Room>> = {
  base: { rooms: [], packages: ['@noble/ciphers', '@noble/hashes'] },
  protocol: { rooms: [] },
  text: { rooms: ['base'] },
  version: { rooms: ['base'], packages: ['semver'] },
  regexp: { rooms: ['base'], packages: ['re2js'] },
  fs: { rooms: ['base', 'text'], packages: ['fflate'] },
  yaml: { rooms: ['base', 'text'], packages: ['yaml'] },
  template: { rooms: ['base', 'text', 'version', 'regexp', 'yaml'] },
  manifest: { rooms: ['base', 'text', 'yaml'] },
  catalog: { rooms: ['base', 'version'] },
  config: { rooms: ['base', 'text', 'yaml', 'catalog'] },
  chart: { rooms: ['base', 'text', 'fs', 'version', 'template', 'yaml', 'manifest', 'catalog'] },
  kustomize: { rooms: ['base', 'text', 'fs', 'version', 'regexp', 'yaml', 'manifest', 'catalog', 'chart'] },
  gitops: { rooms: ['base', 'text', 'version', 'yaml', 'manifest', 'catalog'] },
  terraform: { rooms: ['base', 'text', 'version'] },
  pin: {
    rooms: [
      'base',
      'text',
      'version',
      'regexp',
      'yaml',
      'manifest',
      'catalog',
      'chart',
      'kustomize',
      'gitops',
      'terraform',
    ],
  },
  // Its queries are written in the workspace's contract, which is all of the workspace that they know.
  project: { rooms: [...BELOW_PROJECT, 'workspace/query.ts', 'workspace/queries.ts'] },
  workspace: { rooms: [...BELOW_PROJECT, 'project'] },
  'rules/rule.ts': { rooms: ['config', 'text', 'project', 'workspace/query.ts'] },
  'rules/docsUrl.ts': { rooms: [] },
  'rules/example.ts': { rooms: [] },
  'rules/index.ts': { rooms: ['rules', 'rules/rule.ts'] },
  rules: { rooms: [...BELOW_RULES.filter((room) => room !== 'fs'), ...CONTRACT] },
  check: { rooms: ['base', 'text', 'config', 'project', 'workspace', 'rules/rule.ts'] },
  features: { rooms: [...BELOW_RULES, ...CONTRACT, 'check'] },
  'engine.ts': { rooms: CORE },
  'renderer.ts': { rooms: [...BELOW_RULES, 'features', 'engine.ts'] },
  lsp: { rooms: [...CORE, 'protocol'], packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'] },
  cli: { rooms: [...CORE, 'renderer.ts'] },
  node: { rooms: [...CORE, 'lsp', 'cli', 'protocol'], packages: ['node:', 'vscode-languageserver'] },
  browser: { rooms: [...CORE, 'lsp', 'cli', 'protocol'], packages: ['vscode-languageserver'] },
  /** The scripts of pages, in client/webview. */
  webview: { rooms: ['protocol', 'client'] },
  client: { rooms: ['protocol'], packages: ['vscode', 'vscode-languageclient'] },
};
