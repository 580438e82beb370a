import { describe } from 'vitest';
import { ends, template } from '../../support/badInput.ts';

const here = 'templates/case.yaml template/syntax';

describe('templates', () => {
  ends('an action that is not closed', template('a: {{ if .Values.some }}\n'), [here]);
  ends('a comment that is not closed', template('a: {{/* open\n'), [here]);
  ends('a string that is not closed', template('a: {{ "open }}\nb: {{ `open }}\n'), [here, here]);
  ends('too many ends', template('{{ end }}{{ end }}\n'), [here, here]);
  ends('a define in a define', template('{{ define "a" }}{{ define "b" }}{{ end }}{{ end }}\n'), [here]);
  ends('ten thousand nested blocks', template('{{ if 1 }}'.repeat(10_000) + '{{ end }}'.repeat(10_000)), [here]);
  ends('ten thousand nested parentheses', template(`{{ ${'('.repeat(10_000)}1${')'.repeat(10_000)} }}`), [here]);
  ends('recursion through include', template('{{ define "a" }}{{ include "a" . }}{{ end }}a: {{ include "a" . }}\n'));
  ends(
    'recursion through template',
    template('{{ define "a" }}{{ template "a" . }}{{ end }}a: {{ template "a" . }}\n'),
  );
  ends('recursion through tpl', {
    ...template('a: {{ tpl .Values.t . }}\n'),
    'values.yaml': 't: "{{ tpl .Values.t . }}"\n',
  });
  ends(
    'recursion that doubles',
    template('{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}\n'),
  );
  ends('a huge repeat', template('a: {{ repeat 2000000000 "abc" }}\n'));
  ends('repeats of repeats', template('a: {{ "ab" | repeat 10000 | repeat 10000 | repeat 10000 }}\n'));
  ends('a huge until', template('{{ range until 2000000000 }}a{{ end }}\n'));
  ends('a huge untilStep', template('{{ range untilStep 0 2000000000 1 }}a{{ end }}{{ untilStep 0 10 0 }}\n'));
  ends('a huge seq', template('{{ seq 0 2000000000 }}\n'));
  ends('a huge indent', template('a: {{ indent 2000000000 "a" }}{{ nindent 2000000000 "a" }}\n'));
  ends('a huge printf width', template('a: {{ printf "%2000000000d %.2000000000f %*d" 1 1.5 2000000000 3 }}\n'));
  ends('a huge random text', template('a: {{ randAlphaNum 2000000000 }}\n'));
  ends('loops in loops', template(`${'{{ range until 10000 }}'.repeat(6)}a${'{{ end }}'.repeat(6)}\n`));
  ends(
    'a text that doubles',
    template('{{ $a := "ab" }}{{ range until 60 }}{{ $a = print $a $a }}{{ end }}a: {{ $a }}\n'),
  );
  ends(
    'a list that doubles',
    template('{{ $a := list 1 }}{{ range until 60 }}{{ $a = concat $a $a }}{{ end }}a: {{ $a }}\n'),
  );
  ends(
    'a list that grows by one',
    template('{{ $a := list }}{{ range until 100000 }}{{ $a = append $a . }}{{ end }}a: {{ len $a }}\n'),
  );
  ends('distinct ones of many', template('a: {{ until 100000 | uniq | len }}\n'));
  ends(
    'one of many, many times',
    template('{{ $a := until 100000 }}{{ range $a }}{{ if has -1 $a }}a{{ end }}{{ end }}\n'),
  );
  ends(
    'many words, many times',
    template(
      '{{ $a := repeat 1000000 "a " }}{{ range until 100000 }}{{ if contains "b" $a }}{{ end }}{{ len (splitList " " $a) }}{{ end }}\n',
    ),
  );
  ends(
    'a large map, copied many times',
    template(
      '{{ $d := dict }}{{ range until 5000 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ range until 100000 }}{{ $e := merge (dict) $d }}{{ $f := toYaml $d }}{{ end }}\n',
    ),
  );
  ends(
    'sorting many times',
    template('{{ $a := until 100000 }}{{ range until 1000 }}{{ $_ := sortAlpha $a }}{{ end }}\n'),
  );
  ends(
    'a list of lists of lists',
    template(
      '{{ $a := list }}{{ range until 100000 }}{{ $a = list $a }}{{ end }}a: {{ $a }}{{ toYaml $a }}{{ toJson $a }}{{ eq (toString $a) "b" }}{{ deepEqual $a (deepCopy $a) }}\n',
    ),
  );
  ends(
    'dicts in dicts, merged',
    template(
      '{{ $a := dict }}{{ $b := dict }}{{ range until 20000 }}{{ $a = dict "a" $a }}{{ $b = dict "a" $b }}{{ end }}a: {{ merge $a $b }}{{ deepCopy $a }}{{ dig "a" "b" $a }}{{ toYaml $a }}{{ toToml $a }}{{ kindOf $a }}\n',
    ),
  );
  ends(
    'a list of itself twice',
    template(
      '{{ $a := list 1 }}{{ $b := list 1 }}{{ range until 60 }}{{ $a = list $a $a }}{{ $b = list $b $b }}{{ end }}a: {{ deepEqual $a $b }}{{ has $a $b }}{{ uniq $a }}{{ toJson $a }}{{ toYaml $a }}{{ $a }}{{ join "," $a }}{{ deepCopy $a }}\n',
    ),
  );
  ends(
    'a shared map, deeper and deeper',
    template(
      '{{ $a := dict }}{{ range until 20000 }}{{ $a = dict "a" $a }}{{ end }}{{ $_ := set .Values "deep" $a }}{{ $_ := mergeOverwrite .Values (dict "deep" $a) }}a: {{ toYaml .Values }}\n',
    ),
  );
  ends(
    'a map that holds itself',
    template('{{ $d := dict }}{{ $_ := set $d "d" $d }}a: {{ toJson $d }}{{ $d }}{{ toYaml $d }}\n'),
  );
  ends('a slow expression', template(`a: {{ regexMatch "(a+)+$" (repeat 5000 "a" | printf "%sb") }}\n`));
  ends('a NUL', template('a: \u0000{{ "\u0000" }}\u0000\n---\n\u0000'));
  ends('half a surrogate pair', template('a: \ud83d{{ "\udc00" | upper }}\n'));
  ends('no text at all', template(''));
  ends('ten megabytes of text', template(`# ${'harbour '.repeat(10)}\n`.repeat(125_000)));
  ends('ten thousand actions', template('a: {{ .Values.some | default "b" | quote }}\n'.repeat(10_000)));
  ends('one line of a megabyte', template(`a: ${'{{ .Values.some }}'.repeat(60_000)}\n`));
  ends('twenty thousand documents', template('---\na: 1\n'.repeat(20_000)));
  ends('YAML that is nested deeply', template(`a: ${'['.repeat(50_000)}\n`));
  ends(
    'YAML that grows through its aliases',
    template(
      ['a0: &a0 [x, x]', ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`), ''].join(
        '\n',
      ),
    ),
  );
});
