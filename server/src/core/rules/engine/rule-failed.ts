import { defineRule } from '../rule.ts';

/** Reported by the runner (`check/runRule.ts`) when a rule throws; here is what the id means. */
export const ruleFailed = defineRule<'kustomization', never>({
  meta: {
    id: 'engine/rule-failed',
    title: 'A rule stopped with an error of its own',
    severity: 'info',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A rule failed on this file. It is a defect of Chartwright, not of the file.',
      why: "The rule's findings for this file are missing. All other rules ran.",
      fix: 'Please report it with the file that shows it. Until it is mended, switch the rule off in `.chartwright.yaml`.',
      silent: ['always, unless a rule fails'],
      bad: '-- kustomization.yaml --\nresources: []\n',
      good: '-- kustomization.yaml --\nresources: []\n',
    },
  },
  check: () => [],
  message: () => '',
});
