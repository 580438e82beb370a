// Records what Helm 4, and where it differs Helm 3, make of the cases in the files given: go run record.go text.json …
package main

import (
	"bytes"
	"encoding/json"
	"os"
	"unicode/utf8"

	chart3 "helm.sh/helm/v3/pkg/chart"
	util3 "helm.sh/helm/v3/pkg/chartutil"
	engine3 "helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v4/pkg/chart/common"
	util4 "helm.sh/helm/v4/pkg/chart/common/util"
	chart4 "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	engine4 "helm.sh/helm/v4/pkg/engine"
	"helm.sh/helm/v4/pkg/strvals"
)

type verdict struct {
	Output *string `json:"output,omitempty"`
	Error  string  `json:"error,omitempty"`
}

type testCase struct {
	Template string `json:"template"`
	verdict
	Helm3 *verdict `json:"helm3,omitempty"`
}

type recorded struct {
	Values string            `json:"values"`
	Sets   []string          `json:"sets"`
	Files  map[string]string `json:"files"`
	Cases  []testCase        `json:"cases"`
}

const name = "templates/t.yaml"

func (r recorded) four(template string) verdict {
	values, err := loader.LoadValues(bytes.NewReader([]byte(r.Values)))
	check(err)
	c := &chart4.Chart{Metadata: &chart4.Metadata{Name: "c", Version: "1.0.0", APIVersion: "v2"}, Values: values}
	for path, text := range r.withTemplate(template) {
		file := &common.File{Name: path, Data: []byte(text)}
		if isTemplate(path) {
			c.Templates = append(c.Templates, file)
		} else {
			c.Files = append(c.Files, file)
		}
	}
	options := common.ReleaseOptions{Name: "release-name", Namespace: "default", Revision: 1, IsInstall: true}
	all, err := util4.ToRenderValues(c, r.given(), options, common.DefaultCapabilities)
	check(err)
	return verdictOf(engine4.Render(c, all))
}

func (r recorded) three(template string) verdict {
	values, err := util3.ReadValues([]byte(r.Values))
	check(err)
	c := &chart3.Chart{Metadata: &chart3.Metadata{Name: "c", Version: "1.0.0", APIVersion: "v2"}, Values: values}
	for path, text := range r.withTemplate(template) {
		file := &chart3.File{Name: path, Data: []byte(text)}
		if isTemplate(path) {
			c.Templates = append(c.Templates, file)
		} else {
			c.Files = append(c.Files, file)
		}
	}
	options := util3.ReleaseOptions{Name: "release-name", Namespace: "default", Revision: 1, IsInstall: true}
	// A released Helm 3 has this version linked in.
	capabilities := util3.DefaultCapabilities.Copy()
	capabilities.KubeVersion = util3.KubeVersion{Version: "v1.36.0", Major: "1", Minor: "36"}
	all, err := util3.ToRenderValues(c, r.given(), options, capabilities)
	check(err)
	return verdictOf(engine3.Render(c, all))
}

func (r recorded) given() map[string]any {
	given := map[string]any{}
	for _, set := range r.Sets {
		check(strvals.ParseInto(set, given))
	}
	return given
}

func (r recorded) withTemplate(template string) map[string]string {
	files := map[string]string{name: template}
	for path, text := range r.Files {
		files[path] = text
	}
	return files
}

func isTemplate(path string) bool { return len(path) > 10 && path[:10] == "templates/" }

func verdictOf(out map[string]string, err error) verdict {
	if err != nil {
		return verdict{Error: err.Error()}
	}
	text := out["c/"+name]
	if !utf8.ValidString(text) {
		panic("no UTF-8: " + text)
	}
	return verdict{Output: &text}
}

func same(a, b verdict) bool {
	return a.Error == b.Error && (a.Output == nil) == (b.Output == nil) && (a.Output == nil || *a.Output == *b.Output)
}

func main() {
	for _, path := range os.Args[1:] {
		data, err := os.ReadFile(path)
		check(err)
		var file recorded
		check(json.Unmarshal(data, &file))
		for i := range file.Cases {
			one := &file.Cases[i]
			one.verdict, one.Helm3 = file.four(one.Template), nil
			if three := file.three(one.Template); !same(one.verdict, three) {
				one.Helm3 = &three
			}
		}
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		check(encoder.Encode(file))
		lines := bytes.ReplaceAll(out.Bytes(), []byte(`{"template"`), []byte("\n{\"template\""))
		check(os.WriteFile(path, lines, 0o644))
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
