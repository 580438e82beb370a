import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../server/src/cli/main.ts';
import type { Platform } from '../../server/src/cli/platform.ts';
import type { Report } from '../../server/src/cli/report.ts';
import { cliPlatform } from '../../server/src/node/cliPlatform.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder on disk for one test, in which the command runs. */
export class Sandbox implements Disposable {
  readonly top = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-cli-')));

  /** Writes files by their paths below the folder. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  /** The platform in the folder itself. */
  platform(): Platform {
    return cliPlatform(this.top);
  }

  path(path: string): string {
    return join(this.top, path);
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  /** Runs `chartwright` with these words in a folder below. */
  async run(words: readonly string[], change: Partial<Platform> = {}, folder = '.'): Promise<Outcome> {
    let [out, err] = ['', ''];
    const code = await run(words, {
      ...cliPlatform(this.path(folder)),
      isTerminal: false,
      environment: {},
      print: (text) => (out += text),
      complain: (text) => (err += text),
      ...change,
    });
    return { code, out, err };
  }

  /** The report of `check --format json`, whatever it finds. */
  async report(words: readonly string[] = [], folder = '.'): Promise<Report> {
    const { code, out, err } = await this.run(
      ['check', '--format', 'json', '--fail-on', 'never', ...words],
      {},
      folder,
    );
    if (code !== 0) throw new Error(`exit ${code}: ${err}`);
    return JSON.parse(out) as Report;
  }

  [Symbol.dispose](): void {
    rmSync(this.top, { recursive: true, force: true });
  }
}

/** A kustomization with one misspelt entry: an error, with fixes for a person to choose from. */
export const MISSPELT = {
  'kustomization.yaml': 'resources:\n  - deploymant.yaml\n',
  'deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n',
};

const CALICO = 'https://raw.githubusercontent.com/projectcalico/calico/v3.30.0/manifests';

/** A kustomization without its CRDs, before and after the safe fix. */
export const WITHOUT_CRDS = `resources:\n  - ${CALICO}/tigera-operator.yaml\n`;
export const WITH_CRDS = `resources:\n  - ${CALICO}/operator-crds.yaml\n  - ${CALICO}/tigera-operator.yaml\n`;
