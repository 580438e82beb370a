/** Requests of the client about the preview of a rendered template. Each answers null where the file is no template of a chart. */
export const PREVIEW = 'chartwright/preview';
export const SCENARIOS = 'chartwright/scenarios';
export const TO_GENERATED = 'chartwright/toGenerated';
export const TO_SOURCE = 'chartwright/toSource';

/** Zero-based line and UTF-16 column. */
export interface PreviewPosition {
  readonly line: number;
  readonly character: number;
}

export interface PreviewRange {
  readonly start: PreviewPosition;
  readonly end: PreviewPosition;
}

export interface PreviewParams {
  /** The template. */
  readonly uri: string;
  /** The id of a scenario from `chartwright/scenarios`; empty for the chart's defaults. */
  readonly scenario: string;
}

/** Ranges are in `text`. */
export interface PreviewResult {
  readonly text: string;
  /** The scenario's name; empty for the defaults. */
  readonly scenario: string;
  /** Placeholders for what is not known, with the reason in words; an empty range stands in the line that it fills. */
  readonly opaque: readonly { readonly range: PreviewRange; readonly reason: string }[];
  /** Branches of which it is not known whether they are rendered. */
  readonly maybe: readonly PreviewRange[];
  /** Why Helm refuses the release; null when it does not. */
  readonly error: string | null;
}

export interface ScenariosParams {
  readonly uri: string;
}

/** `leftOut`: how many more there are than are looked at. */
export interface ScenariosResult {
  readonly scenarios: readonly { readonly id: string; readonly name: string }[];
  readonly leftOut: number;
}

/** The range is in the template for `toGenerated`, in the preview's text for `toSource`. */
export interface PreviewRangeParams extends PreviewParams {
  readonly range: PreviewRange;
}

export interface ToGeneratedResult {
  readonly ranges: readonly PreviewRange[];
}

/** The place in the template itself comes first. */
export interface ToSourceResult {
  readonly places: readonly { readonly uri: string; readonly range: PreviewRange }[];
}
