import { describe, expect, it } from 'vitest';
import { noOrigin, valuesOf } from '../../../../server/src/core/text/origin.ts';
import { describeAsGo } from './asGo.ts';
import type { Case } from './asGo.ts';
import { render, valuesAt } from '../rendering.ts';

/** Templates and what Go 1.26.8, sprig 3.3.0 give for them. */
const outputs: readonly Case[] = [
  ['{{ b64enc "" }}', ''],
  ['{{ b64enc "a" }}', 'YQ=='],
  ['{{ b64enc "ab" }}', 'YWI='],
  ['{{ b64enc "abc" }}', 'YWJj'],
  ['{{ b64enc "é€😀" }}', 'w6nigqzwn5iA'],
  ['{{ b64dec "w6nigqzwn5iA" }}', 'é€😀'],
  ['{{ b64dec "YW\\r\\nI=\\n" }}', 'ab'],
  ['{{ b64dec "YWI" }}', 'illegal base64 data at input byte 0'],
  ['{{ b64dec "YWI=x" }}', 'illegal base64 data at input byte 4'],
  ['{{ b64dec "Y===" }}', 'illegal base64 data at input byte 1'],
  ['{{ b64dec "*" }}', 'illegal base64 data at input byte 0'],
  ['{{ b64dec "YR==" }}', 'a'],
  ['{{ b32enc "hello" }}', 'NBSWY3DP'],
  ['{{ b32enc "h" }}', 'NA======'],
  ['{{ b32dec "NBSWY3DP" }}', 'hello'],
  ['{{ b32dec "NA======" }}', 'h'],
  ['{{ b32dec "NA=====" }}', 'illegal base32 data at input byte 7'],
  ['{{ b32dec "NB1WY3DP" }}', 'illegal base32 data at input byte 2'],
  ['{{ b32dec "NBS\\nWY3D" }}', 'illegal base32 data at input byte 0'],
  ['{{ htpasswd "a:b" "x" }}', 'invalid username: a:b'],
  ['{{ derivePassword 1 "nope" "p" "u" "s" }}', 'cannot find password template nope'],
  ['{{ genPrivateKey "foo" }}', 'Unknown type foo'],
  ['{{ encryptAES "k" "" }}', ''],
  ['{{ decryptAES "k" "" }}', ''],
];

/** Templates and the errors they end with. */
const errors: readonly Case[] = [
  [
    '{{ decryptAES "k" "YQ" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <decryptAES "k" "YQ">: error calling decryptAES: illegal base64 data at input byte 0',
  ],
  [
    '{{ decryptAES "k" "YWJj" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <decryptAES "k" "YWJj">: error calling decryptAES: runtime error: slice bounds out of range [:16] with capacity 3',
  ],
  [
    '{{ decryptAES "k" "AAAAAAAAAAAAAAAAAAAAAA==" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <decryptAES "k" "AAAAAAAAAAAAAAAAAAAAAA==">: error calling decryptAES: runtime error: index out of range [-1]',
  ],
  [
    '{{ decryptAES "k" "AAAAAAAAAAAAAAAAAAAAAAAA" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <decryptAES "k" "AAAAAAAAAAAAAAAAAAAAAAAA">: error calling decryptAES: crypto/cipher: input not full blocks',
  ],
  [
    '{{ derivePassword -1 "pin" "p" "u" "s" }}',
    'template: t.yaml:1:18: executing "t.yaml" at <-1>: expected unsigned integer; found -1',
  ],
  ['{{ b64enc 3 }}', 'template: t.yaml:1:10: executing "t.yaml" at <3>: expected string; found 3'],
  ['{{ genCA "a" "b" }}', 'template: t.yaml:1:13: executing "t.yaml" at <"b">: expected integer; found "b"'],
  [
    '{{ genCAWithKey "a" 3 "no key" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <genCAWithKey "a" 3 "no key">: error calling genCAWithKey: parsing private key: no PEM data in input',
  ],
  [
    '{{ genSelfSignedCert "a" (list "1.2.3") nil 3 }}',
    'template: t.yaml:1:3: executing "t.yaml" at <genSelfSignedCert "a" (list "1.2.3") nil 3>: error calling genSelfSignedCert: error parsing ip: 1.2.3',
  ],
  [
    '{{ genSelfSignedCert "a" (list "1.2.3.4" "::1" 5) nil 3 }}',
    'template: t.yaml:1:3: executing "t.yaml" at <genSelfSignedCert "a" (list "1.2.3.4" "::1" 5) nil 3>: error calling genSelfSignedCert: error parsing ip: 5 is not a string',
  ],
  [
    '{{ genSelfSignedCert "a" nil (list true) 3 }}',
    'template: t.yaml:1:3: executing "t.yaml" at <genSelfSignedCert "a" nil (list true) 3>: error calling genSelfSignedCert: error processing alternate dns name: true is not a string',
  ],
  [
    '{{ genSelfSignedCert "a" nil (list "é.org") 3 }}',
    'template: t.yaml:1:3: executing "t.yaml" at <genSelfSignedCert "a" nil (list "é.org") 3>: error calling genSelfSignedCert: error creating certificate: x509: "é.org" cannot be encoded as an IA5String',
  ],
  [
    '{{ genSignedCert "a" nil nil 3 "ca" }}',
    'template: t.yaml:1:31: executing "t.yaml" at <"ca">: can\'t handle "ca" for arg of type sprig.certificate',
  ],
  [
    '{{ genSignedCert "a" nil nil 3 (genPrivateKey "?") }}',
    'template: t.yaml:1:46: executing "t.yaml" at <"?">: wrong type for value; expected sprig.certificate; got string',
  ],
  [
    '{{ buildCustomCert "*" "YQ==" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <buildCustomCert "*" "YQ==">: error calling buildCustomCert: unable to decode base64 certificate',
  ],
  [
    '{{ buildCustomCert "YQ==" "*" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <buildCustomCert "YQ==" "*">: error calling buildCustomCert: unable to decode base64 private key',
  ],
  [
    '{{ buildCustomCert "YQ==" "YQ==" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <buildCustomCert "YQ==" "YQ==">: error calling buildCustomCert: unable to decode certificate',
  ],
  [
    '{{ (genCA "a" 3).Nope }}',
    'template: t.yaml:1:14: executing "t.yaml" at <3>: can\'t evaluate field Nope in type sprig.certificate',
  ],
];

