import type { TxtarFile } from '../support/txtar.ts';

/** What a run of helm gave, or what the engine gave in its place. */
export interface Recorded {
  readonly text: string | undefined;
  readonly error: string | undefined;
  readonly notes: string | undefined;
  readonly parsed: ParsedRelease | undefined;
}

/** A release as Helm keeps it: what it installs in this order, and hooks apart. */
export interface ParsedRelease {
  readonly manifests: readonly ParsedObject[];
  readonly hooks: readonly ParsedHook[];
}

export interface ParsedObject {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
}

export interface ParsedHook extends ParsedObject {
  readonly events: readonly string[];
  readonly weight: number;
  readonly deletePolicies: readonly string[];
  readonly logPolicies: readonly string[];
}

/** The sections of one run. */
export function sectionsOf(label: string, { text, error, notes, parsed }: Partial<Recorded>): readonly TxtarFile[] {
  const files: TxtarFile[] = [];
  const add = (kind: string, content: string | undefined): void => {
    if (content !== undefined) files.push({ name: `${label} ${kind}`, text: content });
  };
  add('error', error);
  add('text', text);
  add('notes', notes);
  add('parsed', parsed && linesOf(parsed));
  return files;
}

/** One object a line, so that a diff reads well. */
export function linesOf({ manifests, hooks }: ParsedRelease): string {
  const object = ({ path, kind, name }: ParsedObject): string => `${path} ${kind || '-'} ${name || '-'}`;
  return [
    ...manifests.map((manifest) => `manifest ${object(manifest)}`),
    ...hooks.map(
      (hook) =>
        `hook ${object(hook)} ${hook.events.join(',')} weight ${hook.weight} delete ${hook.deletePolicies.join(',') || '-'} log ${hook.logPolicies.join(',') || '-'}`,
    ),
    '',
  ].join('\n');
}
