import type { CheckResult, Scope } from './features/checking.ts';
import { checkScope } from './features/checking.ts';
import { Checker } from './check/check.ts';
import type { Lens } from './features/codeLens.ts';
import { lensesOf } from './features/codeLens.ts';
import type { FixedTexts } from './features/fixAll.ts';
import { fixAll } from './features/fixAll.ts';
import type { Action } from './features/actions.ts';
import { refactorsAt } from './features/actions.ts';
import type { ArchivedTemplate } from './features/archivedTemplates.ts';
import { archivedTemplates } from './features/archivedTemplates.ts';
import { verifiedFixes } from './features/fixes.ts';
import type { Completion } from './features/completion.ts';
import { completionsAt } from './features/completion.ts';
import type { Hover } from './features/hover.ts';
import { hoverAt } from './features/hover.ts';
import type { Preview } from './features/preview.ts';
import { previewOf } from './features/preview.ts';
import type { PreviewPlaces } from './features/previewPlaces.ts';
import { toPreviewRanges, toTemplateSpans } from './features/previewPlaces.ts';
import type { ScenarioChoices } from './features/previewScenarios.ts';
import { scenarioChoices } from './features/previewScenarios.ts';
import type { GivenScenario, GivenValues, RenderRequest, RenderResult } from './features/render.ts';
import { renderChart, scenarioOfGiven } from './features/render.ts';
import type { PreviewRequest } from './features/shownTemplate.ts';
import type { Timeline, TimelineRequest } from './features/timeline.ts';
import { timelineOf } from './features/timeline.ts';
import { archivedTextQuery, isArchived } from './project/chartSource.ts';
import type { FileSystem } from './fs/fileSystem.ts';
import { RULES } from './rules/index.ts';
import type { Finding, Fix, Rule } from './rules/rule.ts';
import { LineIndex } from './text/lineIndex.ts';
import type { Span, TextRange } from './text/range.ts';
import type { Uri } from './text/uri.ts';
import { lineIndexQuery, textOf } from './workspace/queries.ts';
import type { Settings } from './workspace/query.ts';
import type { Slices } from './workspace/slices.ts';
import { LOAD_LIMITS, Workspace } from './workspace/workspace.ts';

/** What core needs of the world it runs in. */
export interface Host {
  readonly fs: FileSystem;
  /** About how many bytes results may keep in memory from one chart to the next; for a host that asks only once, little. */
  readonly resultBytes?: number;
}

