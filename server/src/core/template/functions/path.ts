import { bool, text } from '../value.ts';
import type { FunctionFamily, FunctionSpec } from './function.ts';
import { fn } from './function.ts';

/** Go's path and, as on every system but Windows, path/filepath. */
export const path: FunctionFamily = {
  base: onText(base),
  dir: onText(dir),
  clean: onText(clean),
  ext: onText(ext),
  isAbs: absolute(),
  osBase: onText(base),
  osDir: onText(dir),
  osClean: onText(clean),
  osExt: onText(ext),
  osIsAbs: absolute(),
};

function onText(change: (path: string) => string): FunctionSpec {
  return fn(['string'], ([s], c) => text(change(s.text), c.computed(s)), { result: 'text' });
}

function absolute(): FunctionSpec {
  return fn(['string'], ([s], c) => bool(s.text.startsWith('/'), c.computed(s)), { result: 'bool' });
}

/** The last element; `.` of an empty path, `/` of slashes only. */
function base(path: string): string {
  if (path === '') return '.';
  const trimmed = withoutSlashes(path);
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function withoutSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return path.slice(0, end);
}

function dir(path: string): string {
  return clean(path.slice(0, path.lastIndexOf('/') + 1));
}

function ext(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot) : '';
}

/** The shortest equal path: no empty element, no `.`, no inner `..`. */
function clean(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const element of path.split('/')) {
    if (element === '' || element === '.') continue;
    if (element !== '..') kept.push(element);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const joined = kept.join('/');
  return rooted ? `/${joined}` : joined === '' ? '.' : joined;
}
