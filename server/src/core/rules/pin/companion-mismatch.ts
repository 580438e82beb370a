import { matchArtefact } from '../../catalog/companions.ts';
import { mergeEdits } from '../../project/graphPlace.ts';
import type { Pair } from '../../project/pairs.ts';
import { pairsOf } from '../../project/pairs.ts';
import { removePart, repinEdits } from '../../project/partEdit.ts';
import type { Part } from '../../project/parts.ts';
import { partsQuery } from '../../project/parts.ts';
import { sameSpan } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { compareVersions, parseVersion, sameMinor } from '../../version/version.ts';
import type { Db } from '../../workspace/query.ts';
import type { Fix, Severity } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Mismatch {
  readonly main: string;
  readonly mainVersion: string;
  readonly crds: string;
  readonly crdsVersion: string;
}

/** The catalog's `same-tag` and `same-version` pairs. */
export const companionMismatch = defineRule<'build', Mismatch>({
  meta: {
    id: 'pin/companion-mismatch',
    title: 'A project and its CRDs carry different versions',
    severity: 'error',
    target: 'build',
    stage: 'stable',
    docs: {
      what: "A build lists a project's manifest or chart at one version and its CRDs at another.",
      why: 'A controller reads and writes the fields of its own CRDs. Older ones drop fields or fail it; newer ones may have removed what it uses.',
      fix: 'Bring both to one version. Where that version carries the CRDs in the main manifest, the CRD entry goes.',
      silent: [
        'one of the versions is a branch, a commit or filled in later',
        'projects whose CRDs have a version line of their own',
        'the two are in different builds, which may be different environments',
      ],
      bad:
        '-- kustomization.yaml --\nhelmCharts:\n  - name: karpenter-crd\n    repo: oci://public.ecr.aws/karpenter\n    version: 1.8.1\n' +
        '  - name: karpenter\n    repo: oci://public.ecr.aws/karpenter\n    version: 1.9.0\n',
      good:
        '-- kustomization.yaml --\nhelmCharts:\n  - name: karpenter-crd\n    repo: oci://public.ecr.aws/karpenter\n    version: 1.9.0\n' +
        '  - name: karpenter\n    repo: oci://public.ecr.aws/karpenter\n    version: 1.9.0\n',
    },
  },

  *check(db, root) {
    for (const { main, crds } of mismatches(db, root)) {
      const data = {
        main: main.name,
        mainVersion: main.written ?? '',
        crds: crds.name,
        crdsVersion: crds.written ?? '',
      };
      const related = [{ span: main.versionSpan, message: `\`${main.name}\` is ${data.mainVersion} here.` }];
      yield { span: crds.versionSpan, data, related, severity: severityOf(main, crds) };
    }
  },

  message: ({ main, mainVersion, crds, crdsVersion }) =>
    `\`${crds}\` is ${crdsVersion}, but \`${main}\` is ${mainVersion}. A controller needs the CRDs of its own version.`,

  fixes(db, root, { span }) {
    const pair = mismatches(db, root).find(({ crds }) => sameSpan(crds.versionSpan, span));
    if (!pair) return [];
    const { main, crds } = pair;
    const [toMain, toCrds] = [alignFix(db, pair, main, crds), alignFix(db, pair, crds, main)];
    return (isNewer(main, crds) ? [toMain, toCrds] : [toCrds, toMain]).filter((fix) => fix !== undefined);
  },
});

const mismatches = (db: Db, root: Uri): readonly Pair[] =>
  pairsOf(db.get(partsQuery, root)).filter(({ main, crds }) => main.version !== crds.version);

function severityOf(main: Part, crds: Part): Severity {
  const [a, b] = [main, crds].map((part) => parseVersion(part.version ?? ''));
  return a && b && sameMinor(a, b) ? 'warning' : 'error';
}

/** Brings `moved` to the version of `model`; where main carries its CRDs at that version, the CRD entry goes instead. */
function alignFix(db: Db, { main, crds }: Pair, model: Part, moved: Part): Fix | undefined {
  const { version } = model;
  if (version === undefined) return undefined;
  const carriesThem = isIncluded(main, version);
  const pinned = carriesThem && moved === crds ? [] : [repinEdits(db, moved, version)];
  const edits = [...pinned, ...(carriesThem ? [removePart(db, crds)] : [])].filter((edit) => edit !== undefined);
  if (edits.length < pinned.length + Number(carriesThem)) return undefined;
  const as = model.written ?? version;
  const set = `Set ${moved.name} to ${as}`;
  const remove =
    moved === crds
      ? `Remove ${crds.name}, which ${main.name} ${as} holds`
      : `${set} and remove ${crds.name}, which it holds`;
  return { title: carriesThem ? remove : set, safe: false, edits: mergeEdits(edits) };
}

/** Whether main, moved to a version, holds the CRDs itself. */
function isIncluded(main: Part, version: string): boolean {
  const match = main.matches.find((m) => m.role === 'main');
  const { artefact } = match ?? {};
  if (artefact?.form !== 'github-file') return false;
  const there = matchArtefact({ form: 'github-file', repo: artefact.repo, ref: version, path: artefact.path });
  return there.some((m) => m.role === 'main' && m.entry.relation === 'included');
}

/** Both ways are offered, the one to the newer version first. */
function isNewer(main: Part, crds: Part): boolean {
  const [a, b] = [main, crds].map((part) => parseVersion(part.version ?? ''));
  return a !== undefined && b !== undefined && compareVersions(a, b) > 0;
}
