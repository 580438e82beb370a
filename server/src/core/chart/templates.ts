import { compareText } from '../base/compare.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { functions } from '../template/functions/index.ts';
import type { ListNode, TemplateFile } from '../template/nodes.ts';
import { parseTemplate } from '../template/parser.ts';
import { isBlank } from '../template/parserBlank.ts';
import type { TemplateBody } from '../template/run.ts';
import type { ChartFiles } from './chartFiles.ts';
import { chartFileUri } from './chartFiles.ts';
import type { ChartNode } from './chartTree.ts';
import { nodesOf } from './chartTree.ts';

/** One template file of a chart in a tree, parsed. */
export interface ChartTemplate {
  /** What Helm calls it: `root/charts/sub/templates/a.yaml`. */
  readonly name: string;
  readonly uri: Uri;
  readonly text: string;
  /** Whether the file's bytes are UTF-8; if not, `text` has U+FFFD in their place. */
  readonly isUtf8: boolean;
  readonly file: TemplateFile;
  readonly chart: ChartNode;
}

/** The files of a chart in a tree. */
export type FilesOf = (node: ChartNode) => ChartFiles;

/** Those that the chart was loaded with. */
export const ownFiles: FilesOf = ({ chart }) => chart.files;

/** Parses a template; a caller may remember results by address. */
export type ParseTemplate = (uri: Uri, text: string) => TemplateFile;

/** Parses with the functions that Helm has; others are problems. */
export const parseChartTemplate: ParseTemplate = (_, text) => parseTemplate(text, isFunction);

/**
 * The parser for one version of Helm: mustToYaml and mustToToml came with Helm 4 (pkg/engine/funcs.go of both). A text
 * that does not name them is parsed as ever.
 */
export function parserFor(helm: 3 | 4, parse: ParseTemplate = parseChartTemplate): ParseTemplate {
  if (helm === 4) return parse;
  const known = (name: string): boolean => isFunction(name) && !/^mustTo(?:Yaml|Toml)$/.test(name);
  return (uri, text) => (/mustTo(?:Yaml|Toml)/.test(text) ? parseTemplate(text, known) : parse(uri, text));
}

/** `and` and `or` belong to the language, since they need not evaluate all arguments. */
const isFunction = (name: string): boolean => functions.has(name) || name === 'and' || name === 'or';

/**
 * All templates of a tree in the order in which Helm parses and executes them: the deepest path first, within a depth
 * from the bytewise last to the first (sortTemplates). Of a library only those whose names begin with `_`. Those of
 * `earlier` that have not changed stay the same objects.
 */
export function templatesOf(
  root: ChartNode,
  parse: ParseTemplate,
  filesOf: FilesOf = ownFiles,
  earlier: readonly ChartTemplate[] = [],
): readonly ChartTemplate[] {
  const known = new Map(earlier.map((template) => [template.name, template]));
  const found = [...nodesOf(root)].flatMap((node) =>
    parsedTemplates(node.chart).map((path) => sameOr(known, templateOf(node, filesOf(node), path, parse))),
  );
  const unique = new Map(found.map((template) => [template.name, template]));
  const depths = new Map([...unique.keys()].map((name) => [name, name.split('/').length]));
  const depthOf = ({ name }: ChartTemplate): number => depths.get(name) ?? 0;
  return [...unique.values()].sort((a, b) => depthOf(b) - depthOf(a) || compareText(b.name, a.name));
}

/** The templates of a chart that Helm parses: of a library only those whose names begin with `_` (isTemplateValid in engine.go). */
export const parsedTemplates = (chart: ChartNode['chart']): readonly string[] =>
  isLibrary({ chart }) ? chart.templates.filter(isPartial) : chart.templates;

/** Whether a template asks if this is an install or an upgrade, so that the two differ. */
export const asksForOperation = ({ source }: TemplateFile): boolean =>
  source.includes('.IsInstall') || source.includes('.IsUpgrade');

/** Whether a template may call `lookup`. */
export const callsLookup = ({ source }: TemplateFile): boolean => source.includes('lookup');

/** Whether a template is only there to be included. */
export const isPartial = (path: string): boolean => path.slice(path.lastIndexOf('/') + 1).startsWith('_');

export const isLibrary = ({ chart }: Pick<ChartNode, 'chart'>): boolean =>
  chart.chartfile.type.toLowerCase() === 'library';

function templateOf(chart: ChartNode, files: ChartFiles, path: string, parse: ParseTemplate): ChartTemplate {
  const uri = chartFileUri(files, path);
  const { text, valid } = files.read(path) ?? { text: '', valid: true };
  return { name: `${chart.fullPath}/${path}`, uri, text, isUtf8: valid, file: parse(uri, text), chart };
}

function sameOr(known: ReadonlyMap<string, ChartTemplate>, template: ChartTemplate): ChartTemplate {
  const old = known.get(template.name);
  if (old?.file !== template.file || old.chart !== template.chart) return template;
  return old.uri === template.uri && old.isUtf8 === template.isUtf8 ? old : template;
}

/** A named template and where it is defined. */
export interface Definition extends TemplateBody {
  readonly template: ChartTemplate;
  /** In the file: the whole define, or the file. */
  readonly range: TextRange;
}

/**
 * What each name stands for: of equal names the last parsed one that is not blank. The files themselves are templates
 * as well. `templates` are in Helm's order.
 */
export function definitionsOf(templates: readonly ChartTemplate[]): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const add = (definition: Definition): void => {
    const old = found.get(definition.name);
    if (!old || !isBlank(definition.body)) found.set(definition.name, definition);
  };
  for (const template of templates) {
    const { file, uri, name, text } = template;
    for (const define of file.defines) {
      const anchor = { file: uri, define: define.name };
      add({ name: define.name, anchor, body: define.body, template, range: define.range });
    }
    add({ name, anchor: { file: uri, define: '' }, body: file.body, template, range: { start: 0, end: text.length } });
  }
  return found;
}

/** The body of a file, whatever its name stands for. */
export const bodyOf = ({ name, uri, file }: ChartTemplate): TemplateBody & { readonly body: ListNode } => ({
  name,
  anchor: { file: uri, define: '' },
  body: file.body,
});
