import { join } from 'node:path';

/** The repository's top folder. */
export const TOP = join(import.meta.dirname, '../..');

/** Whether goldens, labels and generated papers are to be rewritten: `npm test -- --update`. */
export const isUpdate = process.env['UPDATE'] === '1';
