import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { TOP } from '../support/top.ts';

/** One import of a source file: by statement, `export … from`, type or call. */
export interface Import {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly specifier: string;
  /** The file it leads to, relative to the repository; undefined for a package. */
  readonly target: string | undefined;
}

/** All TypeScript sources below a folder of the repository. */
export function sourcesBelow(folder: string): string[] {
  const names = readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.[cm]?tsx?$/.test(name))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')));
}

/** Every import of a file. */
export function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(TOP, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(resolved(file, specifier.text));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
}

function resolved(file: string, specifier: string): Import {
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined;
  return { file, specifier, target };
}
