/** What the user of a release chooses besides values. */
export interface ReleaseOptions {
  readonly name: string;
  readonly namespace: string;
  readonly isUpgrade: boolean;
  readonly revision: number;
  /** Helm's major version; 4 means 4.2. */
  readonly helm: 3 | 4;
  /** How documents are told apart; Helm changed that in 4.2.0 and in 4.2.4. */
  readonly split: SplitDialect;
  /** The cluster's version if the user names one; Helm's own default otherwise. */
  readonly kubeVersion: string | undefined;
  /** Added to those that Helm knows without a cluster, e.g. `monitoring.coreos.com/v1`. */
  readonly apiVersions: readonly string[];
  /** In lint mode `required` and `fail` give an empty text. */
  readonly lint: boolean;
}

/** `4.2.4`: that version and later; `4.2.0`: from there to 4.2.3; `3`: everything before. */
export type SplitDialect = '3' | '4.2.0' | '4.2.4';

/** What `helm template` takes where nothing is said. */
export const DEFAULT_OPTIONS: ReleaseOptions = {
  name: 'release-name',
  namespace: 'default',
  isUpgrade: false,
  revision: 1,
  helm: 4,
  split: '4.2.4',
  kubeVersion: undefined,
  apiVersions: [],
  lint: false,
};

/** An upgrade; the revision stays, so that names which hold it do not differ. */
export const UPGRADE_OPTIONS: ReleaseOptions = { ...DEFAULT_OPTIONS, isUpgrade: true };

/** The defaults of Helm 3.21. */
export const HELM3_OPTIONS: ReleaseOptions = { ...DEFAULT_OPTIONS, helm: 3, split: '3' };
