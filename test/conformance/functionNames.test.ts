import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { functions } from '../../server/src/core/template/functions/index.ts';
import { parserFor } from '../../server/src/core/chart/templates.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { fromValues, render } from '../unit/template/rendering.ts';

/**
 * Every name that a template may call, from the sources: `go`, builtins() of text/template/funcs.go (Go 1.26); `sprig`,
 * TxtFuncMap of sprig 3.3.0 but for env and expandenv, which Helm takes out; `helm`, funcMap and initFunMap of Helm 4.2.4's
 * pkg/engine; `onlyHelm4`, those of them that Helm 3.21.4 has not.
 */
interface Names {
  readonly go: readonly string[];
  readonly sprig: readonly string[];
  readonly helm: readonly string[];
  readonly onlyHelm4: readonly string[];
}

const folder = fileURLToPath(new URL('functions', import.meta.url));
const names = JSON.parse(readFileSync(`${folder}/names.json`, 'utf8')) as Names;
const all = [...new Set([...names.go, ...names.sprig, ...names.helm])].sort();

/** What chance, the clock, the network or the machine decides, or what we leave open, with a call that shows it. */
const opaque: ReadonlyMap<string, string> = new Map([
  ['ago', 'ago 0'],
  ['bcrypt', 'bcrypt "a"'],
  ['buildCustomCert', '(buildCustomCert "LS0tLS1CRUdJTiBYLS0tLS0=" "eA==").Cert'],
  ['encryptAES', 'encryptAES "a" "b"'],
  ['genCA', '(genCA "a" 1).Cert'],
  ['genCAWithKey', '(genCAWithKey "a" 1 "-----BEGIN X-----").Cert'],
  ['genPrivateKey', 'genPrivateKey "rsa"'],
  ['genSelfSignedCert', '(genSelfSignedCert "a" nil nil 1).Cert'],
  ['genSelfSignedCertWithKey', '(genSelfSignedCertWithKey "a" nil nil 1 "-----BEGIN X-----").Cert'],
  ['genSignedCert', '(genSignedCert "a" nil nil 1 (genCA "a" 1)).Cert'],
  ['genSignedCertWithKey', '(genSignedCertWithKey "a" nil nil 1 (genCA "a" 1) "-----BEGIN X-----").Cert'],
  ['htpasswd', 'htpasswd "a" "b"'],
  ['now', 'now'],
  ['randAlpha', 'randAlpha 3'],
  ['randAlphaNum', 'randAlphaNum 3'],
  ['randAscii', 'randAscii 3'],
  ['randBytes', 'randBytes 3'],
  ['randInt', 'randInt 1 9'],
  ['randNumeric', 'randNumeric 3'],
  ['shuffle', 'shuffle "abc"'],
  ['uuidv4', 'uuidv4'],
]);

/** Templates reach no function that could be called: an error is all there is. */
const failing = 'call';

/** The templates of all recorded cases that have an output which is known. */
function recordedTemplates(): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
  const texts: string[] = [];
  for (const path of files) {
    const content = JSON.parse(readFileSync(`${folder}/${path}`, 'utf8')) as Recorded;
    const cases = content instanceof Array ? content : (content.cases ?? []);
    for (const { template, output } of cases) if (output !== undefined) texts.push(template);
  }
  return texts.join('\n');
}

interface Case {
  readonly template: string;
  readonly output?: string;
}

/** names.json and values.json have no cases. */
type Recorded = readonly Case[] | { readonly cases?: readonly Case[] };

describe('function names', () => {
  it('are those of Helm, none missing and none invented', () => {
    expect([...functions.keys(), 'and', 'or'].sort()).toEqual(all);
  });

  it.each(all)('%s has a recorded output, or is opaque by design', (name) => {
    const call = opaque.get(name);
    if (call !== undefined) {
      const rendered = render(`{{ ${call} }}`, fromValues({}));
      expect(rendered.error).toBe('');
      expect(rendered.opaque.length).toBeGreaterThan(0);
    } else expect(recordedCalls.has(name) || name === failing).toBe(true);
  });

  it.each(all)('%s is known to the parser of each Helm that has it', (name) => {
    const problems = (helm: 3 | 4): number => parserFor(helm)(toUri('file:///t.yaml'), `{{ ${name} }}`).problems.length;
    expect(problems(4)).toBe(0);
    expect(problems(3)).toBe(names.onlyHelm4.includes(name) ? 1 : 0);
  });
});

const recordedCalls: ReadonlySet<string> = new Set(recordedTemplates().match(/[A-Za-z]\w*/g));
