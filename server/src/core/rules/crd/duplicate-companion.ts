import { kustomizationQuery } from '../../project/kustomizations.ts';
import { pairsOf } from '../../project/pairs.ts';
import { removePart } from '../../project/partEdit.ts';
import type { Part } from '../../project/parts.ts';
import { partsQuery } from '../../project/parts.ts';
import { locate } from '../../project/locate.ts';
import { sameSpan } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { buildQuery } from '../../project/build.ts';
import { textOf } from '../../workspace/queries.ts';
import type { Db } from '../../workspace/query.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Duplicate {
  readonly kept: string;
  readonly extra: string;
  readonly version: string;
  /** How many CRDs both define, where that is known, and one of them. */
  readonly count: number;
  readonly example: string | undefined;
}

/** kustomize refuses a second object with the same id: `may not add resource with an already registered id` (api/resmap). */
export const duplicateCompanion = defineRule<'build', Duplicate>({
  meta: {
    id: 'crd/duplicate-companion',
    title: 'Two entries of a build define the same CRDs',
    severity: 'error',
    target: 'build',
    stage: 'stable',
    docs: {
      what: 'A build lists a CRD file beside a manifest that holds the same CRDs at that version, or two CRD files that share some.',
      why: '`kustomize build` stops with `may not add resource with an already registered id`. Up to Calico 3.29 `tigera-operator.yaml` holds its CRDs itself.',
      fix: 'Remove the entry that repeats the other.',
      silent: [
        'the two are in different builds',
        'their versions differ, or one is unknown: `pin/companion-mismatch` speaks of the first case',
        'a patch with `$patch: delete` takes objects out of the build',
      ],
      bad:
        '-- kustomization.yaml --\nresources:\n  - https://raw.githubusercontent.com/projectcalico/calico/v3.29.3/manifests/operator-crds.yaml\n' +
        '  - https://raw.githubusercontent.com/projectcalico/calico/v3.29.3/manifests/tigera-operator.yaml\n',
      good: '-- kustomization.yaml --\nresources:\n  - https://raw.githubusercontent.com/projectcalico/calico/v3.29.3/manifests/tigera-operator.yaml\n',
    },
  },

  *check(db, root) {
    if (deletesObjects(db, root)) return;
    for (const { kept, extra, shared } of duplicatesOf(db.get(partsQuery, root))) {
      const data = {
        kept: kept.name,
        extra: extra.name,
        version: extra.written ?? '',
        count: shared.length,
        example: shared[0],
      };
      const related = [{ span: kept.span, message: `\`${kept.name}\` holds the same CRDs.` }];
      yield { span: extra.span, data, related };
    }
  },

  message: ({ kept, extra, version, count, example }) =>
    `\`${extra}\` ${version} repeats ${count > 1 ? `${count} CRDs` : 'CRDs'} of \`${kept}\`` +
    (example === undefined ? '' : ` (\`${example}\`${count > 1 ? ', …' : ''})`) +
    ': `kustomize build` stops with an already registered id.',

  fixes(db, root, { span }) {
    const pair = duplicatesOf(db.get(partsQuery, root)).find(({ extra }) => sameSpan(extra.span, span));
    if (!pair) return [];
    return [...removal(db, pair.extra, !pair.isChoice), ...(pair.isChoice ? removal(db, pair.kept, false) : [])];
  },
});

interface Pairing {
  readonly kept: Part;
  readonly extra: Part;
  readonly shared: readonly string[];
  /** Whether either could go: two CRD files that share only some. */
  readonly isChoice: boolean;
}

/** Parts at one version of which the second repeats CRDs of the first. */
function duplicatesOf(parts: readonly Part[]): readonly Pairing[] {
  const redundant = pairsOf(parts)
    .filter(({ main, crds, crdsMatch }) => crdsMatch.role === 'redundant' && main.version === crds.version)
    .map(({ main, crds }) => ({ kept: main, extra: crds, shared: sharedCrds(main, crds), isChoice: false }));
  return [
    ...redundant,
    ...overlapping(
      parts,
      redundant.map((pair) => pair.extra),
    ),
  ];
}

/** Pairs of CRD files of one project at one version that share CRDs, though neither is known as the other's repetition. */
function overlapping(parts: readonly Part[], known: readonly Part[]): readonly Pairing[] {
  const rest = parts.filter((part) => part.crds && part.crds.length > 0 && !known.includes(part));
  return rest.flatMap((kept, i) =>
    rest.slice(i + 1).flatMap((extra) => {
      const shared = sharedCrds(kept, extra);
      const isSame = shared.length === kept.crds?.length && shared.length === extra.crds?.length;
      if (shared.length === 0 || kept.version !== extra.version || kept.name === extra.name) return [];
      const [first, second] = rank(extra) < rank(kept) ? [extra, kept] : [kept, extra];
      return [{ kept: first, extra: second, shared, isChoice: !isSame }];
    }),
  );
}

/** The place of a CRD file among the catalog's choices: what comes first is what the project recommends. */
function rank({ matches }: Part): number {
  const match = matches.find((m) => m.role === 'companion');
  return match?.entry.companions?.findIndex(({ artefacts }) => artefacts.includes(match.artefact)) ?? -1;
}

function sharedCrds(a: Part, b: Part): readonly string[] {
  const names = new Set(a.crds ?? []);
  return (b.crds ?? []).filter((name) => names.has(name));
}

/** Whether a patch takes whole objects out of the build, so that ids may be free again. */
function deletesObjects(db: Db, root: Uri): boolean {
  const texts = db.get(buildQuery, root).kustomizations.flatMap((uri) => [uri, ...patchFiles(db, uri)]);
  return texts.some((uri) => textOf(db, uri)?.includes('$patch: delete') ?? false);
}

function patchFiles(db: Db, uri: Uri): readonly Uri[] {
  const kustomization = db.get(kustomizationQuery, uri);
  const patches =
    kustomization?.mentions.filter(
      ({ field, reference }) => field.startsWith('patches') && reference.kind === 'local',
    ) ?? [];
  return patches.flatMap(({ path }) => {
    const located = kustomization && locate(db, kustomization.directory, path);
    return located?.kind === 'file' ? [located.uri] : [];
  });
}

function removal(db: Db, part: Part, safe: boolean): readonly Fix[] {
  const edit = removePart(db, part);
  return edit ? [{ title: `Remove ${part.name}`, safe, edits: [edit] }] : [];
}
