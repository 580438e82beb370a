import { troublesOf } from '../../project/troubles.ts';
import { defineRule } from '../rule.ts';

interface Limit {
  readonly name: string;
  readonly message: string;
}

/** Bounds keep one file from taking the session down; a bound that was met is said. */
export const limitReached = defineRule<'kustomization', Limit>({
  meta: {
    id: 'engine/limit-reached',
    title: 'Something is larger than what is checked',
    severity: 'info',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A file, or a workspace, is larger than the bounds within which Chartwright reads: bytes, depth, nodes that aliases stand for, number of files.',
      why: 'What lies beyond a bound is not checked, so the absence of findings says nothing about it.',
      fix: 'Split the file, or leave generated ones out with `ignore` in `.chartwright.yaml` or `.gitignore`.',
      silent: ['files that no kustomization lists'],
      bad: `-- kustomization.yaml --\nresources: []\nmetadata: ${'['.repeat(130)}${']'.repeat(130)}\n`,
      good: '-- kustomization.yaml --\nresources: []\n',
    },
  },

  *check(db, uri) {
    for (const { kind, name, span, message } of troublesOf(db, uri)) {
      if (kind === 'limit') yield { span, data: { name, message } };
    }
  },

  message: ({ name, message }) => `\`${name}\` is not checked wholly: ${message}.`,
});
