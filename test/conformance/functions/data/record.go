// Records what Helm makes of the cases in the files given: go run record.go lists.json …
package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/engine"
)

type testCase struct {
	Template string         `json:"template"`
	Values   map[string]any `json:"values,omitempty"`
	Output   *string        `json:"output,omitempty"`
	Error    string         `json:"error,omitempty"`
}

type recorded struct {
	Helm   string         `json:"helm"`
	Values map[string]any `json:"values"`
	Cases  []testCase     `json:"cases"`
}

var place = regexp.MustCompile(`^.*?: executing "[^"]*" at <.*?>: `)

func render(template string, values []byte) (string, error) {
	fresh := map[string]any{}
	if err := json.Unmarshal(values, &fresh); err != nil {
		return "", err
	}
	c := &chart.Chart{
		Metadata:  &chart.Metadata{Name: "c", Version: "1.0.0"},
		Templates: []*common.File{{Name: "templates/t", Data: []byte(template)}},
	}
	out, err := engine.Render(c, common.Values{"Values": common.Values(fresh)})
	return out["c/templates/t"], err
}

func main() {
	for _, name := range os.Args[1:] {
		data, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var file recorded
		if err := json.Unmarshal(data, &file); err != nil {
			panic(err)
		}
		for i := range file.Cases {
			one := &file.Cases[i]
			values := one.Values
			if values == nil {
				values = file.Values
			}
			given, _ := json.Marshal(values)
			one.Output, one.Error = nil, ""
			if text, err := render(one.Template, given); err != nil {
				one.Error = place.ReplaceAllString(err.Error(), "")
			} else {
				one.Output = &text
			}
		}
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(file); err != nil {
			panic(err)
		}
		lines := bytes.ReplaceAll(out.Bytes(), []byte(`{"template"`), []byte("\n{\"template\""))
		if err := os.WriteFile(name, lines, 0o644); err != nil {
			panic(err)
		}
	}
}
