/** What an author must know of one hook event; texts are Markdown. Sources: pkg/action of Helm 3.21 and 4.2, Argo CD 3.5. */
export interface HookEventFacts {
  readonly name: `${'pre' | 'post'}-${'install' | 'upgrade' | 'rollback' | 'delete'}` | 'test';
  /** What the user does to the release. */
  readonly operation: 'install' | 'upgrade' | 'rollback' | 'delete' | 'test';
  /** When it runs, as the end of a sentence. */
  readonly when: string;
  /** What is there then. */
  readonly there: string;
  /** What follows when a hook of it fails. */
  readonly failure: string;
  /** The phase in which Argo CD runs it; undefined where it passes the hook over. */
  readonly argo: 'PreSync' | 'PostSync' | 'PreDelete' | 'PostDelete' | undefined;
}

/** Every event, in the order of their operations. */
export const HOOK_EVENT_FACTS: readonly HookEventFacts[] = [
  {
    name: 'pre-install',
    operation: 'install',
    when: 'on install, before any object of the chart is created',
    there: 'Only what `crds/` holds and hooks that ran before are there; no regular object is.',
    failure: 'the install stops: no regular object is created, the release is marked failed',
    argo: 'PreSync',
  },
  {
    name: 'post-install',
    operation: 'install',
    when: 'on install, after all objects are created (with `--wait`: and ready)',
    there: 'All regular objects are there, and pre-install hooks that were not deleted.',
    failure: 'the release is marked failed; its objects stay',
    argo: 'PostSync',
  },
  {
    name: 'pre-upgrade',
    operation: 'upgrade',
    when: 'on upgrade, before any object is changed',
    there: 'Regular objects are those of the revision before: what this version of the chart adds is not there yet.',
    failure: 'the upgrade stops before any regular object is changed; the release is marked failed',
    argo: 'PreSync',
  },
  {
    name: 'post-upgrade',
    operation: 'upgrade',
    when: 'on upgrade, after all objects are changed (with `--wait`: and ready)',
    there: 'All regular objects are there.',
    failure: 'the release is marked failed; what the upgrade changed stays',
    argo: 'PostSync',
  },
  {
    name: 'pre-rollback',
    operation: 'rollback',
    when: 'on rollback, before any object is changed back',
    there: 'Helm runs the hook as it is stored in the revision that is gone back to.',
    failure: 'the rollback stops; its revision stays `pending-rollback`',
    argo: undefined,
  },
  {
    name: 'post-rollback',
    operation: 'rollback',
    when: 'on rollback, after all objects are changed back',
    there: 'Helm runs the hook as it is stored in the revision that is gone back to.',
    failure: 'the rollback has changed the objects; its revision stays `pending-rollback`',
    argo: undefined,
  },
  {
    name: 'pre-delete',
    operation: 'delete',
    when: 'on uninstall, before any object is deleted',
    there: 'Helm runs the hook as it is stored in the last revision; all regular objects are still there.',
    failure: 'the uninstall stops and nothing is deleted',
    argo: 'PreDelete',
  },
  {
    name: 'post-delete',
    operation: 'delete',
    when: 'on uninstall, after the objects are deleted',
    there:
      'Helm runs the hook as it is stored in the last revision; regular objects are gone, left-over hooks may be there.',
    failure: 'Helm reports it, but the release is gone all the same',
    argo: 'PostDelete',
  },
  {
    name: 'test',
    operation: 'test',
    when: 'when someone runs `helm test`, at no other time',
    there: 'Helm runs the hook as it is stored in the last revision.',
    failure: '`helm test` fails; the release stays as it is',
    argo: undefined,
  },
];

/** What a user does, in the order in which they are told. */
export const HOOK_OPERATIONS = ['install', 'upgrade', 'rollback', 'delete', 'test'] as const;

/** Kinds for which Helm waits when they are hooks, and until when; it goes on at once after any other. */
export const WAITED_KINDS: Readonly<Record<string, string>> = {
  Job: 'completes or fails',
  Pod: 'has succeeded or failed',
};
