/** A worker started from a bundle file; see worker.mjs. */
export interface WorkerLink {
  post(message: unknown): Promise<void>;
  next(accept?: (message: unknown) => boolean, milliseconds?: number): Promise<unknown>;
  log(): readonly string[];
  close(): Promise<void>;
}

/** Which kind of script the bundle is, and where installation steps are told. */
export interface WorkerOptions {
  readonly type?: 'classic' | 'module';
  readonly log?: (line: string) => void;
}

/** Starts a worker in a headless Chromium; whoever calls this calls `close`. */
export function openWorker(bundlePath: string, options?: WorkerOptions): Promise<WorkerLink>;

/** Opens a worker for the time of `script`, at most `milliseconds` (default 60 s), and closes it whatever happens. */
export function runInWorker<T>(
  bundlePath: string,
  script: (worker: WorkerLink) => Promise<T>,
  options?: { readonly type?: 'classic' | 'module'; readonly milliseconds?: number },
): Promise<T>;
