import type { HookEvent } from '../chart/hook.ts';
import { restsOnUnknown } from '../text/origin.ts';
import { isWorkload, podSpecOf, runsOnce } from '../manifest/podSpec.ts';
import { get, getPath, items } from '../yaml/lookup.ts';
import { isOfOneChart } from './accountRights.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';
import { offersUpgrade } from './branches.ts';
import { hasJobForUpgrades } from './jobForUpgrades.ts';
import { generatesAndApplies, haveImageInCommon, imagesOf } from './podWords.ts';
import { isMentioned, kubectlTasks, mayGenerate, onlyChecks, sharesImage } from './podWords.ts';

/**
 * Why a hook that only installs run is worth a word.
 * `used`: objects that an upgrade changes use it; `generated`: the same, and its content is random, made once;
 * `pair`: it holds a random certificate whose other half is made again at each upgrade; `unseen`: nothing in the chart
 * names it, so that what it does it does by itself; `applies`: a Job that reads what an upgrade changes; `split`: a Job
 * that makes something once and applies what comes with the chart as well; `job`: another.
 */
export interface InstallOnly {
  readonly why: 'used' | 'generated' | 'pair' | 'unseen' | 'applies' | 'split' | 'job';
  readonly object: GraphObject;
  /** Who uses it at an upgrade, for `used`, `generated` and `pair`; what it reads, for `applies` and `split`. */
  readonly other: GraphObject | undefined;
  /** How `other` names it, or is named by it. */
  readonly use: Need | undefined;
}

/** Kinds that are no content: they run, hold data, or everything would go with them. */
const NOT_PASSIVE = ['PersistentVolumeClaim', 'PersistentVolume', 'Namespace', 'CronJob'];

/**
 * The hooks of a release that run at installs only and whose content an upgrade leaves behind, one by one. `upgrade` is
 * the same release as an upgrade renders it, where that makes a difference.
 */
export function installOnlyOf(graph: HookGraph, upgrade: HookGraph = graph): readonly InstallOnly[] {
  // What an upgrade renders of such a hook is never made: only an install's render tells what it holds.
  if (graph.release.options.isUpgrade) return [];
  const later: Later = { jobs: upgradeJobs(graph), isNeeded: isNeededLater(graph) };
  return graph.objects
    .filter((object) => isInstallOnly(object) && !hasUpgradedTwin(graph, object) && !hasUpgradedTwin(upgrade, object))
    .flatMap((object) => {
      const found = runsOnce(object.manifest) ? jobCase(graph, object, later) : passiveCase(graph, object);
      // What the template itself keeps from upgrades is meant so, as long as nothing else needs it.
      const isMeant = found?.why !== 'used' && found?.why !== 'pair' && !isIn(upgrade, object);
      return found && !isMeant ? [{ object, ...found }] : [];
    });
}

const isIn = ({ called }: HookGraph, { kind, name }: GraphObject): boolean => called(kind, name).length > 0;

/** Whether an object is no pod and nothing that runs pods or keeps data: its content is all there is to it. */
export const isPassive = ({ manifest, kind }: GraphObject): boolean =>
  !runsOnce(manifest) && !isWorkload(manifest) && !NOT_PASSIVE.includes(kind) && podSpecOf(manifest) === undefined;

/** Installs run it and upgrades don't. What is to run at uninstall too does one thing at each end, or is content that stays behind. */
function isInstallOnly({ hook, certain, named, manifest }: GraphObject): boolean {
  const events = hook?.events.filter((event) => !event.endsWith('-delete') || runsOnce(manifest)) ?? [];
  return certain && named && events.length > 0 && events.every(isInstall);
}

/** Whether an event is one of an install. */
export const isInstall = (event: HookEvent): boolean => event === 'pre-install' || event === 'post-install';

/** Whether an object takes part in an upgrade. */
export const isUpgraded = ({ hook }: GraphObject): boolean =>
  !hook || hook.events.some((event) => event.endsWith('-upgrade'));

const hasUpgradedTwin = ({ called }: HookGraph, object: GraphObject): boolean =>
  called(object.kind, object.name).some((o) => o !== object && isUpgraded(o));

type Case = Pick<InstallOnly, 'why' | 'other' | 'use'> | undefined;

function passiveCase(graph: HookGraph, object: GraphObject): Case {
  if (!isPassive(object)) return undefined;
  const uses = graph.usesOf(object).filter((need) => need.via !== 'permission' || isOfOneChart(graph, need));
  const upgraded = uses.filter(({ consumer }) => isUpgraded(consumer));
  const regular = upgraded.find(({ consumer }) => !consumer.hook);
  if (isRandom(object)) return randomCase(graph, object, regular);
  if (regular) return { why: 'used', other: regular.consumer, use: regular };
  const isUnseen = uses.length === 0 && !isTiedToAccount(object) && !isGone(object) && !isMentioned(graph, object);
  return isUnseen ? { why: 'unseen', other: undefined, use: undefined } : undefined;
}

/** What success deletes leaves nothing behind that could grow old. CRDs stay whatever the policy (`deleteHookByPolicy` in Helm's hooks.go). */
const isGone = ({ hook, kind }: GraphObject): boolean =>
  kind !== 'CustomResourceDefinition' && hook?.deletePolicies.includes('hook-succeeded') === true;

function randomCase(graph: HookGraph, object: GraphObject, use: Need | undefined): Case {
  const half =
    object.kind === 'Secret' ? graph.objects.find((o) => o.certain && isUpgraded(o) && holdsTrust(o)) : undefined;
  if (half) return { why: 'pair', other: half, use: undefined };
  return use && { why: 'generated', other: use.consumer, use };
}

