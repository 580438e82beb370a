/** Charts of our own in the sizes of well-known ones: files by path. */
export type ChartTexts = ReadonlyMap<string, string>;

/** 19 templates, a values file of 900 lines, certificates in hooks, 700 KB of CRDs that a hook embeds. */
export const karmadaSized = (): ChartTexts =>
  chartOf({ name: 'plane', components: 16, settings: 40, subcharts: 0, definitions: 30 });

/** 120 templates, a values file of 3,500 lines, three subcharts. */
export const stackSized = (): ChartTexts =>
  chartOf({ name: 'stack', components: 114, settings: 15, subcharts: 3, definitions: 0 });

interface Size {
  readonly name: string;
  readonly components: number;
  /** Extra arguments of each component. */
  readonly settings: number;
  readonly subcharts: number;
  /** CRD files that a hook embeds in ConfigMaps. */
  readonly definitions: number;
}

function chartOf({ name, components, settings, subcharts, definitions }: Size): ChartTexts {
  const names = Array.from({ length: components }, (_, i) => `part${i}`);
  const subs = Array.from({ length: subcharts }, (_, i) => `sub${i}`);
  return new Map([
    ['Chart.yaml', chartfile(name, subs)],
    [
      'values.yaml',
      `${globals}${names.map((part) => valuesOf(part, settings)).join('')}${subs.map(switchOf).join('')}`,
    ],
    ['files/setup.sh', '#!/bin/sh\nset -eu\n'.repeat(20)],
    ['templates/_helpers.tpl', helpers(name)],
    ['templates/NOTES.txt', `Installed {{ include "${name}.fullname" . }}.\n`],
    ['templates/hook.yaml', hook(name)],
    ...(definitions > 0 ? [['templates/crds.yaml', embedding(name)] as const] : []),
    ...Array.from({ length: definitions }, (_, i): [string, string] => [`_crds/group${i % 6}/kind${i}.yaml`, crd(i)]),
    ...names.map((part, i): [string, string] => [`templates/${part}.yaml`, component(name, part, i)]),
    ...subs.flatMap((sub) => subchart(sub)),
  ]);
}

const chartfile = (name: string, subs: readonly string[]): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.2.3\nappVersion: "4.5"\n${
    subs.length === 0
      ? ''
      : `dependencies:\n${subs.map((sub) => `  - name: ${sub}\n    version: 0.1.0\n    condition: ${sub}.enabled\n`).join('')}`
  }`;

const globals = `# What all parts share
global:
  registry: registry.example.org
  labels:
    team: platform
setup:
  enabled: true
  mode: auto
  days: 3650
`;

const switchOf = (sub: string): string => `${sub}:\n  enabled: true\n  replicas: 2\n`;

const valuesOf = (part: string, settings: number): string => `
# -- The part ${part}
${part}:
  enabled: ${Number(part.slice(4)) % 5 !== 4}
  # -- How many
  replicas: 2
  image:
    name: example/${part}
    tag: v1.${part.slice(4)}.0
    pullPolicy: IfNotPresent
  ports:
    - name: http
      port: 8080
  podLabels: {}
  tolerations: []
  resources:
    limits:
      cpu: 500m
${Array.from({ length: settings }, (_, i) => `  setting${i}: value-${i}\n`).join('')}`;

const helpers = (name: string): string => `{{/* Names and labels */}}
{{- define "${name}.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- define "${name}.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.global.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
{{- define "${name}.image" -}}
{{- printf "%s/%s:%s" .root.Values.global.registry .image.name (.image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
`;

const hook = (name: string): string => `{{- if .Values.setup.enabled }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "${name}.fullname" . }}-setup
  annotations:
    "helm.sh/hook": pre-install,pre-upgrade
data:
  {{- (.Files.Glob "files/*").AsConfig | nindent 2 }}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "${name}.fullname" . }}-setup
  annotations:
    "helm.sh/hook": pre-install,pre-upgrade
    "helm.sh/hook-weight": "1"
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: setup
          image: example/setup:1
          args:
            - --days={{ .Values.setup.days }}
            {{- if eq .Values.setup.mode "custom" }}
            - --custom
            {{- end }}
{{- end }}
`;

/** One ConfigMap of a hook for each folder of CRDs. */
const embedding = (name: string): string =>
  Array.from(
    { length: 6 },
    (_, group) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "${name}.fullname" . }}-crds-${group}
  annotations:
    "helm.sh/hook": pre-install,pre-upgrade
data:
  {{- range $path, $bytes := .Files.Glob "_crds/group${group}/**" }}
  {{ base $path }}: |
    {{- $.Files.Get $path | nindent 4 }}
  {{- end }}
`,
  ).join('---\n');

/** A CRD of 14 KB or, every fifth one, of 62. */
const crd = (index: number): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: kind${index}s.example.org
spec:
  group: example.org
  names:
    kind: Kind${index}
    plural: kind${index}s
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
${Array.from(
  { length: index % 5 === 0 ? 280 : 61 },
  (_, i) => `            field${i}:
              description: |-
                What the field ${i} of this kind is there for, in a sentence
                that goes on over two lines, as generated ones do.
              type: string
`,
).join('')}`;

/** Kinds by turns: workload with service, and every third one a long configuration. */
function component(chart: string, part: string, index: number): string {
  const head = (kind: string, version: string): string => `apiVersion: ${version}
kind: ${kind}
metadata:
  name: {{ include "${chart}.fullname" . }}-${part}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "${chart}.labels" . | nindent 4 }}
`;
  return `{{- if .Values.${part}.enabled }}
{{- $part := .Values.${part} }}
${head('Deployment', 'apps/v1')}spec:
  replicas: {{ $part.replicas }}
  selector:
    matchLabels:
      part: ${part}
  template:
    metadata:
      labels:
        part: ${part}
        {{- with $part.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- with $part.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: ${part}
          image: {{ include "${chart}.image" (dict "root" $ "image" $part.image) }}
          imagePullPolicy: {{ $part.image.pullPolicy | quote }}
          args:
            {{- range $key, $value := $part }}
            {{- if hasPrefix "setting" $key }}
            - --{{ $key }}={{ $value }}
            {{- end }}
            {{- end }}
          ports:
            {{- range $part.ports }}
            - name: {{ .name }}
              containerPort: {{ .port }}
            {{- end }}
          resources:
            {{- toYaml $part.resources | nindent 12 }}
---
${head('Service', 'v1')}spec:
  selector:
    part: ${part}
  ports:
    {{- range $part.ports }}
    - name: {{ .name }}
      port: {{ .port }}
    {{- end }}
${index % 3 === 0 ? `---\n${head('ConfigMap', 'v1')}data:\n${rules(part)}` : ''}{{- end }}
`;
}

const rules = (part: string): string =>
  Array.from(
    { length: 60 },
    (_, i) => `  rule${i}: |\n    alert: ${part} {{ "{{ $labels.pod }}" }} ${i}\n    for: {{ $part.replicas }}m\n`,
  ).join('');

const subchart = (name: string): readonly (readonly [string, string])[] => [
  [`charts/${name}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`],
  [`charts/${name}/values.yaml`, 'enabled: true\nreplicas: 1\nport: 9090\n'],
  [
    `charts/${name}/templates/service.yaml`,
    `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-${name}
  labels:
    registry: {{ .Values.global.registry }}
spec:
  ports:
    - port: {{ .Values.port }}
`,
  ],
];
