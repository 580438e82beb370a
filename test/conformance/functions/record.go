// Fills in what Go says of every template in the given files. See README.md.
package main

import (
	"bytes"
	"encoding/json"
	"os"
	"text/template"
	"unicode/utf8"

	"github.com/Masterminds/sprig/v3"
)

type verdict struct {
	Template string  `json:"template"`
	Output   *string `json:"output,omitempty"`
	Error    string  `json:"error,omitempty"`
	// The output is not UTF-8.
	Broken bool `json:"broken,omitempty"`
}

func main() {
	values, err := os.ReadFile("values.json")
	check(err)
	for _, name := range os.Args[1:] {
		var verdicts []verdict
		text, err := os.ReadFile(name)
		check(err)
		check(json.Unmarshal(text, &verdicts))
		var out bytes.Buffer
		for i, v := range verdicts {
			line := bytes.Buffer{}
			encoder := json.NewEncoder(&line)
			encoder.SetEscapeHTML(false)
			check(encoder.Encode(judge(v.Template, values)))
			out.WriteString(map[bool]string{true: "[\n  ", false: ",\n  "}[i == 0])
			out.Write(bytes.TrimRight(line.Bytes(), "\n"))
		}
		out.WriteString("\n]\n")
		check(os.WriteFile(name, out.Bytes(), 0o644))
	}
}

func judge(source string, values []byte) verdict {
	var data any
	check(json.Unmarshal(values, &data))
	t, err := template.New("t.yaml").Option("missingkey=zero").Funcs(sprig.TxtFuncMap()).Parse(source)
	if err != nil {
		return verdict{Template: source, Error: err.Error()}
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return verdict{Template: source, Error: err.Error()}
	}
	if !utf8.Valid(b.Bytes()) {
		return verdict{Template: source, Broken: true}
	}
	output := b.String()
	return verdict{Template: source, Output: &output}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
