import type { Format } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import type { FORMAT_NAMES } from './names.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

const FORMATS: Readonly<Record<(typeof FORMAT_NAMES)[number], Format>> = { text, json, sarif, github };

/** The format of a name from FORMAT_NAMES; text for any other. */
export const formatNamed = (name: string): Format =>
  Object.entries(FORMATS).find(([known]) => known === name)?.[1] ?? text;
