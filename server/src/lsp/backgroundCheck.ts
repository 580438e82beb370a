import type { Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../core/rules/rule.ts';
import type { Uri } from '../core/text/uri.ts';
import type { Status } from '../protocol/status.ts';
import { STATUS } from '../protocol/status.ts';
import { filesOfFinding, toDiagnostic } from './convert.ts';
import { attempt } from './guard.ts';
import { Pause } from './pause.ts';
import { Publisher } from './publish.ts';
import type { Session } from './session.ts';

const PAUSE = 50;
const LONGEST_PAUSE = 500;
/** A check that took longer than this many milliseconds announces itself the next time. */
const NOTICEABLE = 200;

/** A bound of the whole check is a finding of a workspace folder, which an editor can't open: it shows as a status only. */
const LIMIT_REACHED = 'engine/limit-reached';

/** Checks after changes, one check at a time, and publishes what came out unless the texts moved on meanwhile. */
export class BackgroundCheck {
  readonly #session: Session;
  readonly #publisher: Publisher;
  readonly #pause: Pause;
  #running = false;
  #askedAgain = false;
  #lastDuration = Infinity;
  #lastStatus = '';

  constructor(session: Session) {
    this.#session = session;
    this.#publisher = new Publisher(session);
    this.#pause = new Pause(PAUSE, LONGEST_PAUSE, () => void this.#runOne());
  }

  ask(): void {
    this.#pause.ask();
  }

  stop(): void {
    this.#pause.stop();
  }

  async #runOne(): Promise<void> {
    this.#askedAgain = this.#running;
    if (this.#running) return;
    this.#running = true;
    const limitReached = await attempt(this.#session, 'check', () => this.#run());
    if (limitReached === undefined) await attempt(this.#session, 'status', () => this.#tell('failing', false));
    this.#running = false;
    if (this.#askedAgain) this.ask();
  }

  /** Answers whether a bound was met. */
  async #run(): Promise<boolean> {
    const session = this.#session;
    if (this.#lastDuration > NOTICEABLE) await this.#tell('busy', false);
    await session.foldersReady;
    const { generation } = session;
    const start = Date.now();
    const { findings } = await session.engine.check(session.scope);
    const lines = await session.lines(findings.flatMap(filesOfFinding));
    this.#lastDuration = Date.now() - start;
    const limitReached = findings.some((finding) => finding.rule === LIMIT_REACHED);
    // What made this check stale has asked for the next one.
    if (session.generation !== generation) return limitReached;
    const shown = findings.filter((finding) => finding.rule !== LIMIT_REACHED || !session.roots.has(finding.span.uri));
    await this.#publisher.publish(byFile(shown, (finding) => toDiagnostic(session, lines, finding)));
    await this.#tell('idle', limitReached);
    return limitReached;
  }

  async #tell(state: Status['state'], limitReached: boolean): Promise<void> {
    const { connection, client } = this.#session;
    const { problems, files } = this.#publisher;
    const status: Status = { state, problems, files, limitReached };
    const content = JSON.stringify(status);
    if (!client.takesStatus || content === this.#lastStatus) return;
    this.#lastStatus = content;
    await connection.sendNotification(STATUS, status);
  }
}

function byFile(findings: readonly Finding[], convert: (finding: Finding) => Diagnostic): Map<Uri, Diagnostic[]> {
  const files = new Map<Uri, Diagnostic[]>();
  for (const finding of findings) {
    const list = files.get(finding.span.uri) ?? [];
    list.push(convert(finding));
    files.set(finding.span.uri, list);
  }
  return files;
}
