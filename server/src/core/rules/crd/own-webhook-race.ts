import { nameOf, outerSpan } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { webhookRaces } from '../../project/ownWebhooks.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import type { Span } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { get, getPath } from '../../yaml/lookup.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly webhook: string;
  readonly service: string;
}

/** Helm creates webhook configurations before kinds that it does not know, and waits for nothing in between (InstallOrder in pkg/release/v1/util/kind_sorter.go). */
export const ownWebhookRace = defineRule<'release', Data>({
  meta: {
    id: 'crd/own-webhook-race',
    title: 'A custom resource is checked by a webhook that the same release starts',
    severity: 'info',
    target: 'release',
    stage: 'preview',
    docs: {
      what: 'A custom resource that is no hook is matched by an admission webhook with `failurePolicy: Fail`, and the Service that answers is of the same release.',
      why: 'Helm creates the webhook configuration and then, without waiting for pods, the custom resource. No pod answers yet, so the first install stops with "failed calling webhook".',
      fix: 'Leave the custom resource to a second release, or create it by a Job that tries again; `failurePolicy: Ignore` is a way where the webhook only sets defaults.',
      silent: [
        '`failurePolicy: Ignore`, also as the default of v1beta1',
        'webhooks whose Service is not in the release, or that is at a URL',
        'webhooks that select objects by label or condition, or namespaces that must have a label',
        'rules for other groups, versions, resources and operations',
        'hooks, and what is not known for certain',
      ],
      bad: example('Fail'),
      good: example('Ignore'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    const seen = new Set<string>();
    for (const { object, webhook } of graph ? webhookRaces(graph) : []) {
      const span = placeOf(db, key, object, ['kind']);
      // A chart with dozens of resources of a kind has one trouble.
      if (!span || seen.has(webhook.name)) continue;
      seen.add(webhook.name);
      const name = get(webhook.node, 'name');
      const at = name && outerSpan(db, key, webhook.configuration, name);
      const related = at ? [{ span: at, message: `${nameOf(webhook.service)} answers for this webhook.` }] : [];
      yield {
        span,
        data: { object: nameOf(object), webhook: webhook.name, service: nameOf(webhook.service) },
        related,
      };
    }
  },

  message: ({ object, webhook, service }) =>
    `The webhook \`${webhook}\` of the same release must admit ${object}, but no pod behind ${service} answers yet when Helm creates it: the first install stops with "failed calling webhook".`,
});

function placeOf(db: Db, key: ReleaseKey, object: GraphObject, path: readonly string[]): Span | undefined {
  const node = getPath(object.manifest.node, path);
  return node && outerSpan(db, key, object, node);
}

/** An example whose webhook has a policy. */
function example(policy: string): string {
  const service = objectHead('v1', 'Service', '{{ .Release.Name }}');
  const webhook = objectHead(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    '{{ .Release.Name }}',
  );
  return chartExample({
    'templates/webhook.yaml': `${service}---
${webhook}webhooks:
  - name: widgets.example.org
    failurePolicy: ${policy}
    clientConfig:
      service:
        name: {{ .Release.Name }}
        namespace: {{ .Release.Namespace }}
    rules:
      - apiGroups: [example.org]
        apiVersions: ["*"]
        operations: [CREATE, UPDATE]
        resources: [widgets]
`,
    'templates/widget.yaml': objectHead('example.org/v1', 'Widget', '{{ .Release.Name }}-first'),
  });
}
