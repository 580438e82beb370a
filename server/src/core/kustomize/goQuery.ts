/** One `name=value` of a query; the range is that of the value as written. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The parameters of a query (without `?`) as Go's `url.ParseQuery` reads them, with offsets counted from `at`.
 * Undefined where it returns an error: a `;` or a broken escape. kustomize then ignores the whole query.
 */
export function parseGoQuery(query: string, at: number): readonly QueryParameter[] | undefined {
  const out: QueryParameter[] = [];
  let start = 0;
  for (const part of query.split('&')) {
    const end = start + part.length;
    if (part.includes(';')) return undefined;
    if (part !== '') {
      const equals = part.indexOf('=');
      const name = unescapeQuery(equals < 0 ? part : part.slice(0, equals));
      const value = unescapeQuery(equals < 0 ? '' : part.slice(equals + 1));
      if (name === undefined || value === undefined) return undefined;
      out.push({ name, value, start: at + (equals < 0 ? end : start + equals + 1), end: at + end });
    }
    start = end + 1;
  }
  return out;
}

/** `url.Values.Get`: the first parameter of a name. */
export function getParameter(parameters: readonly QueryParameter[], name: string): QueryParameter | undefined {
  return parameters.find((parameter) => parameter.name === name);
}

/** A text for the value of a query parameter; slashes stay readable. */
export function escapeQuery(text: string): string {
  return encodeURIComponent(text).replace(/%(2F|3A|40|24|7B|7D)/gi, (escape) => decodeURIComponent(escape));
}

function unescapeQuery(text: string): string | undefined {
  return decodePercent(text.replace(/\+/g, ' '));
}

/** Percent-decoded; undefined when an escape is broken. Bytes that are no UTF-8 leave the text as written. */
export function decodePercent(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
