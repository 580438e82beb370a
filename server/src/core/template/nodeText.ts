import { quoted } from './quote.ts';
import type { ChainNode, CommandNode, FieldNode, ListNode, Node, Operand, PipeNode, VariableNode } from './nodes.ts';
import type { TextRange } from '../text/range.ts';

export type AnyNode = Node | Operand | CommandNode | ListNode;

/** A node in the spelling of Go's `String()`, which error messages show. */
export function nodeText(node: AnyNode): string {
  switch (node.kind) {
    case 'pipe':
      return pipeText(node);
    case 'command':
      return node.operands.map(operandText).join(' ');
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return [node.name, ...node.names].join('.');
    case 'chain':
      return operandText(node.base) + node.names.map((name) => `.${name}`).join('');
    case 'identifier':
      return node.name;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
    case 'string':
      return node.text;
    case 'bad':
      return '';
    default:
      return statementText(node);
  }
}

/** Go's position of a node, where it differs from the start: references stand at the first name that follows another. */
export function nodePosition(node: AnyNode): number {
  if (node.kind === 'template') return node.nameRange.start;
  if (node.kind !== 'field' && node.kind !== 'chain' && node.kind !== 'variable') return node.range.start;
  const following = nameRanges(node)[node.kind === 'field' ? 1 : 0];
  return following ? following.start - 1 : node.range.start;
}

/** Where the names of a reference stand, one for one: each behind a dot, with nothing between them. */
export function nameRanges(node: FieldNode | ChainNode | VariableNode): readonly TextRange[] {
  let dot = firstDot(node);
  return node.names.map((name) => {
    const start = dot + 1;
    dot = start + name.length;
    return { start, end: dot };
  });
}

function firstDot(node: FieldNode | ChainNode | VariableNode): number {
  if (node.kind === 'field') return node.range.start;
  return node.kind === 'chain' ? node.base.range.end : node.range.start + node.name.length;
}

function statementText(node: Exclude<AnyNode, Operand | CommandNode>): string {
  switch (node.kind) {
    case 'action':
      return `{{${pipeText(node.pipe)}}}`;
    case 'template':
      return `{{template ${quoted(node.name)}${node.pipe ? ` ${pipeText(node.pipe)}` : ''}}}`;
    case 'if':
    case 'with':
    case 'range': {
      const otherwise = node.otherwise ? `{{else}}${nodeText(node.otherwise)}` : '';
      return `{{${node.kind} ${pipeText(node.pipe)}}}${nodeText(node.body)}${otherwise}{{end}}`;
    }
    case 'list':
      return node.nodes.map(nodeText).join('');
    case 'text':
      return node.text;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    default:
      return '';
  }
}

const operandText = (operand: Operand): string =>
  operand.kind === 'pipe' ? `(${pipeText(operand)})` : nodeText(operand);

function pipeText(pipe: PipeNode): string {
  const names = pipe.declarations.map(nodeText).join(', ');
  const declared = names === '' ? '' : `${names} ${pipe.assigns ? '=' : ':='} `;
  return declared + pipe.commands.map(nodeText).join(' | ');
}
