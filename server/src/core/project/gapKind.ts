import type { Release } from '../chart/release.ts';
import { isWorkload, runsOnce } from '../manifest/podSpec.ts';
import type { Availability, Moment } from './availability.ts';
import { operationOf } from './availability.ts';
import type { GapKind } from './gap.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';
import { isRandom } from './installOnly.ts';

/** A need at one of the moments at which its consumer is made, and the object that meets it best then. */
export interface Met {
  readonly graph: HookGraph;
  readonly need: Need;
  readonly moment: Moment;
  readonly availability: Availability;
  readonly provider: GraphObject;
}

/** What is wrong where a need meets its best provider; undefined where nothing is. */
export function kindOf(met: Met): GapKind | undefined {
  const { graph, need, moment, availability, provider } = met;
  if (!isAwaited(need)) return ofUnawaited(met);
  const isMade = provider.hook?.events.some((event) => operationOf(event) === moment.operation) ?? true;
  switch (availability) {
    case 'there':
      if (isThereByName(met)) return 'order';
      return moment.step === 'pre-delete' && !provider.hook && canFail(graph, need) ? 'failed-install' : undefined;
    case 'previous':
      return moment.step === 'pre-upgrade' && isContent(need) ? 'stale' : undefined;
    case 'leftover':
      return moment.operation === 'upgrade' && !isLeftOnPurpose(graph, provider) ? 'event-gap' : undefined;
    case 'after':
      return need.consumer.named ? 'order' : undefined;
    case 'later':
    case 'never':
      if (!provider.hook) return 'missing';
      return moment.operation === 'install' && mayBeMade(graph, need) ? undefined : 'event-gap';
    case 'deleted':
      return !provider.hook ? 'missing' : isMade ? 'deleted' : 'event-gap';
  }
}

/** See `isMild` of a gap. */
export const isMild = ({ need, availability }: Met): boolean =>
  availability === 'leftover' || availability === 'there' || (availability === 'after' && !isAwaited(need));

/** Whether Helm waits for the consumer before it goes on: a Job or Pod that is a hook. */
export const isAwaited = ({ consumer }: Need): boolean => consumer.hook !== undefined && runsOnce(consumer.manifest);

/** What Helm installs with the rest, and a hook of another kind: its pods wait until everything is there, and start again at any time. */
function ofUnawaited({ graph, need, moment, availability, provider }: Met): GapKind | undefined {
  if (need.via === 'permission') return undefined;
  switch (availability) {
    case 'never':
      return moment.operation === 'install' && !mayBeMade(graph, need) ? 'event-gap' : undefined;
    case 'later':
      return moment.operation === 'install' && !need.consumer.hook && isWorkload(need.consumer.manifest)
        ? 'deadlock'
        : undefined;
    case 'after':
      return need.via === 'serviceAccount' && need.consumer.named ? 'order' : undefined;
    case 'deleted':
      return provider.hook ? 'deleted' : undefined;
    default:
      return undefined;
  }
}

/** Whether two hooks of one event stand in the right order only by what the release is called here: equal weights go by name. */
function isThereByName({ graph: { release }, need, moment: { operation, step }, provider }: Met): boolean {
  const { consumer, providers, via } = need;
  const events = provider.hook?.events.filter((event) => operationOf(event) === operation) ?? [];
  return (
    via !== 'permission' &&
    providers.length === 1 &&
    consumer.named &&
    events.length > 0 &&
    events.every((event) => event === step) &&
    consumer.hook?.weight === provider.hook?.weight &&
    isOfReleaseName(release, consumer) !== isOfReleaseName(release, provider)
  );
}

/** Whether an object's name begins with that of the release. */
export const isOfReleaseName = ({ options }: Release, { name }: GraphObject): boolean => name.startsWith(options.name);

/** What is random is made once on purpose; what regular objects use as well is hook/install-only's. */
const isLeftOnPurpose = ({ usesOf }: HookGraph, provider: GraphObject): boolean =>
  isRandom(provider) || usesOf(provider).some(({ consumer }) => !consumer.hook);

/** Whether a Job that runs before the rest of the install may make what no template renders. */
const mayBeMade = ({ objects }: HookGraph, { consumer }: Need): boolean =>
  objects.some((o) => o !== consumer && runsOnce(o.manifest) && o.hook?.events.includes('pre-install') === true);

const isContent = ({ kind }: Need): boolean => kind === 'ConfigMap' || kind === 'Secret';

/** Whether an install can fail before the regular objects are made: a pre-install Job of the same chart. */
const canFail = ({ objects }: HookGraph, { consumer, via }: Need): boolean =>
  via === 'serviceAccount' &&
  objects.some(
    ({ hook, kind, document }) =>
      kind === 'Job' &&
      hook?.events.includes('pre-install') === true &&
      document.render.template.chart === consumer.document.render.template.chart,
  );
