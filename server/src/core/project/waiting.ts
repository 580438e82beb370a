import type { Manifest } from '../manifest/manifest.ts';
import { isWorkload, podSpecOf } from '../manifest/podSpec.ts';
import { get, getPath, items, stringOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import type { Db } from '../workspace/query.ts';
import { isOpen } from '../chart/find.ts';
import { hookGapsQuery } from './hookGaps.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';
import { hookGraphOf } from './hookGraph.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** A workload that gets ready only after a hook which runs when it is ready, where someone waits for that. */
export interface Deadlock {
  readonly consumer: GraphObject;
  readonly provider: GraphObject;
  /** Where the consumer names it, in the consumer's document. */
  readonly node: YamlNode;
  /**
   * `object`: its pods use what the hook makes; `secret`: they use the Secret that cert-manager makes for the hook;
   * `script`: an init container waits for the hook's Job.
   */
  readonly by: 'object' | 'secret' | 'script';
}

/** The deadlocks of a release, those by name first. */
export function deadlocksOf(db: Db, key: ReleaseKey): readonly Deadlock[] {
  const graph = hookGraphOf(db, key);
  const objects = graph?.objects ?? [];
  const jobs = objects.filter((object) => object.kind === 'Job' && runsAfterwards(object));
  const workloads = objects.filter((object) => !object.hook && object.certain && isWorkload(object.manifest));
  const byName = db
    .get(hookGapsQuery, key)
    .filter(({ kind }) => kind === 'deadlock')
    .map(({ need, provider }): Deadlock => ({ consumer: need.consumer, provider, node: need.node, by: 'object' }));
  const byScript = jobs.length === 0 ? [] : workloads.flatMap((workload) => scriptWaits(workload, jobs));
  const bySecret = graph ? workloads.flatMap((workload) => secretWaits(graph, workload)) : [];
  return [...byName, ...bySecret, ...byScript].filter(({ consumer }) => !isScaledDown(consumer));
}

const runsAfterwards = ({ hook, certain, named }: GraphObject): boolean =>
  certain && named && hook?.events.includes('post-install') === true && !hook.events.includes('pre-install');

const isScaledDown = ({ manifest }: GraphObject): boolean => {
  const replicas = resolve(getPath(manifest.node, ['spec', 'replicas']));
  return replicas?.kind === 'scalar' && replicas.value === 0;
};

/** Secrets that no template renders and for which there are certificates only after the waiting (cert-manager's `spec.secretName`). */
function secretWaits({ objects, needsOf }: HookGraph, consumer: GraphObject): Deadlock[] {
  return needsOf(consumer).flatMap(({ kind, name, node, optional, certain, providers, via }): Deadlock[] => {
    if (kind !== 'Secret' || via === 'imagePullSecret' || optional || !certain || providers.length > 0) return [];
    const makers = objects.filter(({ manifest }) => secretOf(manifest) === name);
    const [provider] = makers;
    return provider && makers.every(runsAfterwards) ? [{ consumer, provider, node, by: 'secret' }] : [];
  });
}

const secretOf = ({ gvk, node }: Manifest): string | undefined =>
  gvk.group === 'cert-manager.io' && gvk.kind === 'Certificate'
    ? stringOf(getPath(node, ['spec', 'secretName']))
    : undefined;

function scriptWaits(consumer: GraphObject, jobs: readonly GraphObject[]): Deadlock[] {
  return items(get(podSpecOf(consumer.manifest), 'initContainers')).flatMap(({ value }) => {
    const words = ['command', 'args'].flatMap((field) => items(get(value, field)).map((item) => item.value));
    return jobs.flatMap((provider): Deadlock[] => {
      const at = words.findIndex((word, i) => namesJob(wordOf(words[i - 1]), wordOf(word), provider.name));
      const node = words[at];
      return node && !isOpen(consumer.document, node) ? [{ consumer, provider, node, by: 'script' }] : [];
    });
  });
}

const wordOf = (node: YamlNode | undefined): string => stringOf(node) ?? '';

/** What stands before the name of a Job, in kubectl's words and in those of images that wait for one. */
const JOB = /(?:^|[\s"'])jobs?(?:\.batch)?(?:-w[re])?[/\s"']+$/;

/** Whether a word names a Job: `job/NAME` in a script, or `job` and then the name. Lines of comments don't count. */
function namesJob(before: string, word: string, name: string): boolean {
  if (word === name) return JOB.test(`${before} `);
  return word.split('\n').some((line) => {
    const at = line.indexOf(name);
    const isComment = line.trimStart().startsWith('#');
    return at >= 0 && !isComment && JOB.test(line.slice(0, at)) && !/^[\w.-]*\w/.test(line.slice(at + name.length));
  });
}
