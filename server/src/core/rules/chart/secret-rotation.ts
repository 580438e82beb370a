import { isWorkload } from '../../manifest/podSpec.ts';
import { nameOf, placeSpan } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { keepOldValues } from '../../project/keepOld.ts';
import { isRestartedBy } from '../../project/restarts.ts';
import type { Rotating } from '../../project/rotating.ts';
import { rotatingIn } from '../../project/rotating.ts';
import { hasData } from '../../project/storage.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly call: string;
  /** How many other calls there are in the object. */
  readonly others: number;
  /** Whose pods each upgrade restarts with the new value, where that is all who use it. */
  readonly restarted: string | null;
  /** Whether a checksum that is not known here may restart them. */
  readonly isUnsure: boolean;
}

const example = (before: string, data: string): string =>
  chartExample({ 'templates/a.yaml': `${before}${objectHead('v1', 'Secret', 'a')}${data}` });

/** Templates are rendered anew at each upgrade, with other random numbers (sprig's crypto.go). */
export const secretRotation = defineRule<'release', Data>({
  meta: {
    id: 'chart/secret-rotation',
    title: 'A random value in a Secret changes at every upgrade',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A Secret or ConfigMap holds the result of `randAlphaNum` or another random function, and nothing keeps the first one. Reported once for an object.',
      why: 'Every upgrade renders the chart anew, with another value. What was set up with the first one, such as a database, no longer accepts it.',
      fix: 'Take the value from the Secret that is there: `{{ $old := lookup "v1" "Secret" .Release.Namespace "name" }}`, and make a new one where that is empty.',
      silent: [
        'templates that use `lookup` or `.Release.IsInstall`',
        'hooks of install only',
        'charts that refuse an upgrade without the value (`fail`, or a template such as `common.errors.upgrade.passwords.empty`), be it with the defaults only',
        'names, labels and annotations, and `htpasswd`, whose salt alone is random',
        'a branch that the default values do not take is an info',
        'information only: a Secret that only pods without data use, all restarted by a checksum over it or perhaps so by one that can not be known here, and a `uuidv4` in a ConfigMap, which is no password',
      ],
      bad: example('', 'stringData:\n  password: {{ randAlphaNum 20 | quote }}\n'),
      good: example(
        '{{- $old := lookup "v1" "Secret" .Release.Namespace "a" }}\n',
        'data:\n  password: {{ dig "data" "password" (randAlphaNum 20 | b64enc) $old | quote }}\n',
      ),
    },
  },

  *check(db, key) {
    for (const found of rotating(db, key)) {
      const { object, chances } = found;
      const [span, ...others] = chances.flatMap(({ place }) => placeSpan(db, place) ?? []);
      const restarted = restartedWith(found);
      const isId = object.kind === 'ConfigMap' && chances.every(({ name }) => name === 'uuidv4');
      const isUnsure = restarted === null && isLight(found, (is) => is !== false);
      const data = { object: nameOf(object), call: chances[0].name, others: chances.length - 1, restarted, isUnsure };
      const related = others.map((own) => ({ span: own, message: 'Another one of the same object.' }));
      if (span) yield { span, data, related, severity: restarted !== null || isUnsure || isId ? 'info' : 'warning' };
    }
  },

  message: ({ object, call, others, restarted, isUnsure }) =>
    (others === 0
      ? `\`${call}\` gives ${object} another value at every upgrade, `
      : `\`${call}\` and ${others} more random ${others > 1 ? 'calls' : 'call'} give ${object} other values at every upgrade, `) +
    (restarted === null
      ? `${isUnsure ? 'and nothing shows here whether that restarts what uses it' : 'while what runs was set up with the first one'}. Look the old one up and keep it.`
      : `and so each restarts the pods of ${restarted}, whatever has changed. Look the old one up and keep it.`),

  fixes(db, key, { span }) {
    const found = rotating(db, key).find(({ chances: [first] }) => sameSpan(placeSpan(db, first.place), span));
    const edits = found && keepOldValues(db, found.object);
    return edits ? [{ title: `Keep the values of the ${found.object.kind} that is there`, safe: false, edits }] : [];
  },
});

const rotating = (db: Db, key: ReleaseKey): readonly Rotating[] =>
  rotatingIn(db, key, ['Secret', 'ConfigMap'], { isCertificate: false });

/** The users of an object where all are workloads without data of their own, and restarted each time. */
const restartedWith = (found: Rotating): string | null =>
  isLight(found, (is) => is === true) ? [...new Set(usersOf(found).map(({ name }) => name))].join(', ') : null;

/** Whether all users of an object are workloads without data of their own, restarted as `fits` wants it. */
function isLight(found: Rotating, fits: (isRestarted: boolean | undefined) => boolean): boolean {
  const users = usersOf(found);
  const isOne = (user: GraphObject): boolean =>
    isWorkload(user.manifest) && fits(isRestartedBy(user, found.chances)) && !hasData(user);
  return users.length > 0 && users.every(isOne);
}

const usersOf = ({ graph, object }: Rotating): readonly GraphObject[] =>
  graph.usesOf(object).map(({ consumer }) => consumer);
