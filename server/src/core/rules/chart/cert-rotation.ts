import { isWorkload } from '../../manifest/podSpec.ts';
import type { Chance } from '../../project/chance.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { mergeEdits, nameOf, placeSpan } from '../../project/graphPlace.ts';
import { addAnnotations } from '../../project/annotationEdit.ts';
import { keepOldCertificates } from '../../project/keepCertificates.ts';
import type { SourceEdit } from '../../project/literalEdit.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import { restartOf } from '../../project/restarts.ts';
import { rotatingIn } from '../../project/rotating.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { getPath } from '../../yaml/lookup.ts';
import { resolve } from '../../yaml/walk.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartExample, deployment, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly call: string;
  readonly user: string;
}

/** Templates are rendered anew at each upgrade, with another key (sprig's crypto.go). */
export const certRotation = defineRule<'release', Data>({
  meta: {
    id: 'chart/cert-rotation',
    title: 'A certificate is made anew at every upgrade, and pods keep the old one',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A Secret holds the result of `genCA`, `genSelfSignedCert` or `genSignedCert`, nothing keeps the first one, and no checksum restarts the pods that use it.',
      why: 'Every upgrade makes another certificate. Pods that run keep the old one, while the API server and clients already trust the new authority: calls fail until the pods restart.',
      fix: 'Take the certificate from the Secret that is there with `lookup`, or give the workload an annotation such as `checksum/tls` over the Secret.',
      silent: [
        'templates that use `lookup` or `.Release.IsInstall`',
        'hooks of install only',
        'charts that refuse an upgrade without the value (`fail`, or a template such as `common.errors.upgrade.passwords.empty`)',
        'Secrets that no workload of the release is seen to use',
        'users whose pods are restarted: by a checksum over the certificate, a random value, the revision or the time among their annotations, or by Reloader',
        'information only: users with checksums over other things, which a new version of the chart may change as well',
        'a branch that the default values do not take is an info',
      ],
      bad: example(),
      good: example('checksum/tls: {{ randAlphaNum 8 }}'),
    },
  },

  *check(db, key) {
    for (const { object, chance, users, isMild } of rotating(db, key)) {
      const span = placeSpan(db, chance.place);
      const data = { object: nameOf(object), call: chance.name, user: nameOf(users[0]) };
      if (span) yield { span, data, severity: isMild ? 'info' : 'warning' };
    }
  },

  message: ({ object, call, user }) =>
    `\`${call}\` makes another certificate for ${object} at every upgrade, while the pods of ${user} keep the old one. Look the old one up and keep it, or restart the pods by a checksum.`,

  fixes(db, key, { span }) {
    const found = rotating(db, key).find(({ chance }) => sameSpan(placeSpan(db, chance.place), span));
    const kept = found && keepOldCertificates(db, found.object);
    const restarts = found?.users.map((user) => restartEdits(db, user)) ?? [];
    const restarted = restarts.length > 0 ? restarts.flatMap((edits) => edits ?? []) : undefined;
    const names = found?.users.map(({ name }) => name).join(', ') ?? '';
    return [
      ...(kept
        ? [
            {
              title: 'Keep the certificate of the Secret that is there (delete the Secret to renew it)',
              safe: false,
              edits: kept,
            },
          ]
        : []),
      ...(restarted && !restarts.includes(undefined)
        ? [{ title: `Restart the pods of ${names} at every upgrade`, safe: false, edits: mergeEdits(restarted) }]
        : []),
    ];
  },
});

/** The annotation that Helm's documentation advises, with another value at each render. */
function restartEdits(db: Db, { document, manifest }: GraphObject): readonly SourceEdit[] | undefined {
  const template = resolve(getPath(manifest.node, ['spec', 'template']));
  const edits = addAnnotations(document.text, template, [['checksum/certificate', '{{ randAlphaNum 8 | quote }}']]);
  return edits && toSourceEdits(db, document, edits);
}

interface Rotating {
  readonly object: GraphObject;
  readonly chance: Chance;
  /** Whose pods keep the old one. */
  readonly users: readonly [GraphObject, ...GraphObject[]];
  /** Whether all of them have checksums over other things, which a new version of the chart may change as well. */
  readonly isMild: boolean;
}

/** One for each object: the call whose result comes last is the certificate that is served. */
const rotating = (db: Db, key: ReleaseKey): readonly Rotating[] =>
  rotatingIn(db, key, ['Secret'], { isCertificate: true }).flatMap(({ graph, object, chances: [chance] }) => {
    const consumers = graph.usesOf(object).map(({ consumer }) => consumer);
    const users = consumers.filter(({ manifest }) => isWorkload(manifest));
    const [first, ...more] = users.filter((own) => restartOf(own) !== 'always');
    const isMild = first !== undefined && users.every((own) => restartOf(own) !== 'never');
    return first ? [{ object, chance, users: [first, ...more] as const, isMild }] : [];
  });

/** An example whose Deployment has these annotations in its pods. */
function example(...annotations: readonly string[]): string {
  const secret = `${objectHead('v1', 'Secret', 'a-tls')}stringData:\n  tls.crt: {{ $ca.Cert | quote }}\n`;
  const volume = '      volumes:\n        - name: tls\n          secret:\n            secretName: a-tls\n';
  const user = deployment('a', { container: 'a', spec: volume }, ...annotations);
  return chartExample({ 'templates/a.yaml': `{{- $ca := genCA "a" 365 }}\n${secret}---\n${user}` });
}
