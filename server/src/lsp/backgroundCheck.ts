import type { Diagnostic } from 'vscode-languageserver';
import { ALL_SCENARIOS } from '../core/features/checking.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { Uri } from '../core/text/uri.ts';
import type { Slices } from '../core/workspace/slices.ts';
import type { Status } from '../protocol/status.ts';
import { STATUS } from '../protocol/status.ts';
import { CarriedFindings } from './carriedFindings.ts';
import { filesOfFinding, toDiagnostic } from './convert.ts';
import { attempt } from './guard.ts';
import { Pause, Wait } from './pause.ts';
import { Publisher } from './publish.ts';
import type { Session } from './session.ts';

const PAUSE = 50;
const LONGEST_PAUSE = 500;
/** A check that took longer than this many milliseconds announces itself the next time. */
const NOTICEABLE = 200;
/** Milliseconds without an edit before other scenarios than the defaults are looked at. */
const IDLE = 150;
/** How many scenarios of each chart the first look at others takes in; each further one takes in twice as many. */
const FIRST_LOOK = 4;
/** Milliseconds after which such a look makes a pause, in which requests are answered. */
const SLICE = 25;

/** A bound of the whole check is a finding of a workspace folder, which an editor can't open: it shows as a status only. */
const LIMIT_REACHED = 'engine/limit-reached';

/** Checks after changes, one check at a time, and publishes what came out unless the texts moved on meanwhile. */
export class BackgroundCheck {
  readonly #session: Session;
  readonly #publisher: Publisher;
  readonly #pause: Pause;
  readonly #idle = new Wait();
  readonly #carried: CarriedFindings;
  #running = false;
  #stopped = false;
  #askedAgain = false;
  #lastDuration = Infinity;
  #lastStatus = '';
  #published: (isWhole: boolean) => Promise<void> = () => Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
    this.#publisher = new Publisher(session);
    this.#carried = new CarriedFindings(session.engine);
    this.#pause = new Pause(PAUSE, LONGEST_PAUSE, () => void this.#runOne());
  }

  /** Calls `listener` after each publication; `isWhole` says whether all scenarios have been looked at. */
  onPublished(listener: (isWhole: boolean) => Promise<void>): void {
    this.#published = listener;
  }

  /** Asks for a check after a pause; one that only waits for more to do makes room for it. */
  ask(): void {
    this.#pause.ask();
    this.#idle.end();
  }

  stop(): void {
    this.#stopped = true;
    this.#pause.stop();
    this.#idle.end();
  }

  async #runOne(): Promise<void> {
    this.#askedAgain = this.#running;
    if (this.#running) return;
    this.#running = true;
    const limitReached = await attempt(this.#session, 'check', () => this.#run());
    if (limitReached === undefined) await attempt(this.#session, 'status', () => this.#tell('failing', false));
    this.#running = false;
    if (this.#askedAgain && !this.#stopped) void this.#runOne();
  }

  /** Checks the defaults, publishes, and goes on with the other scenarios. Answers whether a bound was met. */
  async #run(): Promise<boolean> {
    const session = this.#session;
    if (this.#lastDuration > NOTICEABLE) await this.#tell('busy', false);
    await session.foldersReady;
    const { generation } = session;
    const start = Date.now();
    const { findings, stats } = await session.engine.check(session.scope);
    const hasCharts = stats.charts > 0;
    const shown = hasCharts ? await this.#carried.over(findings) : findings;
    const limitReached = findings.some((finding) => finding.rule === LIMIT_REACHED);
    const isPublished = await this.#publish(shown, generation);
    this.#lastDuration = Date.now() - start;
    if (!isPublished) return limitReached;
    await this.#tell('idle', limitReached);
    await this.#published(!hasCharts);
    if (hasCharts) await this.#lookFurther(generation, limitReached, findings);
    return limitReached;
  }

  /** Looks at more and more scenarios while nothing else is to be done; an edit ends it. */
  async #lookFurther(generation: number, limitReached: boolean, own: readonly Finding[]): Promise<void> {
    const { engine, scope } = this.#session;
    await this.#idle.wait(IDLE);
    for (let scenarios = FIRST_LOOK; ; scenarios = Math.min(2 * scenarios, ALL_SCENARIOS)) {
      if (this.#isStale(generation)) return;
      const looked = await engine.check({ ...scope, scenarios }, this.#slices(generation)).catch(unlessStale);
      if (!looked) return;
      const { findings, stats } = looked;
      const isLast = stats.scenariosLeftOut === 0 || scenarios === ALL_SCENARIOS;
      const shown = isLast ? findings : await this.#carried.over(findings);
      await this.#carried.remember(shown, own, () => this.#isStale(generation));
      if (!(await this.#publish(shown, generation))) return;
      await this.#tell('idle', limitReached);
      await this.#published(isLast);
      if (isLast) return;
      // What arrived meanwhile is served first.
      await pause(0);
    }
  }

  #slices(generation: number): Slices {
    let start = Date.now();
    return {
      isOver: () => Date.now() - start > SLICE,
      pause: async () => {
        await pause(0);
        if (this.#isStale(generation)) throw new Stale();
        start = Date.now();
      },
    };
  }

  /** Publishes unless the texts moved on; what made findings stale has asked for the next check. */
  async #publish(findings: readonly Finding[], generation: number): Promise<boolean> {
    const session = this.#session;
    const lines = await session.lines(findings.flatMap(filesOfFinding));
    if (this.#isStale(generation)) return false;
    const shown = findings.filter((finding) => finding.rule !== LIMIT_REACHED || !session.roots.has(finding.span.uri));
    await this.#publisher.publish(byFile(shown, (finding) => toDiagnostic(session, lines, finding)));
    return true;
  }

  #isStale(generation: number): boolean {
    return this.#stopped || this.#session.generation !== generation;
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

/** What a look ends with that nobody wants any more. */
class Stale extends Error {}

function unlessStale(error: unknown): undefined {
  if (!(error instanceof Stale)) throw error;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function byFile(findings: readonly Finding[], convert: (finding: Finding) => Diagnostic): Map<Uri, Diagnostic[]> {
  const files = new Map<Uri, Diagnostic[]>();
  for (const finding of findings) {
    const list = files.get(finding.span.uri) ?? [];
    list.push(convert(finding));
    files.set(finding.span.uri, list);
  }
  return files;
}
