import { sameData, sameItems } from '../base/compare.ts';
import type { ChartNode } from '../chart/chartTree.ts';
import { chartValue } from '../chart/chartObject.ts';
import type { Prepared, PreparedValues } from '../chart/prepare.ts';
import { executed } from '../chart/release.ts';
import type { RenderRecord, SharedWrite } from '../chart/renderRecord.ts';
import { tableAt } from '../chart/tables.ts';
import type { Table } from '../chart/tables.ts';
import type { ChartTemplate, Definition } from '../chart/templates.ts';
import { map } from '../template/value.ts';
import type { MapValue } from '../template/value.ts';
import type { FileContent } from '../fs/fileSystem.ts';
import { noOrigin } from '../text/origin.ts';
import { Changes } from './changes.ts';
import type { Incremental, RenderState } from './incremental.ts';

/** An earlier release of a chart, compared with the one that is being made: which of its renders still hold there. */
export class Earlier {
  readonly #earlier: Incremental;
  readonly #prepared: Prepared;
  /** Whether nothing but the operation was asked for otherwise. */
  readonly #isComparable: boolean;
  readonly #sameOperation: boolean;
  readonly #sameFiles: boolean;
  readonly #sameData: boolean;
  readonly #definitions = new Map<string, boolean>();
  /** Found when first asked for. */
  #sameTemplates: boolean | undefined;
  #changes: Changes | undefined;

  /** `files` are the contents of `.Files` now. */
  constructor(earlier: Incremental, prepared: Prepared, files: readonly (FileContent | undefined)[]) {
    const { root, values, options } = earlier.release;
    const { isUpgrade } = prepared.options;
    this.#earlier = earlier;
    this.#prepared = prepared;
    this.#isComparable = sameData({ ...options, isUpgrade }, prepared.options);
    this.#sameOperation = options.isUpgrade === isUpgrade;
    this.#sameFiles = sameItems(earlier.files, files);
    this.#sameData = root === prepared.root && values === prepared.values;
  }

  /** What the earlier release had of a template, whether it still holds or not. */
  of(name: string): RenderState | undefined {
    return this.#earlier.states.get(name);
  }

  /** The state of a template if everything that its render read is as it was, `writes` being what was written before it. */
  held(template: ChartTemplate, writes: readonly SharedWrite[]): RenderState | undefined {
    const state = this.of(template.name);
    if (!state || !this.#isComparable) return undefined;
    const { template: old, record } = state.render;
    const isSame =
      record.replayable &&
      old.uri === template.uri &&
      (old.file.body === template.file.body || old.text === template.text) &&
      sameItems(state.writesBefore, writes) &&
      this.#sameCalls(record) &&
      (this.#sameOperation || !readsOperation(record)) &&
      (this.#sameFiles || !readsFiles(record)) &&
      (!readsScope(record.readsAll) || this.#hasSameTemplates()) &&
      (this.#sameData || this.#samePaths(record));
    return isSame ? state : undefined;
  }

  /** Whether the same templates are executed: a scope tells which was the last. */
  #hasSameTemplates(): boolean {
    this.#sameTemplates ??= sameItems(
      [...this.#earlier.states.keys()],
      executed(this.#prepared).map(({ name }) => name),
    );
    return this.#sameTemplates;
  }

  #sameCalls({ calls }: RenderRecord): boolean {
    for (const name of calls) if (!this.#sameDefinition(name)) return false;
    return true;
  }

  #sameDefinition(name: string): boolean {
    const { definitions } = this.#earlier.release;
    return remembered(this.#definitions, name, () =>
      sameDefinition(definitions.get(name), this.#prepared.definitions.get(name)),
    );
  }

  #samePaths(record: RenderRecord): boolean {
    this.#changes ??= new Changes(dataOf(this.#earlier.release), dataOf(this.#prepared));
    return !this.#changes.concern(record);
  }
}

function remembered(known: Map<string, boolean>, key: string, find: () => boolean): boolean {
  const old = known.get(key);
  if (old !== undefined) return old;
  const found = find();
  known.set(key, found);
  return found;
}

/** Whether a render looked at `.Files` of some chart, or at all of a scope, which holds them. */
function readsFiles({ reads, readsAll }: RenderRecord): boolean {
  for (const key of reads) if (/(^|\0)Files(\0|$)/.test(key)) return true;
  return readsScope(readsAll);
}

/** Whether a render asked if this is an install, or looked at all of `.Release` or of a scope, which hold the answer. */
function readsOperation({ reads, readsAll }: RenderRecord): boolean {
  if (reads.has('Release\0IsInstall') || reads.has('Release\0IsUpgrade') || readsAll.has('Release')) return true;
  return readsScope(readsAll);
}

function readsScope(readsAll: ReadonlySet<string>): boolean {
  for (const key of readsAll) if (key === '' || /^Subcharts(\0|$)/.test(key)) return true;
  return false;
}

/** What templates see of a release, by the paths of a root template; without what is compared apart (Files) or options settle. */
const dataOf = ({ root, values, options }: PreparedValues): MapValue => scopeOf(root, values, options.helm);

function scopeOf(node: ChartNode, values: Table, helm: 3 | 4): MapValue {
  const subcharts = node.children.map((child) => {
    const own = tableAt(values, child.name) ?? map(new Map(), noOrigin);
    return [child.name, scopeOf(child, own, helm)] as const;
  });
  return map(
    new Map([
      ['Chart', chartValue(node, helm)],
      ['Values', values],
      ['Subcharts', map(new Map(subcharts), noOrigin)],
    ]),
    noOrigin,
  );
}

/** A define whose text is the same renders the same, wherever it has moved in its file. */
function sameDefinition(a: Definition | undefined, b: Definition | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.anchor.file !== b.anchor.file || a.anchor.define !== b.anchor.define) return false;
  return a.body === b.body || sourceOf(a) === sourceOf(b);
}

const sourceOf = ({ template, range }: Definition): string => template.text.slice(range.start, range.end);
