import { lexTemplate } from './lexer.ts';
import type { SyntaxProblem, TemplateFile } from './nodes.ts';
import { surplusEnds } from './parserAction.ts';
import { ControlParser } from './parserControl.ts';
import { TreeBuilder } from './parserTree.ts';

/**
 * Parses a template as Go's text/template/parse does, and goes on where Go stops. Never throws.
 *
 * Problems come in the order in which Go would meet them: the first is what Helm prints behind
 * `template: NAME:LINE: ` (without its `in action started at`). Only where an action without `}}` swallows following
 * lines may Go stumble over a word there first. What does not parse becomes a BadNode as small as can be:
 * an operand (unknown function or variable, bad literal), the pipeline of an if, with or range that keeps its block, else
 * the action. Blocks deeper than MAX_NESTING become one BadNode each.
 *
 * @param isFunction whether a function is known; without it no name is called undefined
 */
export function parseTemplate(source: string, isFunction: (name: string) => boolean = () => true): TemplateFile {
  const tokens = lexTemplate(source);
  const problems: SyntaxProblem[] = [];
  const tree = new TreeBuilder(source, problems);
  const isWhole = tokens.every(({ kind }) => kind !== 'unclosed');
  const surplus = isWhole ? 0 : surplusEnds(tokens, source);
  const control = new ControlParser({ source, problems, isFunction }, tree, surplus);
  for (let at = 0; at < tokens.length;) at = control.parse(tokens, at);
  control.finish();
  return tree.finish();
}
