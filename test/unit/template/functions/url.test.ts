import { describe, expect, it } from 'vitest';
import { describeAsGo } from './asGo.ts';
import type { Case } from './asGo.ts';
import { render } from '../rendering.ts';

/** Templates and what Go 1.26.8, sprig 3.3.0 give for them. */
const outputs: readonly Case[] = [
  [
    '{{ urlParse "https://u:p%2F@example.com:80/a%20b?q=1&r#f%20g" }}',
    'map[fragment:f g host:example.com:80 hostname:example.com opaque: path:/a b query:q=1&r scheme:https userinfo:u:p%2F]',
  ],
  ['{{ (urlParse "http://[::1]:80/").hostname }}', '::1'],
  ['{{ (urlParse "mailto:a@b").opaque }}', 'a@b'],
  ['{{ (urlParse "HTTP://x").scheme }}', 'http'],
  ['{{ urlParse "//u@h/p" | urlJoin }}', '//u@h/p'],
  ['{{ urlParse "http://h/a b?c d#e f" | urlJoin }}', 'http://h/a%20b?c d#e%20f'],
  ['{{ urlJoin .parts }}', 'http://u:p@h/a%20b?x=1#%C3%A9'],
  ['{{ urlJoin .bare }}', './a:b'],
  ['{{ getHostByName "example.com" }}|', '|'],
];

/** Templates and the errors they end with. */
const errors: readonly Case[] = [
  [
    '{{ urlParse ":x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse ":x">: error calling urlParse: unable to parse url: parse ":x": missing protocol scheme',
  ],
  [
    '{{ urlParse "http://h:x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://h:x">: error calling urlParse: unable to parse url: parse "http://h:x": invalid port ":x" after host',
  ],
  [
    '{{ urlParse "http://a:1:2" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://a:1:2">: error calling urlParse: unable to parse url: parse "http://a:1:2": invalid port ":1:2" after host',
  ],
  [
    '{{ urlParse "http://[::1" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://[::1">: error calling urlParse: unable to parse url: parse "http://[::1": missing \']\' in host',
  ],
  [
    '{{ urlParse "http://[1::2::3]" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://[1::2::3]">: error calling urlParse: unable to parse url: parse "http://[1::2::3]": invalid host: ParseAddr("1::2::3"): multiple :: in address (at ":3")',
  ],
  [
    '{{ urlParse "http://h/%zz" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://h/%zz">: error calling urlParse: unable to parse url: parse "http://h/%zz": invalid URL escape "%zz"',
  ],
  [
    '{{ urlParse "http://a b/" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://a b/">: error calling urlParse: unable to parse url: parse "http://a b/": invalid character " " in host name',
  ],
  [
    '{{ urlParse "http://u p@h" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "http://u p@h">: error calling urlParse: unable to parse url: parse "http://u p@h": net/url: invalid userinfo',
  ],
  [
    '{{ urlParse "a:b/c#%q" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "a:b/c#%q">: error calling urlParse: unable to parse url: parse "a:b/c#%q": invalid URL escape "%q"',
  ],
  [
    '{{ urlParse "1:b" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "1:b">: error calling urlParse: unable to parse url: parse "1:b": first path segment in URL cannot contain colon',
  ],
  [
    '{{ urlParse "a\\nb" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlParse "a\\nb">: error calling urlParse: unable to parse url: parse "a\\nb": net/url: invalid control character in URL',
  ],
  [
    '{{ urlJoin .number }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlJoin .number>: error calling urlJoin: unable to parse host key, must be of type string, but float64 found',
  ],
  [
    '{{ urlJoin .user }}',
    'template: t.yaml:1:3: executing "t.yaml" at <urlJoin .user>: error calling urlJoin: unable to parse userinfo in dict: parse "proto://u p@host": net/url: invalid userinfo',
  ],
  [
    '{{ urlJoin "x" }}',
    'template: t.yaml:1:11: executing "t.yaml" at <"x">: can\'t handle "x" for arg of type map[string]interface {}',
  ],
  [
    '{{ urlParse .n }}',
    'template: t.yaml:1:12: executing "t.yaml" at <.n>: wrong type for value; expected string; got float64',
  ],
];

const data = {
  n: 3,
  parts: { scheme: 'http', userinfo: 'u:p', host: 'h', path: 'a b', query: 'x=1', fragment: 'é' },
  bare: { path: 'a:b' },
  number: { host: 3 },
  user: { userinfo: 'u p' },
};

describeAsGo(outputs, errors, data);

describe('URLs', () => {
  it('marks the answer that Helm gives instead of a lookup', () => {
    const decided = render('a{{ getHostByName .host }}b', { host: 'x' });
    expect([decided.text, decided.opaque]).toEqual(['ab', []]);
  });

  it('leaves open what a part that is unknown, or no text, decides', () => {
    const { text, opaque } = render('a: {{ urlJoin .parts }}.{{ (urlParse "http://h/%ff").path }}', {
      parts: { host: undefined },
    });
    expect([text, opaque.length]).toEqual(['a: opaque.opaque', 2]);
  });
});
