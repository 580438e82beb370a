/** The values of `check --format`, apart from the formats themselves, which only a check needs. */
export const FORMAT_NAMES = ['text', 'json', 'sarif', 'github'] as const;
