/** Notification of the server: what the language status item shows. */
export const STATUS = 'chartwright/status';

/** How the newest check went, or that one runs. */
export interface Status {
  /** `failing`: the newest check broke off; what is shown is from an older one. */
  readonly state: 'busy' | 'idle' | 'failing';
  /** How many findings are published, in how many files. */
  readonly problems: number;
  readonly files: number;
  /** Whether a bound of reading was met, so that a part of the workspace is not checked. */
  readonly limitReached: boolean;
}

/** Notification of the client: the user now trusts the workspace. */
export const TRUSTED = 'chartwright/trusted';
