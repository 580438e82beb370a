import type { Disposable, LanguageStatusItem } from 'vscode';
import { languages, LanguageStatusSeverity, workspace } from 'vscode';
import type { Status } from '../../server/src/protocol/status.ts';
import { SELECTOR } from './selector.ts';

/** The entry of Chartwright in the language status of its documents. */
export class StatusItem implements Disposable {
  readonly #item: LanguageStatusItem;
  readonly #trust: Disposable;
  #last: Status | undefined;

  constructor() {
    this.#item = languages.createLanguageStatusItem('chartwright.status', SELECTOR);
    this.#item.name = 'Chartwright';
    this.#item.command = { command: 'chartwright.showOutput', title: 'Show Output' };
    this.#trust = workspace.onDidGrantWorkspaceTrust(() => this.#refresh());
    this.starting();
  }

  starting(): void {
    this.#last = undefined;
    this.#item.busy = true;
    this.#item.severity = LanguageStatusSeverity.Information;
    this.#item.text = 'Chartwright: starting';
  }

  failed(): void {
    this.#item.busy = false;
    this.#item.severity = LanguageStatusSeverity.Error;
    this.#item.text = 'Chartwright: not running';
    this.#item.detail = 'The language server did not start.';
  }

  show(status: Status): void {
    this.#last = status;
    this.#refresh();
  }

  dispose(): void {
    this.#trust.dispose();
    this.#item.dispose();
  }

  #refresh(): void {
    const status = this.#last;
    if (!status) return;
    this.#item.busy = status.state === 'busy';
    this.#item.text = `Chartwright: ${problems(status)}`;
    this.#item.detail = notes(status).join(' ');
    this.#item.severity =
      status.state === 'failing'
        ? LanguageStatusSeverity.Error
        : status.limitReached
          ? LanguageStatusSeverity.Warning
          : LanguageStatusSeverity.Information;
  }
}

function problems({ problems: count, files }: Status): string {
  if (count === 0) return 'no problems';
  return `${counted(count, 'problem')} in ${counted(files, 'file')}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function notes({ state, limitReached }: Status): string[] {
  return [
    ...(state === 'failing' ? ['The last check broke off; see the output.'] : []),
    ...(limitReached ? ['There is more here than is read, so a part is not checked.'] : []),
    ...(workspace.isTrusted ? [] : ['Restricted Mode: nothing is compared with the last commit.']),
  ];
}
