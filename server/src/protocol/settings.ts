/** The settings `chartwright.*`, nested at their dots, as VS Code hands them over for the section `chartwright`. */
export interface ClientSettings {
  readonly check: {
    /** `openFiles`: everything that the owners of open files cover. */
    readonly scope: CheckScope;
  };
  /** A severity or `off`, by rule id. */
  readonly rules: Readonly<Record<string, string>>;
  readonly codeLens: {
    /** Whether a line above each hook says when it runs. */
    readonly hooks: boolean;
  };
  /** Whether rules in preview run. */
  readonly preview: boolean;
}

/** What is checked without being asked for: see `check.scope`. */
export const CHECK_SCOPES = ['openFiles', 'workspace'] as const;
export type CheckScope = (typeof CHECK_SCOPES)[number];

/** What holds where a client says nothing; package.json declares the same. */
export const DEFAULT_CLIENT_SETTINGS: ClientSettings = {
  check: { scope: 'openFiles' },
  rules: {},
  codeLens: { hooks: true },
  preview: false,
};

/** The `initializationOptions` that the server understands; all may be absent. */
export interface InitializationOptions {
  /** The section `chartwright`, for clients that can't be asked by `workspace/configuration`, and until they are. */
  readonly settings?: unknown;
  /** Whether the user trusts the workspace; absent means no. */
  readonly trusted?: boolean;
  /** Whether the client takes `chartwright/status`. */
  readonly takesStatus?: boolean;
  /** Whether the client has the command `chartwright.showTimeline` and takes `chartwright/checked`. */
  readonly showsTimeline?: boolean;
  /** Whether the client has documents of the scheme `chartwright-archive`. */
  readonly opensArchives?: boolean;
}
