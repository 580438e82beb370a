import type { Format } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

const FORMATS = { text, json, sarif, github } as const satisfies Readonly<Record<string, Format>>;

/** The values of `check --format`. */
export const FORMAT_NAMES: readonly string[] = Object.keys(FORMATS);

/** The format of a name from FORMAT_NAMES; text for any other. */
export const formatNamed = (name: string): Format =>
  Object.entries(FORMATS).find(([known]) => known === name)?.[1] ?? text;
