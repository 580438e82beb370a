import type { Rule } from './rule.ts';

/** Every rule; a new one is a line here. */
export const RULES: readonly Rule[] = [];