describeAsGo(outputs, errors, {});

describe('encodings', () => {
  it('leaves open what chance decides, in the right shape', () => {
    expect(render('a: {{ uuidv4 }}', {}).text).toBe('a: opaque');
    expect(render('{{ if eq (len (bcrypt "x")) 60 }}a{{ end }}', {}).map.toSource({ start: 0, end: 1 })[0]?.maybe).toBe(
      true,
    );
    expect(render('a: {{ htpasswd "user" "x" }}', {}).text).toBe('a: user:opaque');
    expect(render('a: {{ htpasswd "user" "x" | b64enc }}', {}).text).toBe('a: opaque');
    expect(render(`a: {{ bcrypt "${'x'.repeat(73)}" }}`, {}).text).toBe(
      'a: failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes',
    );
  });

  it('gives certificates whose text is open', () => {
    const source =
      '{{ $ca := genCA "a" 3 }}{{ $c := genSignedCert "b" nil (list "x.y") 3 $ca }}a: {{ $c.Cert | b64enc }}.{{ $c.Key }}';
    const { text, error, opaque } = render(source, {});
    expect([text, error, opaque.length]).toEqual(['a: opaque.opaque', '', 2]);
  });

  it('leaves open what is no text when decoded', () => {
    const { text, opaque } = render('a: {{ b64dec "/w==" }}', {});
    expect([text, opaque.length]).toEqual(['a: opaque', 1]);
  });

  it('derives passwords of a few users, and leaves those of more open', () => {
    const source =
      '{{ range $u := list "a" "a" "b" "c" "d" "e" "a" }}{{ derivePassword 1 "pin" "p" $u "s" }} {{ end }}';
    const { text, error } = render(source, {});
    expect(error).toBe('');
    expect(text).toMatch(/^(?:\d{4} ){5}opaque \d{4} $/);
  });

  it('leaves a certificate open that is none', () => {
    const cert = pem('CERTIFICATE', [0x30, 6, 0x30, 0, 0x30, 0, 3, 0]);
    const key = pem('PRIVATE KEY', [0x30, 3, 2, 1, 0]);
    const cut = pem('CERTIFICATE', [0x30, 7, 0x30, 0, 0x30, 0, 3, 0]);
    const count = (a: string, b: string): number =>
      render('{{ $c := buildCustomCert (.a | b64enc) (.b | b64enc) }}{{ $c.Cert }}{{ $c.Key }}', { a, b }).opaque
        .length;
    expect(render('{{ (buildCustomCert (.a | b64enc) (.b | b64enc)).Key }}', { a: cert, b: key }).text).toBe(key);
    expect([count(cert, key), count(cut, key), count(cert, cut), count(`x${cert}`, key)]).toEqual([0, 2, 2, 2]);
  });

  it('rests on the value that was encoded', () => {
    const [segment] = render('{{ .a | b64enc }}', { a: 'x' }).map.toSource({ start: 0, end: 4 });
    expect(valuesOf(segment?.origin ?? noOrigin)).toEqual([valuesAt('a')]);
  });
});

function pem(type: string, der: readonly number[]): string {
  return `-----BEGIN ${type}-----\n${Buffer.from(der).toString('base64')}\n-----END ${type}-----\n`;
}
