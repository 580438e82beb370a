{{- define "lighthouse.name" -}}
{{- .Values.nameOverride | default .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end }}

{{- define "lighthouse.labels" -}}
app.kubernetes.io/name: lighthouse
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "lighthouse.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* A dict with context and weight: what comes before the Job has a lower weight than it. */}}
{{- define "lighthouse.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: {{ .context.Values.hooks.deletePolicy | quote }}
{{- end }}
