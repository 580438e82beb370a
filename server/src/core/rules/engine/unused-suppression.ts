import { defineRule } from '../rule.ts';

/** Reported by the runner (`check/suppress.ts`), which alone knows what a comment silenced; here is what the id means. */
export const unusedSuppression = defineRule<'kustomization', never>({
  meta: {
    id: 'engine/unused-suppression',
    title: 'A comment silences a rule that reports nothing there',
    severity: 'info',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A `chartwright-disable-…` comment stands where none of the rules that it names has a finding.',
      why: 'It was needed once, or has a typing error. Left in place, it hides a later finding that nobody has looked at.',
      fix: 'Remove the comment, or correct the rule id in it.',
      silent: ['comments for rules that are switched off or do not run here', 'files of which only a part was checked'],
      bad: '-- kustomization.yaml --\nresources: [] # chartwright-disable-line kustomize/missing-resource\n',
      good: '-- kustomization.yaml --\nresources: [a.yaml] # chartwright-disable-line kustomize/missing-resource -- written by CI\n',
    },
  },
  check: () => [],
  message: () => '',
});
