import { describe, expect, it } from 'vitest';
import type { Json } from '../rendering.ts';
import { render } from '../rendering.ts';

/** A template and what it ends in: its output, or its error. */
export type Case = readonly [template: string, end: string];

/** Tests that templates give what Go gives for the same data, and fail as they do there. */
export function describeAsGo(outputs: readonly Case[], errors: readonly Case[], data: Json): void {
  describe('as Go has it', () => {
    it.each(outputs)('%s', (template, output) => {
      expect(render(template, data)).toMatchObject({ text: output, error: '', opaque: [] });
    });

    it.each(errors)('fails: %s', (template, error) => {
      expect(render(template, data).error).toBe(error);
    });
  });
}
