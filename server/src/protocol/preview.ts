/** Requests of the client about the preview of a rendered template. Each answers null where the file is no template of a chart. */
export const PREVIEW = 'chartwright/preview';
export const SCENARIOS = 'chartwright/scenarios';
export const TO_GENERATED = 'chartwright/toGenerated';
export const TO_SOURCE = 'chartwright/toSource';
export const ARCHIVED_TEMPLATES = 'chartwright/archivedTemplates';
/** Notification of the server, after a preview was asked for: what it was made from may have changed. */
export const PREVIEWS_CHANGED = 'chartwright/previewsChanged';

/** Zero-based line and UTF-16 column. */
export interface PreviewPosition {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, but without, `end`. */
export interface PreviewRange {
  readonly start: PreviewPosition;
  readonly end: PreviewPosition;
}

/** Which preview is asked for. */
export interface PreviewParams {
  /** The template. */
  readonly uri: string;
  /** The id of a scenario from `chartwright/scenarios`; empty for the chart's defaults. */
  readonly scenario: string;
}

/** Ranges are in `text`. */
export interface PreviewResult {
  /** Lines end with `\n`, whatever the template's do. */
  readonly text: string;
  /** The scenario's name; empty for the defaults. */
  readonly scenario: string;
  /** Whether nothing is rendered, though other values may render something. */
  readonly isEmpty: boolean;
  /**
   * Placeholders for what is not known, with the reason in words; an empty range stands in the line that it fills.
   * `failed`: an action failed there, and the reason is its error.
   */
  readonly opaque: readonly { readonly range: PreviewRange; readonly reason: string; readonly failed: boolean }[];
  /** Branches of which it is not known whether they are rendered. */
  readonly maybe: readonly PreviewRange[];
  /** Why Helm refuses the release; null when it does not. */
  readonly error: string | null;
  /** Where the text names a place in a template. */
  readonly links: readonly { readonly range: PreviewRange; readonly uri: string; readonly position: PreviewPosition }[];
}

/** The template whose scenarios are asked for. */
export interface ScenariosParams {
  readonly uri: string;
}

/**
 * `effect`: whether the template renders the same as in the defaults, something else, or nothing.
 * `leftOut`: how many more there are than are looked at.
 */
export interface ScenariosResult {
  readonly scenarios: readonly {
    readonly id: string;
    readonly name: string;
    readonly effect: 'same' | 'other' | 'nothing';
  }[];
  readonly leftOut: number;
}

/** The range is in the preview's text for `toSource`; for `toGenerated` in `source`, or without that in the template. */
export interface PreviewRangeParams extends PreviewParams {
  /** A file with named templates that the template calls, or a values file of its chart. */
  readonly source?: string;
  readonly range: PreviewRange;
}

/** `near`: where to look for a range of the template that has gone nowhere, behind what it printed last before that. */
export interface ToGeneratedResult {
  readonly ranges: readonly PreviewRange[];
  readonly near: PreviewPosition | null;
}

/** The archive whose templates are asked for. */
export interface ArchivedTemplatesParams {
  /** A .tgz in a chart's `charts/`. */
  readonly uri: string;
}

/** The addresses are those of the archive, `!`, and the path inside; a preview takes them like any template's. */
export interface ArchivedTemplatesResult {
  readonly templates: readonly { readonly uri: string; readonly name: string; readonly text: string }[];
}

/** The place in the template itself comes first. */
export interface ToSourceResult {
  readonly places: readonly { readonly uri: string; readonly range: PreviewRange }[];
}
