import { helmChartField, kustomizationField, type KustomizationField } from '../catalog/kustomizationFields.ts';
import type { TextRange } from '../text/range.ts';
import { items, stringOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { effectiveEntries, resolve } from '../yaml/walk.ts';
import { misfit } from './fieldTypes.ts';
import { structItems } from './goFields.ts';

/**
 * `syntax`: the YAML has errors, and what could be read is here. `not-a-map`: the root is a list or a scalar.
 * `empty`: kustomize says that the file is empty. `multiple-documents`: all after the first are ignored.
 * `wrong-type`: a value that does not fit its field. `wrong-kind`, `wrong-api-version`: refused.
 */
export interface KustomizationProblem {
  readonly kind:
    'syntax' | 'not-a-map' | 'empty' | 'multiple-documents' | 'wrong-type' | 'wrong-kind' | 'wrong-api-version';
  readonly range: TextRange;
  /** The field, for the kinds that speak of one; of a syntax error its message. */
  readonly detail: string | undefined;
}

/** What kustomize refuses in a file, or passes over, given its root and the fields that count. */
export const problemsOf = (
  stream: YamlStream,
  root: YamlMap | undefined,
  fields: ReadonlyMap<string, YamlEntry>,
): readonly KustomizationProblem[] => [
  ...stream.problems.map((problem) => ({ kind: 'syntax' as const, range: problem.range, detail: problem.message })),
  ...documentProblems(stream, root, fields),
  ...typeProblems(root, kustomizationField),
  ...structItems(fields.get('helmCharts')?.value).flatMap(({ node }) => typeProblems(node, helmChartField)),
  ...headProblems(fields),
];

function documentProblems(
  { documents: [document, ...others] }: YamlStream,
  root: YamlMap | undefined,
  fields: ReadonlyMap<string, YamlEntry>,
): readonly KustomizationProblem[] {
  const out: KustomizationProblem[] = [];
  const second = others.find((other) => other.root !== undefined);
  if (second) out.push({ kind: 'multiple-documents', range: second.range, detail: undefined });
  if (!document) return out;
  const value = resolve(document.root);
  if (document.root && !root && !isNull(value)) {
    out.push({ kind: 'not-a-map', range: document.root.range, detail: value?.kind });
  } else if ([...fields.keys()].every((name) => name === 'apiVersion' || name === 'kind' || isZero(name, fields))) {
    out.push({ kind: 'empty', range: root?.range ?? document.range, detail: undefined });
  }
  return out;
}

/** Fields that are moved into others before kustomize asks whether the file is empty: an empty list leaves no trace. */
const MOVED = ['bases', 'imageTags', 'helmChartInflationGenerator'];

/** Whether Go's zero value is all that a field leaves behind. An empty list or map is not: `resources: []` builds. */
function isZero(name: string, fields: ReadonlyMap<string, YamlEntry>): boolean {
  const value = resolve(fields.get(name)?.value);
  if (MOVED.includes(name) && value?.kind === 'seq') return items(value).length === 0;
  return isNull(value) || (value?.kind === 'scalar' && value.value === '');
}

/** Every spelling of a field is decoded, also one that another spelling overrides afterwards. */
function typeProblems(
  node: YamlNode | undefined,
  lookup: (key: string) => KustomizationField | undefined,
): readonly KustomizationProblem[] {
  return [...effectiveEntries(node).values()].flatMap((entry): readonly KustomizationProblem[] => {
    const field = lookup(entry.name);
    const bad = field && misfit(entry.value, field.type);
    return bad ? [{ kind: 'wrong-type', range: bad.range, detail: field.name }] : [];
  });
}

/** `EnforceFields` of kustomize: the kind, and the one version that goes with it. */
function headProblems(fields: ReadonlyMap<string, YamlEntry>): readonly KustomizationProblem[] {
  const out: KustomizationProblem[] = [];
  const kind = fields.get('kind');
  const version = fields.get('apiVersion');
  const kindText = stringOf(kind?.value) ?? '';
  const versionText = stringOf(version?.value) ?? '';
  if (kind && !['', 'Kustomization', 'Component'].includes(kindText)) {
    out.push({ kind: 'wrong-kind', range: kind.value.range, detail: 'kind' });
  }
  const expected = `kustomize.config.k8s.io/${kindText === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  if (version && versionText !== '' && versionText !== expected) {
    out.push({ kind: 'wrong-api-version', range: version.value.range, detail: expected });
  }
  return out;
}

function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}
