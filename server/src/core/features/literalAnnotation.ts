import { HOOK_EVENT_FACTS } from '../catalog/data/hookEvents.ts';
import { DELETE_POLICIES, LOG_POLICIES } from '../catalog/data/hookPolicies.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION, itemsOf, LOG_ANNOTATION } from '../chart/hook.ts';
import { lexTemplate } from '../template/lexer.ts';
import type { TextRange } from '../text/range.ts';
import { textRange, touches } from '../text/range.ts';
import type { AnnotationName } from './annotationPlace.ts';
import { ANNOTATIONS } from './annotationPlace.ts';
import { ANNOTATION_DOCS, unknownEvent } from './annotationDocs.ts';

/** An annotation as a template's own line has it. */
export interface LiteralAnnotation {
  readonly name: AnnotationName;
  /** The line without the blanks around. */
  readonly range: TextRange;
  /** What stands behind the colon, without quotes; undefined where an action prints it. */
  readonly value: string | undefined;
}

/** The annotation in the line of a template's text at an offset; undefined in comments and in lines without one. */
export function literalAnnotation(text: string, offset: number): LiteralAnnotation | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const line = text.slice(start, next < 0 ? text.length : next);
  const name = ANNOTATIONS.find(
    (own) => line.includes(own) && !/^[\w-]/.test(line.slice(line.indexOf(own) + own.length)),
  );
  if (name === undefined || line.trimStart().startsWith('#')) return undefined;
  const at = start + line.indexOf(name);
  const token = lexTemplate(text).find((own) => own.start <= at && at < own.end);
  if (token?.kind !== 'text' && token?.kind !== 'string') return undefined;
  const lead = line.length - line.trimStart().length;
  const range = textRange(start + lead, start + line.trimEnd().length);
  return touches(range, offset) ? { name, range, value: valueIn(line, name) } : undefined;
}

function valueIn(line: string, name: string): string | undefined {
  const [, value] = /^["']?\s*:(.*)$/.exec(line.slice(line.indexOf(name) + name.length).trimEnd()) ?? [];
  if (value === undefined || value.includes('{{')) return undefined;
  const quoted = /^\s*(?:"([^"]*)"|'([^']*)')/.exec(value);
  if (quoted) return quoted[1] ?? quoted[2];
  const comment = value.indexOf(' #');
  return value.slice(0, comment < 0 ? value.length : comment).trim();
}

/** What the words of a line mean, without a rendered object to tell of. */
export function literalText({ name, value }: LiteralAnnotation, notes: readonly string[]): string {
  const items = value === undefined ? [] : itemsOf(value);
  return [`\`${name}\`: ${ANNOTATION_DOCS[name]}`, ...items.flatMap((item) => itemText(name, item)), ...notes].join(
    '\n\n',
  );
}

function itemText(name: AnnotationName, item: string): readonly string[] {
  if (name === HOOK_ANNOTATION) {
    const event = HOOK_EVENT_FACTS.find((own) => own.name === (item === 'test-success' ? 'test' : item));
    return [event ? `**${item}** runs ${event.when}. ${event.there}` : unknownEvent(item)];
  }
  const policies = name === DELETE_ANNOTATION ? DELETE_POLICIES : name === LOG_ANNOTATION ? LOG_POLICIES : [];
  const policy = policies.find((own) => own.name === item);
  return policy ? [`**${item}**: ${policy.when}. ${policy.doc}`] : [];
}
