/** One value of an annotation that takes a list of policies; texts are Markdown. Source: pkg/action/hooks.go of Helm 3.21 and 4.2. */
export interface PolicyFacts {
  readonly name: string;
  /** When it acts, as the end of a sentence. */
  readonly when: string;
  readonly doc: string;
  /** What Argo CD makes of it, as the end of a sentence; undefined where it does not know the annotation. */
  readonly argo: string | undefined;
}

/** What `helm.sh/hook-delete-policy` may name; the first is the default where the annotation is absent. */
export const DELETE_POLICIES: readonly PolicyFacts[] = [
  {
    name: 'before-hook-creation',
    when: 'before it is created again',
    doc: 'A leftover of the last run is deleted before the new one is created. Helm 3 waits until it is gone; Helm 4 does so only with `--wait`.',
    argo: '`BeforeHookCreation`, its default too',
  },
  {
    name: 'hook-succeeded',
    when: 'after every hook of the event has succeeded',
    doc: 'Deletion waits for all hooks of the event, so later ones still find it. When a later one fails, Helm deletes it as well.',
    argo: '`HookSucceeded`: after the whole sync has succeeded',
  },
  {
    name: 'hook-failed',
    when: 'when it fails',
    doc: 'Deleted when it fails to become ready; not when the API server refuses it, for then nothing was created.',
    argo: '`HookFailed`: after the sync has failed',
  },
];

/** What `helm.sh/hook-output-log-policy` may name. */
export const LOG_POLICIES: readonly PolicyFacts[] = [
  {
    name: 'hook-succeeded',
    when: 'after it has succeeded',
    doc: 'Helm prints the logs before a delete policy acts.',
    argo: undefined,
  },
  {
    name: 'hook-failed',
    when: 'when it fails',
    doc: 'Helm prints the logs before a delete policy acts.',
    argo: undefined,
  },
];
