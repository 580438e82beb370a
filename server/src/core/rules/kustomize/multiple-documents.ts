import { kustomizationQuery } from '../../project/kustomizations.ts';
import { textRange } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** kustomize decodes the first document and drops the others without a word (api/types/kustomization.go, Unmarshal). */
export const multipleDocuments = defineRule<'kustomization', null>({
  meta: {
    id: 'kustomize/multiple-documents',
    title: 'A kustomization file has more than one document',
    severity: 'warning',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A kustomization file holds a second YAML document.',
      why: 'kustomize reads the first and ignores the rest without a word: what stands there is not built.',
      fix: 'Merge the documents into one.',
      silent: ['documents without content, such as a trailing `---`'],
      bad: '-- kustomization.yaml --\nresources: []\n---\nnamePrefix: a-\n',
      good: '-- kustomization.yaml --\n---\nresources: []\n---\n',
    },
  },

  *check(db, uri) {
    const problem = db.get(kustomizationQuery, uri)?.problems.find(({ kind }) => kind === 'multiple-documents');
    if (problem)
      yield {
        span: { uri, range: textRange(problem.range.start, Math.min(problem.range.end, problem.range.start + 3)) },
        data: null,
      };
  },

  message: () =>
    'Only the first document of a kustomization counts: `kustomize build` ignores this one without a word.',
});
