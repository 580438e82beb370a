import { nearest } from '../../base/nearest.ts';
import type { Kustomization } from '../../kustomize/kustomization.ts';
import type { KustomizationProblem } from '../../kustomize/problems.ts';
import { addListed, removeListed } from '../../kustomize/listEdit.ts';
import type { PathMention } from '../../kustomize/pathMention.ts';
import { kustomizationQuery } from '../../project/kustomizations.ts';
import { locate } from '../../project/locate.ts';
import type { TextRange } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { textOf } from '../../workspace/queries.ts';
import type { Db } from '../../workspace/query.ts';
import { stringOf } from '../../yaml/lookup.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { replaceScalar } from '../../yaml/scalarEdit.ts';
import { resolve } from '../../yaml/walk.ts';
import type { Fix, Report } from '../rule.ts';
import { defineRule } from '../rule.ts';

type WrongKind =
  | {
      readonly what: 'listed';
      readonly path: string;
      readonly field: string;
      readonly kind: string;
      readonly belongs: string;
    }
  | { readonly what: 'flux'; readonly apiVersion: string }
  | {
      readonly what: 'head';
      readonly field: 'kind' | 'apiVersion';
      readonly written: string;
      readonly expected: string | undefined;
    };

/** What kustomize refuses about kinds: `EnforceFields` (api/types/kustomization.go) and kusttarget.go for listed folders. */
export const wrongKind = defineRule<'kustomization', WrongKind>({
  meta: {
    id: 'kustomize/wrong-kind',
    title: 'A kustomization has a kind or apiVersion that kustomize refuses, or stands in the wrong list',
    severity: 'error',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A Component is listed in `resources`, a Kustomization in `components`, or the `kind` and `apiVersion` of a kustomization file are not those of kustomize.',
      why: '`kustomize build` stops. A Flux `Kustomization` in a file of this name is the usual mix-up: Flux reads it as a kustomize file as well, and fails.',
      fix: 'Move the entry to the list of its kind, or correct `kind` and `apiVersion`.',
      silent: [
        'remote entries and folders that can not be read',
        'an absent `kind` or `apiVersion`, which kustomize fills in',
      ],
      bad: '-- kustomization.yaml --\nresources:\n  - extra\n-- extra/kustomization.yaml --\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: a-\n',
      good: '-- kustomization.yaml --\ncomponents:\n  - extra\n-- extra/kustomization.yaml --\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: a-\n',
    },
  },

  *check(db, uri) {
    const kustomization = db.get(kustomizationQuery, uri);
    if (!kustomization) return;
    yield* headReports(kustomization);
    for (const mention of kustomization.resources) yield* listed(db, kustomization, mention, 'Component', 'components');
    for (const mention of kustomization.components)
      yield* listed(db, kustomization, mention, 'Kustomization', 'resources');
  },

  message(data) {
    switch (data.what) {
      case 'listed':
        return `\`${data.path}\` is a ${data.kind}, and \`kustomize build\` refuses it in \`${data.field}\`. It belongs in \`${data.belongs}\`.`;
      case 'flux':
        return `This is a Flux Kustomization (\`${data.apiVersion}\`), but a file of this name is read by kustomize, which refuses it. Give the file another name, such as \`ks.yaml\`.`;
      case 'head':
        return (
          `\`${data.field}: ${data.written}\` is not kustomize's, and \`kustomize build\` refuses the file.` +
          (data.expected === undefined ? '' : ` It must be \`${data.expected}\`.`)
        );
    }
  },

  fixes(db, uri, { span, data }) {
    const kustomization = db.get(kustomizationQuery, uri);
    const text = textOf(db, uri);
    if (!kustomization || text === undefined) return [];
    if (data.what === 'listed') return moveFix(text, kustomization, data, span.range.start);
    return data.what === 'head' ? headFix(text, kustomization, data) : [];
  },
});

function* headReports({ uri, apiVersion, kind, problems, fields }: Kustomization): Iterable<Report<WrongKind>> {
  const isFlux = apiVersion?.startsWith('kustomize.toolkit.fluxcd.io/') ?? false;
  for (const problem of problems) {
    if (problem.kind !== 'wrong-kind' && problem.kind !== 'wrong-api-version') continue;
    const span = { uri, range: problem.range };
    if (isFlux) {
      if (problem.kind === 'wrong-api-version') yield { span, data: { what: 'flux', apiVersion: apiVersion ?? '' } };
      continue;
    }
    const field = problem.kind === 'wrong-kind' ? 'kind' : 'apiVersion';
    const written = stringOf(fields.get(field)?.value) ?? resolveText(fields.get(field)?.value);
    yield { span, data: { what: 'head', field, written, expected: expectedOf(problem, kind) } };
  }
}

function expectedOf(problem: KustomizationProblem, kind: string): string | undefined {
  return problem.kind === 'wrong-kind' ? nearest(kind, ['Kustomization', 'Component']) : problem.detail;
}

function resolveText(node: YamlNode | undefined): string {
  const value = resolve(node);
  return value?.kind === 'scalar' ? value.source : '';
}

function* listed(
  db: Db,
  { uri, directory }: Kustomization,
  mention: PathMention,
  refused: string,
  belongs: string,
): Iterable<Report<WrongKind>> {
  if (mention.reference.kind !== 'local') return;
  const located = locate(db, directory, mention.path);
  const target = located.kind === 'kustomization' ? db.get(kustomizationQuery, located.uri) : undefined;
  if (!target || target.kind !== refused || !target.root) return;
  const related = [
    { span: { uri: target.uri, range: kindRange(target) }, message: `\`kind: ${refused}\` is said here.` },
  ];
  const data = { what: 'listed', path: mention.path, field: mention.field, kind: refused, belongs } as const;
  yield { span: { uri, range: mention.range }, data, related };
}

const kindRange = ({ fields }: Kustomization): TextRange => fields.get('kind')?.range ?? { start: 0, end: 0 };

function moveFix(
  text: string,
  kustomization: Kustomization,
  data: { path: string; belongs: string },
  at: number,
): readonly Fix[] {
  const mention = kustomization.mentions.find((m) => m.range.start === at);
  const removal = removeListed(text, kustomization, mention?.item);
  const addition = addListed(text, kustomization, data.belongs, data.path);
  if (!removal || !addition) return [];
  return [fix(`Move ${data.path} to ${data.belongs}`, true, kustomization.uri, [...removal, ...addition])];
}

function headFix(
  text: string,
  { uri, fields }: Kustomization,
  data: { field: string; expected: string | undefined },
): readonly Fix[] {
  const node = resolve(fields.get(data.field)?.value);
  const edits =
    node?.kind === 'scalar' && data.expected !== undefined ? replaceScalar(text, node, data.expected) : undefined;
  return edits ? [fix(`Change ${data.field} to ${data.expected ?? ''}`, false, uri, edits)] : [];
}

const fix = (title: string, safe: boolean, uri: Uri, edits: Fix['edits'][number]['edits']): Fix => ({
  title,
  safe,
  edits: [{ uri, edits }],
});
