import type { Range, Selection, TextDocument } from 'vscode';
import { Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PreviewRangeParams, ToGeneratedResult, ToSourceResult } from '../../../server/src/protocol/preview.ts';
import { TO_GENERATED, TO_SOURCE } from '../../../server/src/protocol/preview.ts';
import { isPreview } from './previewAddress.ts';
import type { PreviewContent } from './previewContent.ts';
import { toRange } from './previewMarks.ts';

/** What a selection is in another document, or else where to look. */
export interface Places {
  readonly ranges: readonly Range[];
  readonly near: Range | undefined;
}

/** Asks the server where selections in previews, and in what they are made from, have their counterparts. */
export class PreviewPlaces {
  readonly #client: BaseLanguageClient;
  readonly #content: PreviewContent;

  constructor(client: BaseLanguageClient, content: PreviewContent) {
    this.#client = client;
    this.#content = content;
  }

  /** Those of a selection in one document in another; one of the two is a preview. */
  of(selection: Selection, from: TextDocument, to: TextDocument): Promise<Places> {
    const range = plain(selection);
    if (isPreview(from.uri)) return this.#toSource({ ...this.#content.params(from.uri), range });
    const params = this.#content.params(to.uri);
    const source = from.uri.toString();
    return this.#toGenerated({ ...params, ...(source === params.uri ? {} : { source }), range });
  }

  async #toGenerated(params: PreviewRangeParams): Promise<Places> {
    const result = await this.#client.sendRequest<ToGeneratedResult | null>(TO_GENERATED, params);
    const near = result?.near ?? undefined;
    return { ranges: (result?.ranges ?? []).map(toRange), near: near && toRange({ start: near, end: near }) };
  }

  async #toSource(params: PreviewRangeParams): Promise<Places> {
    const result = await this.#client.sendRequest<ToSourceResult | null>(TO_SOURCE, params);
    const place = result?.places.find(({ uri }) => Uri.parse(uri, true).toString() === params.uri);
    return { ranges: place ? [toRange(place.range)] : [], near: undefined };
  }
}

/** A copy without VS Code's classes, which can't be posted to a worker. */
const plain = ({ start, end }: Range): PreviewRangeParams['range'] => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});
