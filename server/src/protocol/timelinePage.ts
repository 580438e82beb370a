import type { TimelineOperationName, TimelineResult } from './timeline.ts';

/** What the page of the timeline says to the extension. It names things by id only: what it may open is the extension's to know. */
export type FromPage =
  /** The page is there, or there again, and shows nothing yet. */
  | { readonly type: 'ready' }
  /** Go to an object, or to one of its findings by its place among them. */
  | { readonly type: 'open'; readonly object: string; readonly finding: number | null }
  | { readonly type: 'scenario'; readonly id: string }
  /** The list of scenarios is about to be looked at. */
  | { readonly type: 'scenarios' }
  | { readonly type: 'picture'; readonly how: 'copy' | 'save'; readonly operation: TimelineOperationName | null };

/** What the extension says to the page. */
export type ToPage =
  | {
      readonly type: 'show';
      /** Null where there is no chart any more, or no server; `reason` says which. */
      readonly result: TimelineResult | null;
      readonly reason: string;
      readonly scenario: string;
    }
  | {
      readonly type: 'scenarios';
      readonly scenarios: readonly { readonly id: string; readonly name: string }[];
      readonly leftOut: number;
    }
  /** Brings an object into view and marks it. */
  | { readonly type: 'select'; readonly object: string }
  /** For the page's live region. */
  | { readonly type: 'said'; readonly text: string };

/** What the page leaves for the next window; all of it may be absent or of another type. */
export interface PageState {
  readonly uri?: string;
  readonly scenario?: string;
  readonly operation?: string;
  readonly unfolded?: readonly string[];
  readonly selected?: string;
}
