import { troublesOf } from '../../project/troubles.ts';
import { defineRule } from '../rule.ts';

interface Unreadable {
  readonly what: 'file' | 'syntax' | 'shape';
  readonly name: string;
  readonly message: string;
}

/** What can't be read can't be checked; a clean result would be a lie. */
export const unreadable = defineRule<'kustomization', Unreadable>({
  meta: {
    id: 'engine/unreadable',
    title: 'A file can not be read',
    severity: 'error',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A kustomization, or a file that it lists, can not be read: no permission, no UTF-8, a loop of links, or YAML that does not parse.',
      why: '`kustomize build` stops at it, and nothing in it is checked.',
      fix: 'Mend the file at the place that is marked.',
      silent: [
        'files outside the opened folders',
        'files that do not exist: `kustomize/missing-resource` speaks of them',
      ],
      bad: '-- kustomization.yaml --\n- resources\n',
      good: '-- kustomization.yaml --\nresources: []\n',
    },
  },

  *check(db, uri) {
    for (const { kind, name, span, message } of troublesOf(db, uri)) {
      if (kind !== 'limit') yield { span, data: { what: kind, name, message } };
    }
  },

  message({ what, name, message }) {
    if (what === 'syntax')
      return `\`${name}\` is not valid YAML here: ${message.replace(/\.$/, '')}. \`kustomize build\` stops at it.`;
    if (what === 'shape') return `\`${name}\` ${message}. \`kustomize build\` refuses it.`;
    return `\`${name}\` can't be read: ${message}. Nothing in it is checked.`;
  },
});
