import { insertAmong } from '../../kustomize/listEdit.ts';
import { isScaffold, isTestData } from '../../kustomize/scaffold.ts';
import { kustomizationQuery } from '../../project/kustomizations.ts';
import type { UnlistedCrds } from '../../project/unlistedCrds.ts';
import { unlistedCrds } from '../../project/unlistedCrds.ts';
import { relativePath } from '../../text/uri.ts';
import { textOf } from '../../workspace/queries.ts';
import { crd } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly paths: readonly string[];
  readonly crds: readonly string[];
  readonly siblings: number;
}

/** controller-gen writes the file of a new CRD; nothing adds it to the list (kubebuilder does so once, for what it scaffolds). */
export const missingEntry = defineRule<'kustomization', Data>({
  meta: {
    id: 'crd/missing-entry',
    title: 'A CRD file lies beside those that a kustomization lists, but is not listed',
    severity: 'warning',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'A kustomization lists most CRD files of a folder, one by one. Another file there holds a CRD of the same API group, and no kustomization names it.',
      why: '`kustomize build` leaves the CRD out: whoever installs from this folder does not get it, and the API server refuses its objects.',
      fix: 'Add the file to `resources`. If it is left out on purpose, say so in a comment that names the file.',
      silent: [
        'files that a comment of the kustomization names, or another kustomization lists',
        'CRDs that the build has from another file',
        'folders with a kustomization of their own',
        'folders of which no more is listed than left out, and those with a single listed CRD',
        'CRDs of an API group that no listed neighbour has, and patches of CRDs',
        'files with a comment `kustomize-ignore`, and kustomizations below `template`, `scaffold`, `test`, `testdata` and the like',
      ],
      bad: example('a'),
      good: example('a', 'b'),
    },
  },

  *check(db, uri) {
    const kustomization = db.get(kustomizationQuery, uri);
    const place = relativePath(db.workspaceFolder(uri), uri);
    const key = kustomization?.fields.get('resources')?.key;
    if (!kustomization || !key || isScaffold(place) || isTestData(place)) return;
    for (const found of unlistedCrds(db, kustomization)) {
      const related = found.files.map(({ uri: file, manifest, path }) => ({
        span: { uri: file, range: manifest.node.entries[0]?.range ?? manifest.range },
        message: `\`${path}\` holds the CRD \`${manifest.name}\`.`,
      }));
      yield { span: { uri, range: key.range }, data: dataOf(found), related };
    }
  },

  message: ({ paths, crds, siblings }) =>
    paths.length === 1
      ? `\`${paths[0] ?? ''}\` is not listed, while its ${siblings} neighbours are: \`kustomize build\` leaves out the CRD \`${crds[0] ?? ''}\`.`
      : `${paths.length} CRD files are not listed, while their ${siblings} neighbours are: \`kustomize build\` leaves out ${quoted(crds)}.`,

  fixes(db, uri, { data }) {
    const kustomization = db.get(kustomizationQuery, uri);
    const text = textOf(db, uri);
    const found = kustomization && unlistedCrds(db, kustomization).find((f) => f.files[0]?.path === data.paths[0]);
    if (!kustomization || !found || text === undefined) return [];
    const siblings = found.siblings.flatMap(({ item, path }) => (item ? [{ item, value: path }] : []));
    const edits = insertAmong(text, kustomization, siblings, data.paths);
    const title = data.paths.length === 1 ? `List ${data.paths[0] ?? ''}` : `List all ${data.paths.length} files`;
    return edits ? [{ title, safe: false, edits: [{ uri, edits }] }] : [];
  },
});

const dataOf = ({ files, siblings }: UnlistedCrds): Data => ({
  paths: files.map(({ path }) => path),
  crds: files.map(({ manifest }) => manifest.name),
  siblings: siblings.length,
});

const MOST_NAMES = 3;

const quoted = (names: readonly string[]): string =>
  names
    .slice(0, MOST_NAMES)
    .map((name) => `\`${name}\``)
    .join(', ') + (names.length > MOST_NAMES ? ' and others' : '');

/** An example that lists these of four CRD files, and `d`. */
function example(...listed: readonly string[]): string {
  const entries = [...listed, 'd'].map((name) => `  - bases/${name}.yaml\n`).join('');
  const files = ['a', 'b', 'd'].map((name) => `-- bases/${name}.yaml --\n${crd(name.toUpperCase())}`).join('');
  return `-- kustomization.yaml --\nresources:\n${entries}${files}`;
}
