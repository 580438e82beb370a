import { textRange } from '../../text/range.ts';
import type { YamlRefusal } from '../nodes.ts';
import { goFailure } from './parser.ts';

/**
 * What go.yaml.in/yaml/v2, and with it Helm, says of the syntax of a text's first document; undefined where it reads it.
 * The range is where it stops, in UTF-16 units; its lines are those that it names, which is often the one before.
 */
export function goRefusal(text: string): YamlRefusal | undefined {
  const base = text.startsWith('\ufeff') ? 1 : 0;
  const failure = goFailure(text.slice(base));
  if (!failure) return undefined;
  const { at, line, message } = failure;
  const start = Math.min(at + base, text.length);
  const where = line === 0 ? '' : `line ${line}: `;
  return { range: textRange(start, Math.min(start + 1, text.length)), message: `yaml: ${where}${message}` };
}
