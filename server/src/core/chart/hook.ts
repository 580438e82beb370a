import type { YamlEntry } from '../yaml/nodes.ts';
import type { RenderedDocument } from './documents.ts';

/** The annotations by which Helm knows a hook. Nothing but metadata.annotations of a document counts. */
export const HOOK_ANNOTATION = 'helm.sh/hook';
export const WEIGHT_ANNOTATION = 'helm.sh/hook-weight';
export const DELETE_ANNOTATION = 'helm.sh/hook-delete-policy';
export const LOG_ANNOTATION = 'helm.sh/hook-output-log-policy';

/** Protects an object that is no hook from deletion; on a hook it has no effect. */
export const RESOURCE_POLICY = 'helm.sh/resource-policy';

/** When hooks run (pkg/release/v1/hook.go). */
export const HOOK_EVENTS = [
  'pre-install',
  'post-install',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'pre-delete',
  'post-delete',
  'test',
] as const;

/** What a hook's delete policy can say (pkg/release/v1/hook.go). */
export const DELETE_POLICIES = ['before-hook-creation', 'hook-succeeded', 'hook-failed'] as const;

export type HookEvent = (typeof HOOK_EVENTS)[number];

/** A document that Helm runs at events instead of installing it with the rest. */
export interface Hook {
  readonly document: RenderedDocument;
  /** As written, duplicates kept: Helm runs such a hook twice. */
  readonly events: readonly HookEvent[];
  /** 0 where the annotation is missing or no whole number. */
  readonly weight: number;
  /** As written, unknown ones kept: they match nothing but keep Helm's default away. */
  readonly deletePolicies: readonly string[];
  readonly logPolicies: readonly string[];
  readonly annotations: HookAnnotations;
}

/** The entries in metadata.annotations, ranges relative to the document. */
export interface HookAnnotations {
  readonly hook: YamlEntry;
  readonly weight: YamlEntry | undefined;
  readonly deletePolicy: YamlEntry | undefined;
  readonly logPolicy: YamlEntry | undefined;
}

/** A document with a hook annotation that names an unknown event: Helm drops it without a word in the output. */
export interface DroppedHook {
  readonly document: RenderedDocument;
  readonly annotations: HookAnnotations;
  /** The first item that is no event, trimmed and in lower case; empty for an empty value or a superfluous comma. */
  readonly unknown: string;
}

export type Sorted =
  | { readonly kind: 'hook'; readonly hook: Hook }
  | { readonly kind: 'dropped'; readonly dropped: DroppedHook }
  | { readonly kind: 'manifest' };

/** What Helm makes of a document (manifestFile.sort in pkg/release/v1/util/manifest_sorter.go). */
export function sortDocument(document: RenderedDocument): Sorted {
  const { annotations } = document.head;
  const hook = annotations.get(HOOK_ANNOTATION);
  if (!hook) return { kind: 'manifest' };
  const entries: HookAnnotations = {
    hook: hook.entry,
    weight: annotations.get(WEIGHT_ANNOTATION)?.entry,
    deletePolicy: annotations.get(DELETE_ANNOTATION)?.entry,
    logPolicy: annotations.get(LOG_ANNOTATION)?.entry,
  };
  const events: HookEvent[] = [];
  for (const item of itemsOf(hook.text)) {
    const event = eventOf(item);
    if (event === undefined) return { kind: 'dropped', dropped: { document, annotations: entries, unknown: item } };
    events.push(event);
  }
  return {
    kind: 'hook',
    hook: {
      document,
      events,
      weight: weightOf(annotations.get(WEIGHT_ANNOTATION)?.text),
      deletePolicies: itemsOf(annotations.get(DELETE_ANNOTATION)?.text),
      logPolicies: itemsOf(annotations.get(LOG_ANNOTATION)?.text),
      annotations: entries,
    },
  };
}

/** The event of a name in lower case; `test-success` is Helm 2's word for test. */
export function eventOf(name: string): HookEvent | undefined {
  return name === 'test-success' ? 'test' : HOOK_EVENTS.find((event) => event === name);
}

/** Items between commas, trimmed, in lower case; an empty text is one empty item. */
export function itemsOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',').map((item) => item.trim().toLowerCase());
}

/** Go's Atoi: a sign and digits within int64; anything else counts as 0. */
function weightOf(text: string | undefined): number {
  if (text === undefined || !/^[+-]?\d{1,19}$/.test(text)) return 0;
  const weight = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, weight) === weight ? Number(weight) : 0;
}
