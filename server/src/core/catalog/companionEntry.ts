/**
 * One rule of the catalog: where the CRDs of a project are when its `main` artefact is at a version in [since, until).
 * A project has several entries when that place changed between versions.
 */
export interface CompanionEntry extends VersionGate {
  readonly id: string;
  readonly project: string;
  readonly homepage: string;
  readonly pairing: Pairing;
  readonly relation: Relation;
  readonly main: readonly Artefact[];
  /** Any one of these choices satisfies the entry; the first that fits a version is the one to offer. */
  readonly companions?: readonly CompanionChoice[];
  /** Artefacts that repeat CRDs of `main`: beside it they are duplicates. */
  readonly redundant?: readonly Artefact[];
  readonly version: VersionRule;
  /** The id of a version map, for the rules `app-version` and `own-line`. */
  readonly versionMap?: string;
  /** Where the main artefact itself names the companion's version, e.g. an annotation of its Chart.yaml. */
  readonly versionFrom?: string;
  readonly order?: 'crds-first' | 'any';
  readonly flag?: CrdFlag;
  readonly crdGroups: readonly string[];
  /** Names that stand in a message where the full list is not known. */
  readonly sampleCrds?: readonly string[];
  /** Former `owner/name` of the repositories in this entry; GitHub still serves them. */
  readonly repoAliases?: readonly string[];
  /** Ids of entries or projects that this one needs as well. */
  readonly alsoNeeds?: readonly string[];
  /** Which artefacts of this entry exclude each other, as a sentence. */
  readonly exclusive?: string;
  readonly confidence: Confidence;
  /** Fields that rest on inference: where they don't match, the entry does not apply, and nothing is reported. */
  readonly unverified?: readonly string[];
  /** Where the facts were read. */
  readonly source: string;
  readonly notes?: string;
}

/** How main artefact and CRDs are delivered. */
export type Pairing =
  'manifest-pair' | 'dir-pair' | 'chart-pair' | 'chart+manifest' | 'chart+dir' | 'values-flag' | 'included' | 'runtime';

/**
 * `requires`: main carries no CRDs. `recommends`: main carries them in a chart's crds/, installed once and never upgraded.
 * `alternative`: main installs them by default, a companion goes with the flag turned off.
 * `included`: main carries them. `runtime`: the operator creates them.
 */
export type Relation = 'requires' | 'recommends' | 'alternative' | 'included' | 'runtime';

/** How the companion's version follows from main's. */
export type VersionRule = 'same-tag' | 'same-version' | 'app-version' | 'own-line' | 'unpinned';

/** An entry that is only `recalled` is kept for completeness and never matched. */
export type Confidence = 'verified-in-source' | 'documented' | 'recalled';

/** Bare versions (`3.30.0`), half-open; an absent side is unbounded. */
export interface VersionGate {
  readonly since?: string;
  readonly until?: string;
}

/** Artefacts that together give the CRDs. */
export interface CompanionChoice extends VersionGate {
  readonly artefacts: readonly Artefact[];
  readonly note?: string;
}

/** Something that a kustomization, chart or GitOps object can name; texts may hold `{version}` and `{appVersion}`. */
export type Artefact = GithubFile | GithubRelease | GithubDir | UrlArtefact | ChartArtefact;

interface ArtefactBase extends VersionGate {
  readonly note?: string;
  /** A condition on values under which the artefact counts, as a sentence. */
  readonly when?: string;
}

/** A file of a repository at a ref. `tag` frames the version (`v{version}` when absent); `path` may hold `{variant}`. */
export interface GithubFile extends ArtefactBase {
  readonly form: 'github-file';
  readonly repo: string;
  readonly path: string;
  readonly tag?: string;
  readonly variants?: readonly string[];
}

/** A file attached to a release; `tag` is `*` where any release counts. */
export interface GithubRelease extends ArtefactBase {
  readonly form: 'github-release';
  readonly repo: string;
  readonly asset: string;
  readonly tag: string;
}

/** A folder of a repository, built as a remote kustomization. */
export interface GithubDir extends ArtefactBase {
  readonly form: 'github-dir';
  readonly repo: string;
  readonly path: string;
  readonly tag?: string;
}

/** A file at an address, which may hold `{version}`. */
export interface UrlArtefact extends ArtefactBase {
  readonly form: 'url';
  readonly url: string;
}

/** A Helm chart. Several names share one entry through `names`; a companion's name may hold `{name}`, main's. */
export interface ChartArtefact extends ArtefactBase {
  readonly form: 'chart';
  readonly name: string;
  readonly names?: readonly string[];
  readonly repo?: readonly string[];
  /** Full references without a tag: `oci://host/path/chart`. */
  readonly oci?: readonly string[];
}

/** The switch that decides whether main installs its CRDs: a value of the chart, or the host's own option. */
export type CrdFlag =
  | {
      readonly kind: 'value';
      readonly path: string;
      readonly default?: boolean | string;
      /** The value under which main installs its CRDs. */
      readonly install?: boolean | string;
      /** The chart that has the value, when it is not main. */
      readonly chart?: string;
      readonly since?: string;
      readonly aliases?: readonly { readonly path: string; readonly since?: string; readonly deprecated?: string }[];
      /** Other values that the switch depends on. */
      readonly needs?: Readonly<Record<string, boolean | string>>;
      readonly note?: string;
    }
  | { readonly kind: 'host-skip'; readonly note: string };

/** What is known of a project apart from its pairing. */
export interface CompanionProject {
  readonly id: string;
  /** As its documentation writes it. */
  readonly name: string;
  /** Bare versions of published releases, ascending. Later ones may exist. */
  readonly knownVersions: readonly string[];
  /** How a git tag frames a bare version: `v{version}`. */
  readonly tag: string;
  readonly contents: readonly CrdContents[];
  /** Images whose tag gives away the version of a vendored manifest. */
  readonly images: readonly ImageVersions[];
}

/** The CRDs in an artefact, by full name (`plural.group`), for every version in the gate. */
export interface CrdContents extends Required<VersionGate> {
  readonly artefacts: readonly Artefact[];
  readonly crds: readonly string[];
}

/** Image tag to bare project version: exact where listed, else by `major.minor`. */
export interface ImageVersions {
  readonly image: string;
  readonly exact: Readonly<Record<string, string>>;
  readonly minors: Readonly<Record<string, string>>;
}
