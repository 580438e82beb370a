import type { DidChangeConfigurationParams } from 'vscode-languageserver';
import type { ClientSettings } from '../protocol/settings.ts';
import { CHECK_SCOPES, DEFAULT_CLIENT_SETTINGS } from '../protocol/settings.ts';
import type { Session } from './session.ts';

/** The section of the client's settings that are ours. */
export const SECTION = 'chartwright';

/** workspace/didChangeConfiguration: asks the client for its settings, or takes those that came along. */
export async function configurationChanged(session: Session, params: DidChangeConfigurationParams): Promise<void> {
  if (session.client.pullsConfiguration) return pullConfiguration(session);
  const settings: unknown = params.settings;
  if (isRecord(settings) && isRecord(settings[SECTION])) session.settings = readSettings(settings[SECTION]);
}

/** Asks the client for the section `chartwright`. */
export async function pullConfiguration(session: Session): Promise<void> {
  const answer: unknown = await session.connection.workspace.getConfiguration(SECTION);
  session.settings = readSettings(answer);
}

/** Settings as a client sent them, with the default in the place of whatever is absent or of another type. */
export function readSettings(value: unknown): ClientSettings {
  const { check, rules, codeLens, preview } = isRecord(value) ? value : {};
  const scope = isRecord(check) ? CHECK_SCOPES.find((known) => known === check['scope']) : undefined;
  const hooks = isRecord(codeLens) ? codeLens['hooks'] : undefined;
  return {
    check: { scope: scope ?? DEFAULT_CLIENT_SETTINGS.check.scope },
    rules: isRecord(rules) ? onlyTexts(rules) : DEFAULT_CLIENT_SETTINGS.rules,
    codeLens: { hooks: typeof hooks === 'boolean' ? hooks : DEFAULT_CLIENT_SETTINGS.codeLens.hooks },
    preview: typeof preview === 'boolean' ? preview : DEFAULT_CLIENT_SETTINGS.preview,
  };
}

const onlyTexts = (record: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );

/** Whether a value of unknown origin is an object with named fields: no list, and not null. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
