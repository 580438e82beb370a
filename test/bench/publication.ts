import { Workbench } from '../protocol/stdioServer.ts';
import type { TestClient } from '../protocol/testClient.ts';
import type { ChartTree } from './bench.ts';
import { quantile } from './clock.ts';

/** What the server waits after a keystroke before it looks, in milliseconds (`PAUSE` in lsp/backgroundCheck.ts). */
const PAUSE = 50;
const TURNS = 120;
/** Milliseconds without a publication after which all scenarios have been looked at. */
const QUIET = 2000;

/**
 * Types in the templates of a chart that the built server has open, and prints the milliseconds from a change to the
 * publication of what the defaults come to, the pause taken off.
 */
export async function publication(tree: ChartTree, server: string): Promise<void> {
  const bench = new Workbench(Object.fromEntries(tree), server);
  try {
    const client = await bench.client({ own: { showsTimeline: true } });
    const times = await typedIn(client, templatesOpened(client, bench, tree));
    const figures = [0.5, 0.95].map((part) => quantile(times, part).toFixed(1).padStart(8)).join('');
    console.log(`${'keystroke to publication, by the server'.padEnd(44)}${figures}  without its pause of ${PAUSE} ms`);
  } finally {
    bench.dispose();
  }
}

interface Opened {
  readonly uri: string;
  /** The number of the last line, from 0, which is empty. */
  readonly line: number;
}

function templatesOpened(client: TestClient, bench: Workbench, tree: ChartTree): readonly Opened[] {
  const templates = [...tree].filter(([path]) => /^templates\/.*\.yaml$/.test(path));
  return templates.map(([path, bytes]) => {
    const text = `${new TextDecoder().decode(bytes).trimEnd()}\n`;
    void client.open(bench.uri(path), text);
    return { uri: bench.uri(path), line: text.split('\n').length - 1 };
  });
}

/** A character more in a comment at the end of each template by turns. */
async function typedIn(client: TestClient, opened: readonly Opened[]): Promise<readonly number[]> {
  await untilQuiet(client);
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const { uri, line } = opened[turn % opened.length] ?? { uri: '', line: 0 };
    const at = { line, character: 0 };
    const { checks } = client;
    const start = performance.now();
    await client.change(uri, turn + 2, '#', { start: at, end: at });
    await client.until(() => client.checks > checks);
    times.push(performance.now() - start - PAUSE);
  }
  return times;
}

async function untilQuiet(client: TestClient): Promise<void> {
  await client.until(() => client.checks > 0, 60_000);
  for (let seen = 0; seen !== client.checks;) {
    seen = client.checks;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
  }
}
