import { TIMELINE_OPERATIONS } from '../../../server/src/protocol/timeline.ts';
import type { FromPage, PageState } from '../../../server/src/protocol/timelinePage.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** A message of the page, if it is one: what comes from a page is anybody's until it was looked at. */
export function fromPage(value: unknown): FromPage | undefined {
  const { type, object, finding, id, how, operation } = fieldsOf(value);
  switch (type) {
    case 'ready':
    case 'scenarios':
      return { type };
    case 'open':
      if (typeof object !== 'string' || !(finding === null || Number.isSafeInteger(finding))) return undefined;
      return { type, object, finding: finding as number | null };
    case 'scenario':
      return typeof id === 'string' ? { type, id } : undefined;
    case 'picture': {
      const name = TIMELINE_OPERATIONS.find((one) => one === operation) ?? null;
      if ((how !== 'copy' && how !== 'save') || (operation !== null && name === null)) return undefined;
      return { type, how, operation: name };
    }
    default:
      return undefined;
  }
}

/** What a page of an earlier window left, as far as it is of use. */
export function pageState(value: unknown): Required<Pick<PageState, 'uri' | 'scenario'>> | undefined {
  const { uri, scenario } = fieldsOf(value);
  if (typeof uri !== 'string') return undefined;
  return { uri, scenario: typeof scenario === 'string' ? scenario : '' };
}
