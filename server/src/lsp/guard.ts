import type { CancellationToken } from 'vscode-languageserver';
import type { Session } from './session.ts';

/** One method's work. */
export type Handler<P, R> = (session: Session, params: P, token: CancellationToken) => R | Promise<R>;

/** A request handler that never rejects: where the work throws, or was cancelled meanwhile, it answers null. */
export function request<P, R>(session: Session, method: string, handler: Handler<P, R>) {
  return async (params: P, token: CancellationToken): Promise<R | null> => {
    const answer = await attempt(session, method, () => handler(session, params, token));
    return token.isCancellationRequested || answer === undefined ? null : answer;
  };
}

/** A notification handler that never rejects. */
export function notification<P>(session: Session, method: string, handler: (session: Session, params: P) => unknown) {
  return async (params: P): Promise<void> => {
    await attempt(session, method, () => handler(session, params));
  };
}

/** Runs something that may throw; what it throws is logged under a name, and the answer is undefined. */
export async function attempt<R>(session: Session, what: string, work: () => R | Promise<R>): Promise<R | undefined> {
  try {
    return await work();
  } catch (error) {
    session.connection.console.error(`${what} failed: ${describeError(error)}`);
    return undefined;
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
