import type { ListNode } from './nodes.ts';

/** What Go's strings.TrimSpace takes for space: a byte order mark is none, U+0085 is one. */
const SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;

/** Whether a body holds nothing but space and comments, so that it never replaces a definition (parse.IsEmptyTree). */
export function isBlank(body: ListNode): boolean {
  return body.nodes.every((node) => {
    if (node.kind === 'text') return SPACE.test(node.text);
    return node.kind === 'comment' || node.kind === 'define';
  });
}
