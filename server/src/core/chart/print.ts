import { matchSegments } from '../base/glob.ts';
import { crdFilesOf } from './crdFiles.ts';
import type { Release } from './release.ts';
import { splitDocuments } from './split.ts';

/** What `helm template` may be told about its output. */
export interface PrintOptions {
  readonly includeCrds: boolean;
  readonly noHooks: boolean;
  readonly skipTests: boolean;
  /** Paths or patterns below the chart, e.g. `templates/job.yaml`; empty for everything. */
  readonly showOnly: readonly string[];
}

export const DEFAULT_PRINT: PrintOptions = { includeCrds: false, noHooks: false, skipTests: false, showOnly: [] };

/** The text, or what `--show-only` asked for in vain. */
export type Printed = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** What `helm template NAME CHART` prints (pkg/cmd/template.go). Opaque parts are what the rendered text has there. */
export function printRelease(release: Release, options: PrintOptions = DEFAULT_PRINT): Printed {
  const blocks = [
    ...(options.includeCrds ? crdFilesOf(release.root).map(({ name, content }) => block(name, content.text)) : []),
    ...release.manifests.map(({ render, text }) => block(render.template.name, text)),
  ];
  const hooks = release.hooks.filter(({ events }) => !options.skipTests || !events.includes('test'));
  const after = options.noHooks ? [] : hooks.map(({ document }) => block(document.render.template.name, document.text));
  const text = `${blocks.join('').trim()}\n${after.join('')}`;
  return options.showOnly.length === 0 ? { ok: true, text } : only(text, options.showOnly, release);
}

/** Whether a template's documents are among those asked for. */
export const shows = ({ showOnly }: PrintOptions, name: string): boolean =>
  showOnly.length === 0 || showOnly.some((pattern) => fits(pattern, name.slice(name.indexOf('/') + 1)));

const block = (name: string, text: string): string => `---\n# Source: ${name}\n${text}\n`;

/** Helm cuts its own output again and looks for its own comments. */
function only(text: string, wanted: readonly string[], { options }: Release): Printed {
  const documents = splitDocuments(text, options.split).map(({ start, end }) => text.slice(start, end));
  const found: string[] = [];
  for (const pattern of wanted) {
    const matching = documents.filter((document) => matches(pattern, document));
    if (matching.length === 0) return { ok: false, message: `could not find template ${pattern} in chart` };
    found.push(...matching);
  }
  return { ok: true, text: found.map((document) => `---\n${document}\n`).join('') };
}

function matches(pattern: string, document: string): boolean {
  const name = /# Source: [^/\n]+\/(.+)/.exec(document)?.[1];
  return name !== undefined && fits(pattern, name);
}

function fits(pattern: string, name: string): boolean {
  // Go's filepath.Match has no `**`; two stars are one.
  const segments = pattern.replaceAll('\\', '/').split('/');
  return matchSegments(
    segments.map((segment) => segment.replace(/\*+/g, '*')),
    name.split('/'),
  );
}
