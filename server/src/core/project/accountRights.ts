import type { HookGraph, Need } from './hookGraph.ts';

/** An account that no chart here makes, such as `default`, may have rights from several charts, each for its own pods. */
export function isOfOneChart({ needsOf }: HookGraph, { consumer, providers }: Need): boolean {
  const own = consumer.document.render.template.chart;
  const isMade = needsOf(consumer).some((need) => need.via === 'serviceAccount' && need.providers.length > 0);
  return isMade || providers.every(({ document }) => document.render.template.chart === own);
}
