import type { Json } from './rendering.ts';

/** What the tables' templates are rendered with. Their outputs were printed by Go 1.26's text/template (missingkey=zero). */
export const data: Json = {
  s: 'abc',
  e: '',
  n: 3,
  f: 2.5,
  big: 1234567,
  b: true,
  no: false,
  nul: null,
  l: ['x', 1, true, null],
  el: [],
  m: { b: 2, a: 'one', n: null, deep: { k: 'v' } },
  em: {},
  u: 'zürich "q"\n\t€😀',
  neg: -7,
  small: 1e-5,
  h: "<a href='x'>&</a>",
  ml: 'l1\nl2\n',
  list2: [
    { name: 'p', port: 80 },
    { name: 'q', port: 443 },
  ],
  pct: '50%',
};
