/** Templates and the error with which Go stops. */
export const errors: readonly (readonly [string, string])[] = [
  [
    '{{.missing.x}}',
    'template: t.yaml:1:10: executing "t.yaml" at <.missing.x>: nil pointer evaluating interface {}.x',
  ],
  ['{{.nul.x}}', 'template: t.yaml:1:6: executing "t.yaml" at <.nul.x>: nil pointer evaluating interface {}.x'],
  [
    '{{.missing.x.y}}',
    'template: t.yaml:1:10: executing "t.yaml" at <.missing.x.y>: nil pointer evaluating interface {}.x',
  ],
  ['{{.s.x}}', 'template: t.yaml:1:4: executing "t.yaml" at <.s.x>: can\'t evaluate field x in type interface {}'],
  ['{{.n.x}}', 'template: t.yaml:1:4: executing "t.yaml" at <.n.x>: can\'t evaluate field x in type interface {}'],
  ['{{.l.x}}', 'template: t.yaml:1:4: executing "t.yaml" at <.l.x>: can\'t evaluate field x in type interface {}'],
  ['{{(.s).x}}', 'template: t.yaml:1:3: executing "t.yaml" at <.s>: can\'t evaluate field x in type string'],
  ['{{("abc").x}}', 'template: t.yaml:1:3: executing "t.yaml" at <"abc">: can\'t evaluate field x in type string'],
  [
    '{{.m.deep.k.z}}',
    'template: t.yaml:1:4: executing "t.yaml" at <.m.deep.k.z>: can\'t evaluate field z in type interface {}',
  ],
  [
    '{{range .l}}{{.x}}{{end}}',
    'template: t.yaml:1:14: executing "t.yaml" at <.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{range $i, $j := 3}}{{$i}}{{end}}',
    'template: t.yaml:1:18: executing "t.yaml" at <3>: can\'t use 3 to iterate over more than one variable',
  ],
  ['{{range .n}}x{{end}}', 'template: t.yaml:1:8: executing "t.yaml" at <.n>: range can\'t iterate over 3'],
  ['{{range .s}}x{{end}}', 'template: t.yaml:1:8: executing "t.yaml" at <.s>: range can\'t iterate over abc'],
  ['{{range .b}}x{{end}}', 'template: t.yaml:1:8: executing "t.yaml" at <.b>: range can\'t iterate over true'],
  [
    '{{range .l}}{{if eq . "x"}}{{continue}}{{end}}{{if eq . true}}{{break}}{{end}}{{.}}{{end}}',
    'template: t.yaml:1:17: executing "t.yaml" at <eq . "x">: error calling eq: incompatible types for comparison: float64 and string',
  ],
  [
    '{{template "nope" .}}',
    'template: t.yaml:1:11: executing "t.yaml" at <{{template "nope" .}}>: template "nope" not defined',
  ],
  [
    '{{define "d"}}{{.x.y}}{{end}}a{{template "d" .}}b',
    'template: t.yaml:1:18: executing "d" at <.x.y>: nil pointer evaluating interface {}.y',
  ],
  [
    '{{define "d"}}{{.x.y}}{{end}}a{{include "d" .}}b',
    'template: t.yaml:1:32: executing "t.yaml" at <include "d" .>: error calling include: template: t.yaml:1:18: executing "d" at <.x.y>: nil pointer evaluating interface {}.y',
  ],
  [
    '{{define "d"}}{{include "e" .m}}{{end}}{{define "e"}}{{upper .n}}{{end}}a{{include "d" .}}b',
    'template: t.yaml:1:75: executing "t.yaml" at <include "d" .>: error calling include: template: t.yaml:1:16: executing "d" at <include "e" .m>: error calling include: template: t.yaml:1:61: executing "e" at <.n>: wrong type for value; expected string; got interface {}',
  ],
  [
    '{{include "zz" .}}',
    'template: t.yaml:1:2: executing "t.yaml" at <include "zz" .>: error calling include: template: no template "zz" associated with template "gotpl"',
  ],
  [
    '{{upper .n}}',
    'template: t.yaml:1:8: executing "t.yaml" at <.n>: wrong type for value; expected string; got float64',
  ],
  [
    '{{upper .missing}}',
    'template: t.yaml:1:8: executing "t.yaml" at <.missing>: wrong type for value; expected string; got interface {}',
  ],
  ['{{.missing | upper}}', 'template: t.yaml:1:13: executing "t.yaml" at <upper>: invalid value; expected string'],
  ['{{upper (.missing)}}', 'template: t.yaml:1:9: executing "t.yaml" at <.missing>: invalid value; expected string'],
  ['{{upper nil}}', 'template: t.yaml:1:8: executing "t.yaml" at <nil>: cannot assign nil to string'],
  ['{{upper 1}}', 'template: t.yaml:1:8: executing "t.yaml" at <1>: expected string; found 1'],
  ['{{upper true}}', 'template: t.yaml:1:8: executing "t.yaml" at <true>: expected string; found true'],
  [
    '{{upper "a" "b"}}',
    'template: t.yaml:1:2: executing "t.yaml" at <upper>: wrong number of args for upper: want 1 got 2',
  ],
  ['{{upper}}', 'template: t.yaml:1:2: executing "t.yaml" at <upper>: wrong number of args for upper: want 1 got 0'],
  ['{{until .n}}', 'template: t.yaml:1:8: executing "t.yaml" at <.n>: wrong type for value; expected int; got float64'],
  ['{{until 1.5}}', 'template: t.yaml:1:8: executing "t.yaml" at <1.5>: expected integer; found 1.5'],
  ['{{until "x"}}', 'template: t.yaml:1:8: executing "t.yaml" at <"x">: expected integer; found "x"'],
  ['{{f64 "x"}}', 'template: t.yaml:1:6: executing "t.yaml" at <"x">: expected float; found "x"'],
  [
    '{{f64 (len .s)}}',
    'template: t.yaml:1:11: executing "t.yaml" at <.s>: wrong type for value; expected float64; got int',
  ],
  ['{{nil}}', 'template: t.yaml:1:2: executing "t.yaml" at <nil>: nil is not a command'],
  ['{{nil | print}}', 'template: t.yaml:1:2: executing "t.yaml" at <nil>: nil is not a command'],
  ['{{(nil).x}}', 'template: t.yaml:1:3: executing "t.yaml" at <nil>: nil is not a command'],
  [
    '{{eq .n 3}}',
    'template: t.yaml:1:2: executing "t.yaml" at <eq .n 3>: error calling eq: incompatible types for comparison: float64 and int',
  ],
  [
    '{{eq .s 3}}',
    'template: t.yaml:1:2: executing "t.yaml" at <eq .s 3>: error calling eq: incompatible types for comparison: string and int',
  ],
  [
    '{{eq .b "true"}}',
    'template: t.yaml:1:2: executing "t.yaml" at <eq .b "true">: error calling eq: incompatible types for comparison: bool and string',
  ],
  [
    '{{eq .l .l}}',
    'template: t.yaml:1:2: executing "t.yaml" at <eq .l .l>: error calling eq: non-comparable type [x %!s(float64=1) %!s(bool=true) <nil>]: []interface {}',
  ],
  [
    '{{eq .m .m}}',
    'template: t.yaml:1:2: executing "t.yaml" at <eq .m .m>: error calling eq: non-comparable type map[a:one b:%!s(float64=2) deep:map[k:v] n:<nil>]: map[string]interface {}',
  ],
  [
    '{{eq .l .m}}',
    'template: t.yaml:1:2: executing "t.yaml" at <eq .l .m>: error calling eq: non-comparable types [x %!s(float64=1) %!s(bool=true) <nil>]: []interface {}, map[string]interface {}: map[a:one b:2 deep:map[k:v] n:<nil>]',
  ],
  ['{{eq 1}}', 'template: t.yaml:1:2: executing "t.yaml" at <eq 1>: error calling eq: missing argument for comparison'],
  ['{{eq}}', 'template: t.yaml:1:2: executing "t.yaml" at <eq>: wrong number of args for eq: want at least 1 got 0'],
  [
    '{{lt 1 .n}}',
    'template: t.yaml:1:2: executing "t.yaml" at <lt 1 .n>: error calling lt: incompatible types for comparison: int and float64',
  ],
  [
    '{{lt .b .b}}',
    'template: t.yaml:1:2: executing "t.yaml" at <lt .b .b>: error calling lt: invalid type for comparison',
  ],
  [
    '{{lt nil 1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <lt nil 1>: error calling lt: invalid type for comparison',
  ],
  [
    '{{lt .missing 1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <lt .missing 1>: error calling lt: invalid type for comparison',
  ],
  [
    '{{gt .l 1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <gt .l 1>: error calling gt: invalid type for comparison',
  ],
  [
    '{{and 1 0 2}}|{{or 0 "" "x"}}|{{and .s .e}}|{{or .missing .nul}}|{{and}}',
    'template: t.yaml:1:67: executing "t.yaml" at <and>: wrong number of args for and: want at least 1 got 0',
  ],
  [
    '{{and .s .missing.x}}',
    'template: t.yaml:1:17: executing "t.yaml" at <.missing.x>: nil pointer evaluating interface {}.x',
  ],
  [
    '{{index .m "zz"}}|{{index .m "zz" "y"}}',
    'template: t.yaml:1:20: executing "t.yaml" at <index .m "zz" "y">: error calling index: index of nil pointer',
  ],
  [
    '{{index .l 9}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .l 9>: error calling index: index out of range: 9',
  ],
  [
    '{{index .l 4}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .l 4>: error calling index: reflect: slice index out of range',
  ],
  [
    '{{index .l -1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .l -1>: error calling index: index out of range: -1',
  ],
  [
    '{{index .l .n}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .l .n>: error calling index: cannot index slice/array with type float64',
  ],
  [
    '{{index .l nil}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .l nil>: error calling index: cannot index slice/array with nil',
  ],
  [
    '{{index .m 1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .m 1>: error calling index: value has type int; should be string',
  ],
  [
    '{{index .m nil}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .m nil>: error calling index: value is nil; should be of type string',
  ],
  [
    '{{index .missing 1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .missing 1>: error calling index: index of untyped nil',
  ],
  [
    '{{index nil 1}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index nil 1>: error calling index: index of untyped nil',
  ],
  [
    '{{index .n 0}}',
    'template: t.yaml:1:2: executing "t.yaml" at <index .n 0>: error calling index: can\'t index item of type float64',
  ],
  [
    '{{len nil}}',
    'template: t.yaml:1:2: executing "t.yaml" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value',
  ],
  [
    '{{len .missing}}',
    'template: t.yaml:1:2: executing "t.yaml" at <len .missing>: error calling len: len of nil pointer',
  ],
  ['{{len .n}}', 'template: t.yaml:1:2: executing "t.yaml" at <len .n>: error calling len: len of type float64'],
  ['{{len 3}}', 'template: t.yaml:1:2: executing "t.yaml" at <len 3>: error calling len: len of type int'],
  [
    '{{printf "%s" .missing.x}}',
    'template: t.yaml:1:22: executing "t.yaml" at <.missing.x>: nil pointer evaluating interface {}.x',
  ],
  ['{{printf 3}}', 'template: t.yaml:1:9: executing "t.yaml" at <3>: expected string; found 3'],
  [
    '{{printf .n}}',
    'template: t.yaml:1:9: executing "t.yaml" at <.n>: wrong type for value; expected string; got float64',
  ],
  [
    '{{printf}}',
    'template: t.yaml:1:2: executing "t.yaml" at <printf>: wrong number of args for printf: want at least 1 got 0',
  ],
  ['{{1 2}}', 'template: t.yaml:1:2: executing "t.yaml" at <1>: can\'t give argument to non-function 1'],
  ['{{.s 1}}', 'template: t.yaml:1:2: executing "t.yaml" at <.s>: s is not a method but has arguments'],
  ['{{.s | .n}}', 'template: t.yaml:1:7: executing "t.yaml" at <.n>: n is not a method but has arguments'],
  ['{{.m.a 1}}', 'template: t.yaml:1:4: executing "t.yaml" at <.m.a>: a is not a method but has arguments'],
  ['{{$x := 1}}{{$x 2}}', 'template: t.yaml:1:13: executing "t.yaml" at <$x>: can\'t give argument to non-function $x'],
  ['{{(1) 2}}', 'template: t.yaml:1:2: executing "t.yaml" at <(1) 2>: can\'t give argument to non-function 1'],
  [
    '{{9223372036854775808}}',
    'template: t.yaml:1:2: executing "t.yaml" at <9223372036854775808>: 9223372036854775808 overflows int',
  ],
  [
    '{{$.m.deep.k}}{{$.missing.q}}',
    'template: t.yaml:1:17: executing "t.yaml" at <$.missing.q>: nil pointer evaluating interface {}.q',
  ],
  [
    'a{{if .missing.x}}b{{end}}c',
    'template: t.yaml:1:14: executing "t.yaml" at <.missing.x>: nil pointer evaluating interface {}.x',
  ],
  [
    'a{{with .s.x}}b{{end}}c',
    'template: t.yaml:1:10: executing "t.yaml" at <.s.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    'a{{range .s.x}}b{{end}}c',
    'template: t.yaml:1:11: executing "t.yaml" at <.s.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{template "d" .missing.x}}{{define "d"}}{{end}}',
    'template: t.yaml:1:23: executing "t.yaml" at <.missing.x>: nil pointer evaluating interface {}.x',
  ],
  ['{{$y = 1}}', 'template: t.yaml:1:7: executing "t.yaml" at <1>: undefined variable: $y'],
  [
    '{{.l | len}}{{.m | index "a"}}',
    'template: t.yaml:1:19: executing "t.yaml" at <index "a">: error calling index: cannot index slice/array with type map[string]interface {}',
  ],
  [
    'line1\n  {{ .s | upper }}\nü {{ .missing.x }}\n',
    'template: t.yaml:3:14: executing "t.yaml" at <.missing.x>: nil pointer evaluating interface {}.x',
  ],
];
