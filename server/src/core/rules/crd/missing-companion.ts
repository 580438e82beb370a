import type { ArtefactMatch } from '../../catalog/companions.ts';
import { companionsFor, projectOf } from '../../catalog/companions.ts';
import type { Part } from '../../project/parts.ts';
import { partsQuery } from '../../project/parts.ts';
import { companionOffers, offerEdits } from '../../project/offers.ts';
import type { CrdUser } from '../../project/supply.ts';
import { customResources, supplyOf } from '../../project/supply.ts';
import { sameSpan } from '../../text/range.ts';
import type { Uri } from '../../text/uri.ts';
import { basename } from '../../text/uri.ts';
import type { Db } from '../../workspace/query.ts';
import type { Related, Severity } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface MissingCompanion {
  readonly main: string;
  readonly version: string;
  readonly project: string;
  readonly relation: 'requires' | 'recommends';
  readonly companion: string;
  /** The kinds of local custom resources that need the CRDs. */
  readonly kinds: readonly string[];
}

/** Catalog entries say where a project's CRDs are; each names its source. */
export const missingCompanion = defineRule<'build', MissingCompanion>({
  meta: {
    id: 'crd/missing-companion',
    title: 'The CRDs of a listed project are not in the build',
    severity: 'warning',
    target: 'build',
    stage: 'stable',
    docs: {
      what: "A kustomization lists a project's manifest or chart at a version that does not carry its CRDs, and what carries them is not in the build.",
      why:
        'A tool that prunes (Flux, Argo CD) deletes CRDs that leave a build, and with them every object of those kinds: with Calico 3.30 clusters lost their network. ' +
        'Without pruning, custom resources of the build fail until something installs the CRDs, and those already there stay at an old version.',
      fix: 'Add the companion at the same version. The fix writes it before the entry, in your indentation and quotes.',
      silent: [
        'the companion, or local manifests with CRDs of the project, are anywhere in the build',
        'another build of the workspace has the CRDs without the project itself, as a `crds/` kustomization does',
        'a remote folder, a templated entry or an unreadable file in the build may hold them',
        'the version is a branch, a commit or filled in later',
        '`includeCRDs: true` on a chart that carries its CRDs',
      ],
      bad: '-- kustomization.yaml --\nresources:\n  - https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests/tigera-operator.yaml\n',
      good:
        '-- kustomization.yaml --\nresources:\n  - https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests/operator-crds.yaml\n' +
        '  - https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests/tigera-operator.yaml\n',
    },
  },

  *check(db, root) {
    for (const part of db.get(partsQuery, root)) {
      const match = part.matches.find((m) => m.role === 'main' && m.certain);
      if (!match || part.version === undefined || !isLacking(db, root, part, match)) continue;
      const { relation } = match.entry;
      if (relation !== 'requires' && relation !== 'recommends') continue;
      const users = customResources(db, root, match.entry);
      const companion = companionName(match, part.version);
      const data = {
        main: part.name,
        version: part.written ?? part.version,
        project: projectName(match),
        relation,
        companion,
        kinds: kindsOf(users),
      };
      yield {
        span: part.span,
        data,
        severity: severityOf(relation, users.length),
        related: relatedOf(users, part, root),
      };
    }
  },

  message({ main, version, project, relation, companion, kinds }) {
    if (relation === 'recommends') {
      return `\`${main}\` ${version} keeps its CRDs in \`crds/\`, which is installed once and never upgraded. \`${companion}\` at the same version keeps them current.`;
    }
    const effect = `A tool that prunes deletes the ${project} CRDs that left the build, with every object of their kinds`;
    const needs =
      kinds.length > 0
        ? `, and \`${kinds.join('`, `')}\` in this build ${kinds.length > 1 ? 'need' : 'needs'} them`
        : '';
    return `\`${main}\` ${version} holds no CRDs, and \`${companion}\` is not in this build. ${effect}${needs}.`;
  },

  fixes(db, root, { span, data }) {
    const part = db.get(partsQuery, root).find((one) => sameSpan(one.span, span));
    const match = part?.matches.find((m) => m.role === 'main');
    if (!part || !match) return [];
    return companionOffers(part, match).flatMap((offer, i) => {
      const edits = offerEdits(db, part, offer);
      return edits
        ? [{ title: `Add ${offer.name} ${data.version}`, safe: i === 0 && data.relation === 'requires', edits }]
        : [];
    });
  },
});

function isLacking(db: Db, root: Uri, part: Part, { entry }: ArtefactMatch): boolean {
  if (entry.unverified?.some((field) => field.startsWith('companion')) ?? false) return false;
  if (part.from.kind === 'chart' && part.from.chart.includeCRDs && entry.relation === 'recommends') return false;
  return supplyOf(db, root, entry) === 'absent';
}

function severityOf(relation: 'requires' | 'recommends', users: number): Severity {
  if (relation === 'recommends') return 'info';
  return users > 0 ? 'error' : 'warning';
}

const projectName = ({ entry }: ArtefactMatch): string => projectOf(entry)?.name ?? entry.project;

function companionName({ entry }: ArtefactMatch, version: string): string {
  const artefact = companionsFor(entry, version)[0]?.artefacts[0];
  if (artefact?.form === 'chart') return artefact.name;
  return artefact && 'path' in artefact ? basename(artefact.path as Uri) : 'its CRDs';
}

const kindsOf = (users: readonly CrdUser[]): readonly string[] => [...new Set(users.map((user) => user.kind))];

function relatedOf(users: readonly CrdUser[], part: Part, root: Uri): readonly Related[] {
  const rootRelated =
    part.file === root
      ? []
      : [{ span: { uri: root, range: { start: 0, end: 0 } }, message: 'The build that lacks the CRDs begins here.' }];
  return [
    ...rootRelated,
    ...users
      .slice(0, 5)
      .map(({ uri, kind, range }) => ({ span: { uri, range }, message: `This ${kind} needs the CRDs.` })),
  ];
}