/** The only way into core. Every method answers for the texts as they are when it is called; none rejects over bad input. */
export interface Engine {
  readonly rules: readonly Rule[];
  /** Sets the workspace folders and walks them for files; `roots` narrows what is walked. */
  setFolders(folders: readonly Uri[], roots?: readonly Uri[]): Promise<void>;
  setSettings(settings: Settings): void;
  /** The text that an editor holds for a file, from opening it or from typing. */
  setText(uri: Uri, text: string): void;
  closeText(uri: Uri): void;
  /** For a file that is about to be opened and that no walk has found: what appeared unnoticed, a folder or the file. */
  missedAt(uri: Uri): Uri | undefined;
  /** Files changed on disk; with `names` set, some appeared or went. */
  filesChanged(uris: readonly Uri[], names: boolean): Promise<void>;
  /** With `slices`, other calls are answered in the pauses, and a pause that rejects ends the check so. */
  check(scope: Scope, slices?: Slices): Promise<CheckResult>;
  /** Fixes of a finding from the newest check, each tried out first: it ends the finding and adds none in the rule's area. */
  fixes(finding: Finding): Promise<readonly Fix[]>;
  /** Changes offered at a range without a finding, tried out like fixes. */
  refactors(uri: Uri, range: TextRange): Promise<readonly Action[]>;
  /** What the safe fixes make of the files in scope, at most ten rounds. `only` keeps the edits within one file. */
  fixAll(scope: Scope, only?: Uri): Promise<FixedTexts>;
  /** Explains what stands at a UTF-16 offset. */
  hover(uri: Uri, offset: number): Promise<Hover | undefined>;
  /** What can still be written at a UTF-16 offset, best first. */
  completions(uri: Uri, offset: number): Promise<readonly Completion[]>;
  /** What `helm template` would print for a chart that need not be in a workspace folder. */
  render(request: RenderRequest): Promise<RenderResult>;
  /** What stands above the hooks of a template; `scenarios` as in a check's scope, one for the defaults alone. */
  lenses(uri: Uri, scenarios: number): Promise<readonly Lens[]>;
  /** The id of the scenario in which a user gives these values. */
  scenarioOf(given: GivenValues): Promise<GivenScenario>;
  /** The order of a chart's hooks, with what is found about them. */
  timeline(request: TimelineRequest): Promise<Timeline | undefined>;
  /** A template as Helm renders it, for people to look at; undefined where the file is no template of a chart. */
  preview(request: PreviewRequest): Promise<Preview | undefined>;
  /** The scenarios that a template can be previewed in, the defaults aside. */
  scenarios(uri: Uri): Promise<ScenarioChoices>;
  /** The templates of a .tgz in a chart's `charts/`. */
  archivedTemplates(archive: Uri): Promise<readonly ArchivedTemplate[]>;
  /** Where a range of a template, of one it calls, or of a values file has gone in the text of its preview. */
  toGenerated(request: PreviewRequest, from: Span): Promise<PreviewPlaces>;
  /** Where a range of a preview's text was written: in the template itself first, then in what it calls. */
  toSource(request: PreviewRequest, range: TextRange): Promise<readonly Span[]>;
  /** A file's text as the engine sees it; undefined where it can't be read as text. */
  text(uri: Uri): Promise<string | undefined>;
  /** The line starts of a file, for turning offsets into positions. */
  lines(uri: Uri): Promise<LineIndex>;
  /** Every address that was read or looked for, so that the host can watch them. */
  watched(): readonly Uri[];
}

/** Puts the engine together. */
export function createEngine(host: Host): Engine {
  const weight = host.resultBytes ?? LOAD_LIMITS.weight;
  const workspace = new Workspace(host.fs, { ...LOAD_LIMITS, weight });
  const checker = new Checker(RULES);
  return {
    rules: RULES,
    setFolders: (folders, roots) => workspace.setFolders(folders, roots),
    setSettings: (settings) => workspace.setSettings(settings),
    setText: (uri, text) => workspace.setText(uri, text),
    closeText: (uri) => workspace.closeText(uri),
    missedAt: (uri) => workspace.missedAt(uri),
    async filesChanged(uris, names) {
      workspace.filesChanged(uris);
      if (names) await workspace.rediscover();
    },
    check: (scope, slices) => checkScope(workspace, checker, scope, slices),
    fixes: (finding) => verifiedFixes(workspace, checker, finding),
    refactors: (uri, range) => refactorsAt(workspace, checker, uri, range),
    fixAll: (scope, only) => fixAll(workspace, checker, scope, only),
    hover: (uri, offset) => hoverAt(workspace, uri, offset),
    completions: (uri, offset) => completionsAt(workspace, uri, offset),
    render: (request) => renderChart(workspace, request),
    lenses: (uri, scenarios) => lensesOf(workspace, uri, scenarios),
    scenarioOf: (given) => scenarioOfGiven(workspace, given),
    timeline: (request) => timelineOf(workspace, checker, request),
    preview: (request) => previewOf(workspace, request),
    scenarios: (uri) => scenarioChoices(workspace, uri),
    archivedTemplates: (archive) => archivedTemplates(workspace, archive),
    toGenerated: (request, from) => toPreviewRanges(workspace, request, from),
    toSource: (request, range) => toTemplateSpans(workspace, request, range),
    text: (uri) => workspace.ensureLoaded((s) => (isArchived(uri) ? s.get(archivedTextQuery, uri) : textOf(s, uri))),
    lines: (uri) =>
      workspace.ensureLoaded((s) =>
        isArchived(uri) ? new LineIndex(s.get(archivedTextQuery, uri) ?? '') : s.get(lineIndexQuery, uri),
      ),
    watched: () => workspace.watched,
  };
}
