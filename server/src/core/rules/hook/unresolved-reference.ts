import { lostAccounts } from '../../project/lostAccount.ts';
import { nameOf, namePlace, usePlace } from '../../project/graphPlace.ts';
import { isArchived } from '../../project/chartSource.ts';
import { unresolvedIn } from '../../project/unresolved.ts';
import type { Span } from '../../text/range.ts';
import { sameSpan, textRange } from '../../text/range.ts';
import { textOf } from '../../workspace/queries.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, job, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly kind: string;
  readonly name: string;
  /** The object that is made under nearly this name. */
  readonly meant: string | null;
}

/** A Job controller makes no pod without its account, and a kubelet starts none without its ConfigMaps and Secrets. */
export const unresolvedReference = defineRule<'release', Data>({
  meta: {
    id: 'hook/unresolved-reference',
    title: 'A hook names an object that no template creates',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    explores: true,
    docs: {
      what: "A hook's Job or Pod uses a ServiceAccount, ConfigMap or Secret whose name begins with the release's, no template makes it under any values that the chart asks for, and one with nearly the same name is made. Or a pod runs as an account that a template makes under other values only, where one of the two is a hook: it stands in a branch that is not about accounts.",
      why: 'The pod of the hook never starts, and the install, upgrade or uninstall stops at its time limit.',
      fix: 'Use the name of the object that is made, best through the same named template; take the account out of the branch.',
      silent: [
        'references that are `optional`',
        'ConfigMaps and Secrets that the chart makes with other values, and names of which a part is not known',
        'accounts that a value such as `serviceAccount.create` or `rbac.enabled` turns off: users then bring their own',
        "names that don't begin with the release's: they may be there before",
        'ConfigMaps and Secrets where another Job, a command such as `kubectl`, or a custom resource may make them',
        'names that are like no other of the kind, for ConfigMaps and Secrets one that nothing else uses',
      ],
      bad: example('hook'),
      good: example('hooks'),
    },
  },

  *check(db, key) {
    for (const { need, meant } of unresolvedIn(db, key)) {
      const span = usePlace(db, key, need);
      const made = namePlace(db, key, meant);
      if (!span) continue;
      const related = made ? [{ span: made, message: `${nameOf(meant)} is made here.` }] : [];
      const { kind, name, consumer } = need;
      yield { span, data: { consumer: nameOf(consumer), kind, name, meant: meant.name }, related };
    }
    for (const { need, provider, at } of lostAccounts(db, key)) {
      const span = usePlace(db, key, need);
      const made = namePlace(db, at, provider);
      if (!span) continue;
      const related = made ? [{ span: made, message: `${nameOf(provider)} is made here, under other values.` }] : [];
      yield { span, data: { consumer: nameOf(need.consumer), kind: need.kind, name: need.name, meant: null }, related };
    }
  },

  message: ({ consumer, kind, name, meant }) =>
    meant === null
      ? `Under these values no template creates ${kind} \`${name}\`, so ${consumer} gets no pod. Create it wherever this is rendered.`
      : `No template creates ${kind} \`${name}\`: ${consumer} never starts, and the hook runs into its time limit. Did you mean \`${meant}\`?`,

  fixes(db, key, { span, data }) {
    const found = unresolvedIn(db, key).find(({ need }) => sameSpan(usePlace(db, key, need), span));
    const made = found && namePlace(db, key, found.meant);
    const from = made && wholeAction(db, made);
    const to = wholeAction(db, span);
    const newText = from && textOf(db, from.uri)?.slice(from.range.start, from.range.end);
    if (newText === undefined || isArchived(to.uri)) return [];
    const edits = [{ uri: to.uri, edits: [{ range: to.range, newText }] }];
    const fix: Fix = { title: `Change to the name of ${data.meant}`, safe: false, edits };
    return [fix];
  },
});

/** A place with the braces of the action that it is all of. */
function wholeAction(db: Db, { uri, range }: Span): Span {
  const text = textOf(db, uri) ?? '';
  const open = /\{\{-?\s*$/.exec(text.slice(Math.max(0, range.start - MOST_BLANKS), range.start))?.[0].length;
  const close = /^\s*-?\}\}/.exec(text.slice(range.end, range.end + MOST_BLANKS))?.[0].length;
  if (open === undefined || close === undefined) return { uri, range };
  return { uri, range: textRange(range.start - open, range.end + close) };
}

const MOST_BLANKS = 40;

/** An example whose account has the end of a name. */
function example(account: string): string {
  return chartExample({
    'templates/account.yaml': objectHead(
      'v1',
      'ServiceAccount',
      `{{ .Release.Name }}-${account}`,
      '"helm.sh/hook": pre-install,pre-upgrade',
      '"helm.sh/hook-weight": "-1"',
    ),
    'templates/job.yaml': job(
      '{{ .Release.Name }}-migrate',
      { account: '{{ .Release.Name }}-hooks', container: 'migrate' },
      '"helm.sh/hook": pre-install,pre-upgrade',
    ),
  });
}
