import type { Call, Place } from '../text/origin.ts';
import { TracedBuilder } from '../text/traced.ts';
import { fail, tooLarge } from './functions/function.ts';
import type { Failure } from './functions/function.ts';
import type { TemplateFile, TemplateNode } from './nodes.ts';
import { isBlank } from './parserBlank.ts';
import { evaluateOrReport, walkList } from './walk.ts';
import { withoutNoValue } from './noValue.ts';
import { quoted } from './quote.ts';
import { syntaxText } from './syntaxText.ts';
import type { Executable, Run } from './run.ts';
import { Scope, unwrapped } from './scope.ts';
import type { Slot } from './scope.ts';
import { computedOrigin, nil, opaque, text, tracedText } from './value.ts';
import type { StringValue, Value } from './value.ts';

/** `{{ template "name" pipeline }}`: writes into the caller's output. */
export function callTemplate(scope: Scope, dot: Slot, node: TemplateNode): void {
  const { run } = scope;
  const body = run.find(node.name);
  if (!body) {
    run.report('error', `template ${quoted(node.name)} not defined`, scope.siteOf(node));
    scope.out.append(
      'opaque',
      opaque(`template ${quoted(node.name)} is not defined`, 'any', scope.constant(node.range)).origin,
      scope.maybe,
    );
    return;
  }
  const data = node.pipe ? evaluateOrReport(scope, dot, node.pipe) : nil(scope.constant(node.range));
  const inner = new Scope(run, body, { via: 'template', name: node.name, place: scope.placeOf(node) }, scope.out, data);
  inner.maybe = scope.maybe;
  if (!enter(run)) run.stop('exceeded maximum template depth (100000)', scope.siteOf(node));
  else walkList(inner, { value: data, wrapped: false }, body.body);
  run.depth--;
}

/** Calls within each other are bounded well under what JavaScript's stack takes; Helm's own bound is 1000 per name. */
function enter(run: Run): boolean {
  run.depth++;
  return run.depth <= run.options.limits.depth;
}

const tooDeep = (name: string): string =>
  `rendering template has a nested reference name: ${name}: unable to execute template`;

/** Helm's include: the named template's output as text with its origins. */
export function include(run: Run, name: string, data: Value, place: Place): StringValue | Failure {
  const body = run.find(name);
  if (!body) return fail(`template: no template ${quoted(name)} associated with template "gotpl"`);
  return execute(run, body, unwrapped(data), { via: 'include', name, place });
}

/** A call goes through about four times as many functions as a body inside a body. */
const levelsOfCall = 4;

function execute(run: Run, body: Executable, data: Value, call: Call): StringValue | Failure {
  if (!enter(run)) {
    run.depth--;
    return { ...tooLarge(''), message: tooDeep(body.name) };
  }
  const builder = new TracedBuilder();
  const scope = new Scope(run, body, call, builder, data);
  const { caller } = run;
  if (caller) run.callers.push(caller);
  run.level += levelsOfCall;
  walkList(scope, { value: data, wrapped: false }, body.body);
  run.level -= levelsOfCall;
  if (caller) run.callers.pop();
  run.depth--;
  return tracedText(builder.finish(), computedOrigin(call.via, call.place, []));
}

/** UTF-16 units that tpl takes: a text that grows from call to call is stopped before parsing it takes long. */
const LONGEST_TPL = 1_000_000;

/** UTF-16 units whose parsing is worth a step. */
const UNITS_PARSED = 64;

/** Helm's tpl: text executed as a template, `<no value>` taken out. Defines in it are seen inside it only. */
export function tpl(run: Run, source: StringValue, data: Value, place: Place): Value | Failure {
  if (source.holes) return opaque('the template text is unknown', 'text', source.origin);
  if (!source.text.includes('{{')) return withoutNoValue(source);
  if (source.text.length > LONGEST_TPL) return tooLarge('the text that tpl is given');
  run.charge(source.text.length / UNITS_PARSED);
  const file = run.options.parse(source.text);
  const problem = file.problems[0] && syntaxText(file.problems[0], source.text, 'gotpl');
  if (problem)
    return fail(`cannot parse template ${quoted(source.text)}: template: gotpl:${problem.line}: ${problem.message}`);
  const body: Executable = { name: 'gotpl', anchor: place.anchor, body: file.body, tpl: { source, offset: 0, place } };
  run.local.push(definesOf(run, file, source, place));
  const result = execute(run, body, unwrapped(data), { via: 'tpl', name: 'gotpl', place });
  run.local.pop();
  return result.kind === 'failure' ? result : withoutNoValue(result.text === '' ? text('', source.origin) : result);
}

/** A blank one takes the place of none that is there already. */
function definesOf(run: Run, file: TemplateFile, source: StringValue, place: Place): ReadonlyMap<string, Executable> {
  const defines = file.defines.filter(({ name, body }) => !isBlank(body) || run.find(name) === undefined);
  return new Map(
    defines.map((define) => [
      define.name,
      {
        name: define.name,
        anchor: place.anchor,
        body: define.body,
        tpl: { source, offset: define.range.start, place },
      },
    ]),
  );
}
