import { containersOf, podSpecOf } from '../manifest/podSpec.ts';
import { get, items, textOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';

/** Words of things that are made once: whoever runs it again makes a second one. */
const GENERATOR =
  /cert|token|secret|passw|credential|generat|keygen|openssl|\bca\b|tls|jwt|license|bootstrap|init|seed|create/i;

/** Whether a Job may make something that must not be made twice, by its name, images, commands and environment. */
export const mayGenerate = ({ name, manifest }: GraphObject): boolean =>
  [name, ...wordsOf(manifest)].some((word) => GENERATOR.test(word));

/** Whether a Job by its name looks at the cluster or at what was installed, and makes nothing. */
export const onlyChecks = ({ name }: GraphObject): boolean => /check|preflight|probe|verif|validat/i.test(name);

/** Tools and words of those who make keys and certificates, and what sends files to the API server. */
const MAKES_KEYS = /\b(?:openssl|cfssl|cfssljson|keytool|mkcert|ssh-keygen|certgen|gencert)\b/i;

/** Whether one of the commands in a script is a kubectl that sends something. */
const applies = (script: string): boolean =>
  script.split(/[\n|;&]/).some((command) => {
    const start = /\bkubectl\b/.exec(command);
    return start !== null && /\s(?:apply|patch|replace)\b/.test(command.slice(start.index + 'kubectl'.length));
  });

/** Whether a Job makes keys or certificates and sends files to the API server as well. */
export const generatesAndApplies = ({ manifest }: GraphObject): boolean => {
  const words = wordsOf(manifest);
  return words.some((word) => MAKES_KEYS.test(word)) && words.some(applies);
};

/** What `kubectl` is told to do, those together that come to the same. */
const TASKS: ReadonlyMap<string, string> = new Map([
  ...['apply', 'create', 'patch', 'replace', 'set'].map((verb): [string, string] => [verb, 'send']),
  ...['label', 'annotate', 'taint'].map((verb): [string, string] => [verb, 'mark']),
  ...['delete', 'rollout', 'scale'].map((verb): [string, string] => [verb, verb]),
]);

/** The tasks that pods give to `kubectl`, in scripts or as the first argument of an image that has it; none where that is not seen. */
export const kubectlTasks = (manifest: GraphObject['manifest']): readonly string[] =>
  containersOf(podSpecOf(manifest)).flatMap((container) => {
    const [first = '', ...more] = wordsIn(container);
    const scripts = [first, ...more].flatMap((word) => [...word.matchAll(/\bkubectl\s+(?:--?\S+\s+)*([a-z]+)/g)]);
    return [first, ...scripts.map(([, verb = '']) => verb)].flatMap((verb) => TASKS.get(verb) ?? []);
  });

/** Command and arguments of a container. */
const wordsIn = (container: YamlNode): readonly string[] =>
  ['command', 'args'].flatMap((field) => items(get(container, field)).map(({ value }) => textOf(value) ?? ''));

/** Images, commands and arguments of a pod. */
export const wordsOf = (manifest: GraphObject['manifest']): readonly string[] =>
  containersOf(podSpecOf(manifest)).flatMap((container) => [
    textOf(get(container, 'image')) ?? '',
    ...wordsIn(container),
  ]);

/** Whether a hook's pod has an object's name among its settings: it may use it by the API. */
export const isMentioned = ({ objects }: HookGraph, { name }: GraphObject): boolean =>
  objects.some(({ hook, manifest }) =>
    containersOf(hook && podSpecOf(manifest)).some((container) =>
      items(get(container, 'env')).some(({ value }) => textOf(get(value, 'value')) === name),
    ),
  );

/** Whether two pods have an image in common, or it is not known that they don't. */
export const sharesImage = (some: GraphObject, other: GraphObject): boolean =>
  haveImageInCommon(imagesOf(some.manifest), imagesOf(other.manifest));

/** The same for the images themselves. */
export const haveImageInCommon = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === 0 || others.length === 0 || some.some((image) => others.includes(image));

/** The images of a pod's containers, empty where one is not known. */
export const imagesOf = (manifest: GraphObject['manifest']): readonly string[] =>
  containersOf(podSpecOf(manifest)).map((container) => textOf(get(container, 'image')) ?? '');