/** Whether an object tells the API server a certificate that is made anew at each render. */
function holdsTrust({ manifest, document }: GraphObject): boolean {
  const { kind } = manifest.gvk;
  const bundles =
    kind === 'APIService'
      ? [getPath(manifest.node, ['spec', 'caBundle'])]
      : kind.endsWith('WebhookConfiguration')
        ? items(get(manifest.node, 'webhooks')).map(({ value }) => getPath(value, ['clientConfig', 'caBundle']))
        : [];
  return bundles.some(
    (node) =>
      node !== undefined &&
      document.opaque.some((span) => {
        const start = span.range.start - document.range.start;
        return span.reason === 'random' && start >= node.range.start && start <= node.range.end;
      }),
  );
}

/** A binding whose account nothing here runs as works for somebody outside; that is not judged. */
const isTiedToAccount = ({ kind, manifest }: GraphObject): boolean =>
  kind.endsWith('RoleBinding') || (kind === 'ServiceAccount' && manifest.gvk.group === '');

/** Whether a part of an object is made by chance. */
export const isRandom = ({ document }: GraphObject): boolean =>
  document.opaque.some(({ reason, origin }) => reason === 'random' && restsOnUnknown(origin));

/** What a release shows of the upgrades that follow its install. */
interface Later {
  readonly jobs: readonly UpgradeJob[];
  readonly isNeeded: boolean;
}

/** A Job that upgrades run, by its chart and its images. */
interface UpgradeJob {
  readonly chart: GraphObject['document']['render']['template']['chart'];
  readonly images: readonly string[];
  readonly manifest: GraphObject['manifest'];
}

function jobCase(graph: HookGraph, object: GraphObject, later: Later): Case {
  const reads = mayGenerate(object) ? undefined : graph.needsOf(object).find(readsChanging);
  const [provider] = reads?.providers ?? [];
  const others = provider ? readersLike(graph, object, provider) : [];
  if (provider && others.length === 0) return { why: 'applies', other: provider, use: reads };
  if (others.some(({ kind }) => kind === 'CronJob') || hasUpgradeJob(later, object)) return undefined;
  const given = generatesAndApplies(object) ? graph.needsOf(object).find(isGiven) : undefined;
  if (given) return { why: 'split', other: given.providers[0], use: given };
  if (later.isNeeded && hasAccount(object)) return undefined;
  if (onlyChecks(object) || offersUpgrade(graph.release, object) || hasJobForUpgrades(graph, object)) return undefined;
  return { why: 'job', other: undefined, use: undefined };
}

/** Without an account of its own a pod makes no objects: that of the namespace has no rights to. */
const hasAccount = ({ manifest }: GraphObject): boolean =>
  ['serviceAccountName', 'serviceAccount'].some((field) => get(podSpecOf(manifest), field) !== undefined);

/** A regular ConfigMap that a Job mounts is what it works on: its content comes with each upgrade. */
const readsChanging = ({ via, kind, providers }: Need): boolean =>
  via === 'volume' && kind === 'ConfigMap' && providers.length > 0 && providers.every(isUpgraded);

/** A ConfigMap of the chart that a Job mounts. */
const isGiven = ({ via, kind, providers }: Need): boolean =>
  via === 'volume' && kind === 'ConfigMap' && providers.length > 0;

function upgradeJobs({ objects }: HookGraph): readonly UpgradeJob[] {
  return objects
    .filter((o) => o.hook !== undefined && isUpgraded(o) && runsOnce(o.manifest))
    .map(({ document, manifest }) => ({
      chart: document.render.template.chart,
      images: imagesOf(manifest),
      manifest,
    }));
}

/** What takes part in upgrades and reads the same with an image of a Job: the change that an upgrade brings gets there. */
function readersLike(graph: HookGraph, object: GraphObject, provider: GraphObject): readonly GraphObject[] {
  const { chart } = object.document.render.template;
  return graph
    .usesOf(provider)
    .map(({ consumer }) => consumer)
    .filter((own) => own.certain && isUpgraded(own) && own.document.render.template.chart === chart)
    .filter((own) => sharesImage(own, object));
}

/**
 * Whether upgrades run another Job of the chart with an image of this one: what it does for them, as far as can be seen.
 * One that tells `kubectl` to do another thing does not.
 */
function hasUpgradeJob({ jobs }: Later, { document, manifest }: GraphObject): boolean {
  const images = imagesOf(manifest);
  const { chart } = document.render.template;
  const alike = jobs.filter((job) => job.chart === chart && haveImageInCommon(job.images, images));
  return alike.some((job) => !hasOtherTask(manifest, job.manifest));
}

function hasOtherTask(manifest: GraphObject['manifest'], other: GraphObject['manifest']): boolean {
  const [own, others] = [kubectlTasks(manifest), kubectlTasks(other)];
  return own.length > 0 && others.length > 0 && !own.some((task) => others.includes(task));
}

/**
 * Whether the chart itself shows that later runs need what a Job makes once: something of an upgrade reads a Secret or
 * ConfigMap that no template renders and whose name begins with the release's.
 */
function isNeededLater({ objects, needsOf, release }: HookGraph): boolean {
  const { name } = release.options;
  return objects.filter(isUpgraded).some((object) =>
    needsOf(object).some(
      (need) =>
        (need.kind === 'Secret' || need.kind === 'ConfigMap') &&
        need.name.startsWith(name) &&
        need.providers.length === 0 &&
        // What is not in charts/ makes objects with its own name in theirs.
        !release.missing.some(({ use }) => need.name.includes(use.name)),
    ),
  );
}
