/**
 * An annotation by which an object of a chart tells Argo CD what to do with it; texts are Markdown.
 * Sources: gitops-engine/pkg/sync of Argo CD 3.5, and the pages on sync phases, sync options and compare options of its user guide.
 */
export interface ArgoAnnotation {
  readonly name: `argocd.argoproj.io/${string}`;
  /** A few words. */
  readonly detail: string;
  readonly doc: string;
  /** What its list may name; none where it is a number. */
  readonly values: readonly ArgoValue[];
}

export interface ArgoValue {
  readonly text: string;
  /** A few words. */
  readonly when: string;
  readonly doc: string;
}

export const ARGO_GROUP = 'argocd.argoproj.io/';
export const ARGO_HOOK_NAME = 'argocd.argoproj.io/hook';
export const ARGO_DELETE_NAME = 'argocd.argoproj.io/hook-delete-policy';
export const ARGO_WAVE_NAME = 'argocd.argoproj.io/sync-wave';

/** Every annotation of Argo CD's that belongs on the objects of a chart, in the order in which they are offered. */
export const ARGO_ANNOTATIONS: readonly ArgoAnnotation[] = [
  {
    name: ARGO_HOOK_NAME,
    detail: 'run in a phase of the sync',
    doc: 'Argo CD runs the object in these phases of every sync instead of applying it with the rest. With a valid value, `helm.sh/hook` on the same object counts for nothing there; Helm itself does not know the annotation and installs the object with the rest.',
    values: [
      { text: 'PreSync', when: 'before the sync', doc: 'Runs before anything is applied; when it fails, nothing is.' },
      {
        text: 'Sync',
        when: 'with the sync',
        doc: 'Runs together with the other objects, after all `PreSync` hooks have succeeded.',
      },
      {
        text: 'PostSync',
        when: 'after the sync',
        doc: 'Runs after all objects are applied and healthy.',
      },
      { text: 'SyncFail', when: 'when the sync fails', doc: 'Runs when the sync has failed.' },
      {
        text: 'PreDelete',
        when: 'before the application is deleted',
        doc: 'Runs when the application is deleted, before its objects are; at no sync.',
      },
      {
        text: 'PostDelete',
        when: 'after the application is deleted',
        doc: 'Runs when the application is deleted, after its objects are; at no sync.',
      },
      { text: 'Skip', when: 'never', doc: 'Argo CD does not apply the object.' },
    ],
  },
  {
    name: ARGO_DELETE_NAME,
    detail: 'when a hook is deleted',
    doc: 'When Argo CD deletes the hook; `BeforeHookCreation` where nothing is said. It adds to what `helm.sh/hook-delete-policy` says.',
    values: [
      {
        text: 'BeforeHookCreation',
        when: 'before it is created again',
        doc: 'A leftover of the last sync is deleted before the hook is created.',
      },
      {
        text: 'HookSucceeded',
        when: 'after the sync has succeeded',
        doc: 'Deleted after the whole sync has succeeded, not after the hook alone.',
      },
      { text: 'HookFailed', when: 'after the sync has failed', doc: 'Deleted after the sync has failed.' },
    ],
  },
  {
    name: ARGO_WAVE_NAME,
    detail: 'order within a phase',
    doc: 'A whole number in quotes, 0 where nothing is said; lower waves are applied first, and Argo CD waits until one is healthy before the next. It comes before `helm.sh/hook-weight`.',
    values: [],
  },
  {
    name: 'argocd.argoproj.io/sync-options',
    detail: 'how it is applied and deleted',
    doc: 'Options for this object alone, before those of the application.',
    values: [
      {
        text: 'Prune=false',
        when: 'not pruned',
        doc: 'The object stays when the chart no longer renders it; the application is out of sync then.',
      },
      { text: 'Prune=confirm', when: 'pruned when confirmed', doc: 'Argo CD asks before it prunes the object.' },
      {
        text: 'Delete=false',
        when: 'not deleted with the application',
        doc: 'The object stays when the application is deleted, as with `helm.sh/resource-policy: keep`.',
      },
      {
        text: 'Delete=confirm',
        when: 'deleted when confirmed',
        doc: 'Argo CD asks before it deletes the object with the application.',
      },
      {
        text: 'SkipDryRunOnMissingResource=true',
        when: 'its CRD comes later',
        doc: 'No dry run while the cluster does not know the kind. It is needed where something other than this sync creates the CRD.',
      },
      { text: 'Validate=false', when: 'no validation', doc: 'Applied as with `kubectl apply --validate=false`.' },
      {
        text: 'ServerSideApply=true',
        when: 'server-side apply',
        doc: 'For objects that are too large for the annotation of `kubectl apply`, and those that others own in part.',
      },
      {
        text: 'ServerSideApply=false',
        when: 'client-side apply',
        doc: 'For this object not, where the application has it on.',
      },
      {
        text: 'Replace=true',
        when: 'replaced, not patched',
        doc: 'As with `kubectl replace`, which may delete and create the object anew. It comes before `ServerSideApply=true`.',
      },
      {
        text: 'Force=true',
        when: 'deleted and created anew',
        doc: 'Together with `Replace=true`: deleted and created at every sync, such as a Job that is to run each time.',
      },
      {
        text: 'PruneLast=true',
        when: 'pruned at the end',
        doc: 'When the chart no longer renders it, it is pruned after all else is applied and healthy.',
      },
    ],
  },
  {
    name: 'argocd.argoproj.io/compare-options',
    detail: 'how it is compared',
    doc: 'How Argo CD compares the object with what is in the cluster.',
    values: [
      {
        text: 'IgnoreExtraneous',
        when: 'does not make it out of sync',
        doc: 'The object does not count for the sync status of the application when it is to be pruned. Its health still counts.',
      },
    ],
  },
];
