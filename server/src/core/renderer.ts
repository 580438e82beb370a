import type { Engine, Host } from './engine.ts';
import { renderChart } from './features/render.ts';
import { Workspace } from './workspace/workspace.ts';

/** The part of the engine of a host that only renders, which is spared the loading of all the rest. */
export function createRenderer({ fs }: Pick<Host, 'fs'>): Pick<Engine, 'render'> {
  const workspace = new Workspace(fs);
  return { render: (request) => renderChart(workspace, request) };
}
