/** A worker started from a bundle file; see worker.mjs. */
export interface WorkerLink {
  /** Sends a plain object to the worker's `onmessage`; messages arrive in the order of the calls. */
  post(message: unknown): Promise<void>;
  /** Ends worker, browser and server. */
  close(): Promise<void>;
}

/** Who hears of what a worker does. */
export interface WorkerOptions {
  /** Takes each message of the worker, in order. */
  readonly receive: (message: unknown) => void;
  /** Takes what the worker did not catch. */
  readonly fail: (error: Error) => void;
  /** Takes the steps of an installation, where one is needed. */
  readonly log?: (line: string) => void;
}

/** Starts a worker in a headless Chromium; whoever calls this calls `close`. */
export function openWorker(bundlePath: string, options: WorkerOptions): Promise<WorkerLink>;
