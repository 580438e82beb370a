import { describe, expect, it } from 'vitest';
import { data } from './data.ts';
import { render } from './rendering.ts';

const printed: readonly (readonly [string, string])[] = [
  ['{{printf "%s|%v|%d|%q|%t" .s .n 3 .s .b}}', 'abc|3|3|"abc"|true'],
  ['{{printf "%d" .n}}', '%!d(float64=3)'],
  ['{{printf "%s" .n}}', '%!s(float64=3)'],
  ['{{printf "%s" nil}}{{printf "%v" nil}}{{printf "%d" .missing}}', '%!s(<nil>)<nil>%!d(<nil>)'],
  ['{{printf "%s %s" "a"}}', 'a %!s(MISSING)'],
  ['{{printf "%s" "a" "b" 3 nil}}', 'a%!(EXTRA string=b, int=3, <nil>)'],
  [
    '{{printf "%5s|%-5s|%05d|%+d|%x|%X|%o|%O|%b|%c|%U|%#x|%#o" "a" "b" 42 42 255 255 8 8 5 65 65 255 8}}',
    '    a|b    |00042|+42|ff|FF|10|0o10|101|A|U+0041|0xff|010',
  ],
  [
    '{{printf "%6.2f|%e|%g|%G|%.3g|%08.3f|%+.1f|% d|%E|%F" 3.14159 1234.5678 1e10 1e-7 1234567.0 3.14159 2.55 42 1.5 1.5}}',
    '  3.14|1.234568e+03|1e+10|1E-07|1.23e+06|0003.142|+2.5| 42|1.500000E+00|1.500000',
  ],
  ['{{printf "%.0f %.0f %.0f %.1f %.2f" 0.5 1.5 2.5 0.25 1.005}}', '0 2 2 0.2 1.00'],
  ['{{printf "%*d|%-*d|%.*f" 5 42 5 42 2 3.14159}}', '   42|42   |3.14'],
  ['{{printf "%[2]d %[1]d %[3]*.[2]*[1]f" 1 2 3}}', '2 1 %!f(int= 01)'],
  ['{{printf "%[3]d" 1}}', '%!d(BADINDEX)'],
  ['{{printf "%[x]d" 1}}', '%!d(BADINDEX)'],
  ['{{printf "%[1]d %d %[1]q" 65 66}}', "65 66 'A'"],
  ['{{printf "%!"}}', '%!!(MISSING)'],
  ['{{printf "%"}}', '%!(NOVERB)'],
  ['{{printf "100%%"}}', '100%'],
  ['{{printf "%z" 3}}', '%!z(int=3)'],
  [
    '{{printf "%d" "x"}}{{printf "%t" 1}}{{printf "%s" true}}{{printf "%d" .l}}{{printf "%s" .l}}',
    '%!d(string=x)%!t(int=1)%!s(bool=true)[%!d(string=x) %!d(float64=1) %!d(bool=true) <nil>][x %!s(float64=1) %!s(bool=true) <nil>]',
  ],
  [
    '{{printf "%v %+v %#v" .m .m .m}}',
    'map[a:one b:2 deep:map[k:v] n:<nil>] map[a:one b:2 deep:map[k:v] n:<nil>] map[string]interface {}{"a":"one", "b":2, "deep":map[string]interface {}{"k":"v"}, "n":interface {}(nil)}',
  ],
  [
    '{{printf "%#v %#v %#v %#v %#v" .s .n .l .b nil}}',
    '"abc" 3 []interface {}{"x", 1, true, interface {}(nil)} true <nil>',
  ],
  [
    '{{printf "%T %T %T %T %T %T" .s .n .l .m 1 nil}}',
    'string float64 []interface {} map[string]interface {} int <nil>',
  ],
  [
    '{{printf "%q %+q %#q %x %X % x %#x % #x" .u .u .s .s .s .s .s .s}}',
    '"zürich \\"q\\"\\n\\t€😀" "z\\u00fcrich \\"q\\"\\n\\t\\u20ac\\U0001f600" `abc` 616263 616263 61 62 63 0x616263 0x61 0x62 0x63',
  ],
  ['{{printf "%q" 65}}{{printf "%c" 128512}}{{printf "%U %#U" 8364 8364}}', "'A'😀U+20AC U+20AC '€'"],
  ['{{printf "%.2s|%5.1s|%.1q" "zürich" "zürich" "zürich"}}', 'zü|    z|"z"'],
  ['{{printf "%05s|%-05d|%+q" "a" 3 "é"}}', '0000a|3    |"\\u00e9"'],
  ['{{printf "%5t|%-7v|%7v" true nil .f}}', ' true|<nil>  |    2.5'],
  [
    '{{printf "%v %v" 1e20 1e21}}{{1e6}} {{1e5}} {{123456789.0}} {{0.0001}} {{1e-5}} {{100000.0}} {{1.0}}',
    '1e+20 1e+211e+06 100000 1.23456789e+08 0.0001 1e-05 100000 1',
  ],
  ['{{printf "%6d|%6v" "x" .l}}', '%!d(string=     x)|[     x      1   true <nil>]'],
  ['{{printf "%d%%" 50}}{{printf .pct}}', '50%50%!(NOVERB)'],
  ['{{printf "%#g %#.3g %#f %#e %#v %#v" 1.0 1.0 1.0 1.0 1.0 1e6}}', '1.00000 1.00 1.000000 1.000000e+00 1 1e+06'],
  [
    '{{printf "%08d|%+08d|%-8d|% 08d|%.5d|%8.5d|%08.5d" -42 42 42 42 42 42 42}}',
    '-0000042|+0000042|42      | 0000042|00042|   00042|   00042',
  ],
  ['{{printf "%.0d|%5.0d|%.d" 0 0 0}}', '|     |'],
  ['{{printf "%x %X %#x" -255 "hello" "hello"}}', '-ff 68656C6C6F 0x68656c6c6f'],
  ['{{printf "%s" "a" | printf "%s-%s" "b"}}', 'b-a'],
  ['{{"a" | printf "%s"}}{{1 | printf "%d-%d" 2}}', 'a2-1'],
  ['{{printf "%v" (list 1 (list 2 "b") nil)}}', '[1 [2 b] <nil>]'],
  ['{{len (list 1 2) | printf "%d"}}', '2'],
  ['{{ .s | upper | printf "%s-%s" .s }}', 'abc-ABC'],
];

describe('printf', () => {
  it.each(printed)('%s', (template, output) => {
    expect(render(template, data)).toMatchObject({ text: output, error: '' });
  });

  it('prints hexadecimal and binary floats', () => {
    expect(render('{{printf "%x|%X|%.2x|%b|%#x" 1.5 0.1 100.3 2.5 1.0}}', data).text).toBe(
      '0x1.8p+00|0X1.999999999999AP-04|0x1.91p+06|5629499534213120p-51|0x1.0000p+00',
    );
  });

  it('keeps an unknown argument as a placeholder that stays marked', () => {
    const rendering = render('a: {{printf "%s-%d" .s .x}}', { s: 'n', x: undefined });
    expect(rendering.text).toBe('a: n-opaque');
    expect(rendering.opaque).toMatchObject([{ range: { start: 5, end: 11 }, reason: 'not known' }]);
  });
});
