import {
  ARGO_ANNOTATIONS,
  ARGO_DELETE_NAME,
  ARGO_GROUP,
  ARGO_HOOK_NAME,
  ARGO_WAVE_NAME,
} from '../catalog/data/argoAnnotations.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import { HOOK_ANNOTATION } from '../chart/hook.ts';
import type { Offer } from './annotationOffers.ts';

/** Letters after which a name can hardly be another one's. */
const TELLING = 2;

/** Whether someone who writes this among these annotations writes for Argo CD, without a profile that says so. */
export const isArgoWritten = (written: string, there: readonly string[]): boolean =>
  [written, ...there].some((name) => name.startsWith(ARGO_GROUP)) ||
  (written.length >= TELLING && ARGO_GROUP.startsWith(written));

/** Whether Argo CD reads an annotation of this name on the objects of a chart. */
export const isArgoName = (name: string): boolean => ARGO_ANNOTATIONS.some((own) => own.name === name);

/** Argo CD's annotations that an object lacks, those that do nothing without others last. */
export function argoKeyOffers(there: readonly string[]): readonly Offer[] {
  const isHook = there.includes(HOOK_ANNOTATION) || there.includes(ARGO_HOOK_NAME);
  const isIdle = (name: string): boolean => name === ARGO_DELETE_NAME && !isHook;
  return ARGO_ANNOTATIONS.filter(({ name }) => !there.includes(name))
    .sort((a, b) => Number(isIdle(a.name)) - Number(isIdle(b.name)))
    .map(({ name, detail, doc }) => ({
      text: name,
      detail: isIdle(name) ? 'of hooks only' : detail,
      docs: isIdle(name) ? [doc, `It does nothing without \`${ARGO_HOOK_NAME}\` or \`${HOOK_ANNOTATION}\`.`] : [doc],
    }));
}

/** The values of such an annotation without those that its list has, in lower case, in this or another setting. */
export function argoValueOffers(
  name: string,
  words: readonly string[],
  documents: readonly RenderedDocument[],
): readonly Offer[] {
  if (name === ARGO_WAVE_NAME) return words.length > 0 ? [] : waveOffers(documents);
  const set = words.map(optionOf);
  const values = ARGO_ANNOTATIONS.find((own) => own.name === name)?.values ?? [];
  return values
    .filter(({ text }) => !set.includes(optionOf(text.toLowerCase())) && (text !== ALONE || words.length === 0))
    .map(({ text, when, doc }) => ({ text, detail: when, docs: [`**${text}**: ${doc}`] }));
}

/** A phase beside which no other makes sense. */
const ALONE = 'Skip';

/** `prune` of `prune=false`. */
const optionOf = (word: string): string => word.split('=')[0] ?? word;

const USUAL_WAVES = [-1, 0, 1];

/** The waves that the chart's objects name, and room before and after them. */
function waveOffers(documents: readonly RenderedDocument[]): readonly Offer[] {
  const named = documents.flatMap(({ head }) => head.annotations.get(ARGO_WAVE_NAME)?.text ?? []);
  const used = named.filter((text) => /^-?\d{1,9}$/.test(text)).map(Number);
  const room = used.length > 0 ? [Math.min(...used) - 1, Math.max(...used) + 1] : [];
  const waves = [...new Set([...USUAL_WAVES, ...used, ...room])].sort((a, b) => a - b);
  const doc = ARGO_ANNOTATIONS.find(({ name }) => name === ARGO_WAVE_NAME)?.doc ?? '';
  return waves.map((wave) => {
    const same = used.filter((own) => own === wave).length;
    return { text: String(wave), detail: same > 0 ? `${same} ${same === 1 ? 'object' : 'objects'}` : '', docs: [doc] };
  });
}
