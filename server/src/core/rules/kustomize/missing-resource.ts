import { kustomizationQuery } from '../../project/kustomizations.ts';
import { isGitIgnored } from '../../project/gitIgnored.ts';
import { locate } from '../../project/locate.ts';
import { isMadeByMake } from '../../project/madeByMake.ts';
import { nearest } from '../../base/nearest.ts';
import type { Kustomization } from '../../kustomize/kustomization.ts';
import { removeListed } from '../../kustomize/listEdit.ts';
import type { PathMention } from '../../kustomize/pathMention.ts';
import { isScaffold, isTestData } from '../../kustomize/scaffold.ts';
import type { Uri } from '../../text/uri.ts';
import { basename, dirname, joinUri, relativePath } from '../../text/uri.ts';
import { looksTemplated } from '../../version/version.ts';
import type { Db } from '../../workspace/query.ts';
import { textOf } from '../../workspace/queries.ts';
import { replaceScalar } from '../../yaml/scalarEdit.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Missing {
  readonly field: string;
  readonly path: string;
  readonly folder: boolean;
  readonly similar: string | undefined;
}

/** kustomize stops at the first path that does not exist (api/internal/accumulator, loader). */
export const missingResource = defineRule<'kustomization', Missing>({
  meta: {
    id: 'kustomize/missing-resource',
    title: 'A kustomization names a file or folder that does not exist',
    severity: 'error',
    target: 'kustomization',
    stage: 'stable',
    docs: {
      what: 'An entry of `resources`, `components`, `patches`, a generator or another field names a local path, and nothing is there.',
      why: '`kustomize build` stops at the first such entry, and with it every sync that builds this folder.',
      fix: 'Correct the name (the nearest existing one is offered), create the file, or remove the entry.',
      silent: [
        'remote addresses, and paths that would be cloned from git',
        'paths that something fills in later: `${VAR}`, `{{ .x }}`',
        'kustomizations below a folder called `template`, `scaffold`, `skeleton` or `boilerplate`, or with a name that ends in `-templates` and the like, which are built elsewhere; below `test`, `testdata`, `fixtures` or `e2e` it is an info',
        'paths that begin with the place of the kustomization itself (`kustomize/a/b.yaml` in `kustomize/a`), which suit a copy of it in a folder above: it is an info',
        'paths outside the opened folders, and folders that can not be read',
        'paths that `.gitignore` leaves out, such as a file with secrets: something else puts them there',
        'paths in a folder that does not exist and that a `Makefile` above it names',
        'a path that another generator of the repository writes: ignore it in `.chartwright.yaml`',
      ],
      bad: '-- kustomization.yaml --\nresources:\n  - deploymant.yaml\n-- deployment.yaml --\nkind: Deployment\n',
      good: '-- kustomization.yaml --\nresources:\n  - deployment.yaml\n-- deployment.yaml --\nkind: Deployment\n',
    },
  },

  *check(db, uri) {
    const kustomization = db.get(kustomizationQuery, uri);
    const place = relativePath(db.workspaceFolder(uri), uri);
    if (!kustomization || isScaffold(place)) return;
    const severity = isTestData(place) ? 'info' : 'error';
    for (const mention of kustomization.mentions) {
      if (!isCertain(mention) || locate(db, kustomization.directory, mention.path).kind !== 'absent') continue;
      const target = joinUri(kustomization.directory, mention.path);
      if (target && (isGitIgnored(db, target) || isMadeByMake(db, target))) continue;
      const similar = nearest(basename(endOf(mention.path)), siblings(db, kustomization.directory, mention.path));
      const data = {
        field: mention.field,
        path: mention.path,
        folder: mention.expects === 'directory',
        similar: similar && withName(mention.path, similar),
      };
      const own = isFromAbove(place, mention.path) ? 'info' : severity;
      yield { span: { uri, range: mention.range }, data, severity: own };
    }
  },

  message: ({ field, path, folder, similar }) =>
    `\`${path}\` does not exist, and \`kustomize build\` stops at it (\`${field}\`).` +
    (similar === undefined
      ? ` Create the ${folder ? 'folder' : 'file'} or remove the entry.`
      : ` Did you mean \`${similar}\`?`),

  fixes(db, uri, { span, data }) {
    const kustomization = db.get(kustomizationQuery, uri);
    const text = textOf(db, uri);
    const mention = kustomization?.mentions.find((m) => m.range.start === span.range.start && m.path === data.path);
    if (!kustomization || text === undefined || !mention) return [];
    return [...replaceFix(text, uri, mention, data), ...removeFix(text, kustomization, mention)];
  },
});

const endOf = (path: string): Uri => path.replace(/\/+$/, '') as Uri;

/** A local path whose absence means something: not templated, and no glob, which has a rule of its own. */
const isCertain = ({ reference, path, node }: PathMention): boolean =>
  reference.kind === 'local' &&
  !looksTemplated(path) &&
  node.style !== 'literal' &&
  node.style !== 'folded' &&
  !/[*\n]/.test(path);

/** How many folders a path must share with the kustomization's own place; one may be a folder of the same name. */
const FEWEST_SHARED = 2;

/** Whether a path begins with the last folders of the kustomization's own place: a build copies the file to where that fits. */
function isFromAbove(place: string, path: string): boolean {
  const folders = place.split('/').slice(0, -1);
  const steps = path.replace(/^\.\//, '').split('/');
  const most = Math.min(folders.length, steps.length - 1);
  for (let shared = FEWEST_SHARED; shared <= most; shared++)
    if (folders.slice(-shared).every((folder, i) => folder === steps[i])) return true;
  return false;
}

/** The names in the folder where the path should have ended. */
function siblings(db: Db, directory: Uri, path: string): readonly string[] {
  const target = joinUri(directory, path);
  const listing = target && db.folder(dirname(target));
  return listing?.kind === 'folder' ? listing.entries.map((entry) => entry.name) : [];
}

const withName = (path: string, name: string): string => {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed.slice(0, trimmed.lastIndexOf('/') + 1) + name;
};

function replaceFix(
  text: string,
  uri: Uri,
  { node, literal, path }: PathMention,
  { similar }: Missing,
): readonly Fix[] {
  if (similar === undefined || !literal) return [];
  const written = typeof node.value === 'string' ? node.value : '';
  const edits = replaceScalar(text, node, written.slice(0, written.length - path.length) + similar);
  return edits ? [{ title: `Change to ${similar}`, safe: false, edits: [{ uri, edits }] }] : [];
}

function removeFix(text: string, kustomization: Kustomization, { item, path }: PathMention): readonly Fix[] {
  const edits = removeListed(text, kustomization, item);
  return edits ? [{ title: `Remove ${path}`, safe: false, edits: [{ uri: kustomization.uri, edits }] }] : [];
}
