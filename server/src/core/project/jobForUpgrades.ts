import type { GraphObject, HookGraph } from './hookGraph.ts';

/** Whether the chart has a Job for upgrades, rendered or not, with the name of this one and more behind it. */
export function hasJobForUpgrades({ release }: HookGraph, { name, document }: GraphObject): boolean {
  const { chart } = document.render.template;
  const own = name.startsWith(`${release.options.name}-`) ? name.slice(release.options.name.length + 1) : name;
  return release.templates.some(
    ({ chart: other, text }) =>
      other === chart &&
      text.includes(`${own}-`) &&
      /^kind: Job\b/m.test(text) &&
      /helm\.sh\/hook["']?:.*-upgrade/.test(text) &&
      text.split('\n').some((line) => namesMore(line, own)),
  );
}

/** Whether a line gives a name that begins with another one; what the release is called may stand before it. */
function namesMore(line: string, own: string): boolean {
  const name = /^\s*name:\s*["']?(.*)$/.exec(line)?.[1] ?? '';
  return name.startsWith(`${own}-`) || name.includes(`}}-${own}-`);
}
