import type { ClientCapabilities } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';

/** What the client can do, of the things that change what it is sent. */
export interface ClientFacts {
  /** Edits with document versions. */
  readonly documentChanges: boolean;
  /** Edits that create, rename or delete files: all three. */
  readonly fileOperations: boolean;
  /** Code actions may come without their edit, which is asked for later. */
  readonly resolvesEdits: boolean;
  readonly pullsConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly markdown: boolean;
  readonly takesStatus: boolean;
  readonly showsTimeline: boolean;
  /** Documents for files in archives. */
  readonly opensArchives: boolean;
  readonly refreshesLenses: boolean;
}

/** What may be relied on before a client has introduced itself: nothing. */
export const NO_CLIENT: ClientFacts = {
  documentChanges: false,
  fileOperations: false,
  resolvesEdits: false,
  pullsConfiguration: false,
  registersConfiguration: false,
  registersWatchers: false,
  workspaceFolders: false,
  markdown: false,
  takesStatus: false,
  showsTimeline: false,
  opensArchives: false,
  refreshesLenses: false,
};

/** What a client of this server says of itself in its initialization options. */
export type OwnFacts = Pick<ClientFacts, 'takesStatus' | 'showsTimeline' | 'opensArchives'>;

/** Reads the client's capabilities; what they leave out it can't do. */
export function clientFacts({ workspace, textDocument }: ClientCapabilities, own: OwnFacts): ClientFacts {
  const operations = workspace?.workspaceEdit?.resourceOperations ?? [];
  return {
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    fileOperations: (['create', 'rename', 'delete'] as const).every((kind) => operations.includes(kind)),
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    pullsConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    markdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    ...own,
  };
}
