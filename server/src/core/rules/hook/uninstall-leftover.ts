import { nameOf, objectPlace } from '../../project/graphPlace.ts';
import type { GraphObject, HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { scenarioOf } from '../../project/releaseKey.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly first: string;
  readonly more: number;
}

const example = (...policy: readonly string[]): string =>
  chartExample({
    'templates/a.yaml': objectHead(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'a',
      'helm.sh/hook: pre-install',
      ...policy,
    ),
  });

/** Uninstall deletes what the release lists, and a hook is not among it (pkg/action/uninstall.go). */
export const uninstallLeftover = defineRule<'release', Data>({
  meta: {
    id: 'hook/uninstall-leftover',
    title: 'Accounts and roles of hooks stay after an uninstall',
    severity: 'info',
    target: 'release',
    stage: 'preview',
    docs: {
      what: "A chart's hooks make objects of the whole cluster, accounts, roles or webhooks, and nothing deletes them. Reported once for a chart.",
      why: '`helm uninstall` leaves hooks: rights stay with an account that nobody uses, a webhook that stays can stop pods.',
      fix: 'Add `hook-succeeded` to the delete policy where all that use it run at the same event, or delete it in a `pre-delete` or `post-delete` hook.',
      silent: [
        'hooks with `hook-succeeded`',
        'charts with a hook of delete events, which may clean up',
        'hooks of test only',
        'other values than the defaults',
      ],
      bad: example(),
      good: example('helm.sh/hook-delete-policy: hook-succeeded'),
    },
  },

  *check(db, key) {
    const graph = scenarioOf(key) === '' ? hookGraphOf(db, key) : undefined;
    const left = graph ? leftovers(graph) : [];
    const [first, ...more] = left;
    const span = first && objectPlace(db, key, first);
    if (!first || !span) return;
    const related = more.flatMap((object) => {
      const place = objectPlace(db, key, object);
      return place ? [{ span: place, message: `${nameOf(object)} stays too.` }] : [];
    });
    yield { span, data: { first: nameOf(first), more: more.length }, related };
  },

  message: ({ first, more }) =>
    `${first}${more > 0 ? ` and ${more} more ${more === 1 ? 'object' : 'objects'} of hooks` : ''} stay${more > 0 ? '' : 's'} in the cluster after \`helm uninstall\`: hooks are no part of the release.`,
});

function leftovers({ objects }: HookGraph): readonly GraphObject[] {
  const cleansUp = objects.some(({ hook }) => hook?.events.some((event) => event.endsWith('-delete')));
  return cleansUp ? [] : objects.filter((object) => object.certain && object.named && isLeft(object));
}

/** Custom resources may be of the whole cluster as well, but that is not told here. */
const KINDS = [
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'APIService',
  'PriorityClass',
  'StorageClass',
];

const isLeft = ({ hook, kind }: GraphObject): boolean =>
  hook !== undefined &&
  KINDS.includes(kind) &&
  !hook.deletePolicies.includes('hook-succeeded') &&
  hook.events.some((event) => event !== 'test');
