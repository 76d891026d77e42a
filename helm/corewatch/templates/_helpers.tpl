{{- define "corewatch.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "corewatch.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "corewatch.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "corewatch.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: corewatch
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "corewatch.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end }}

{{- define "corewatch.cluster" -}}
{{- required "cluster.name is missing: say what this cluster is called, such as --set cluster.name=prod-eu" .Values.cluster.name -}}
{{- end }}

{{- /* The Secret with tls.crt, tls.key and ca.crt, where the controller doesn't make its own. */ -}}
{{- define "corewatch.tlsSecret" -}}
{{- if eq .Values.tls.source "certManager" -}}
{{ include "corewatch.fullname" . }}-certificate
{{- else if eq .Values.tls.source "secret" -}}
{{- required "tls.secretName is missing: with tls.source=secret it names a Secret with tls.crt, tls.key and ca.crt" .Values.tls.secretName -}}
{{- end -}}
{{- end }}

{{- define "corewatch.env" -}}
{{- range $name, $value := . -}}
- name: {{ $name }}
  value: {{ $value | quote }}
{{ end }}
{{- end }}

{{- define "corewatch.probes" -}}
startupProbe:
  httpGet: {path: /livez, port: metrics}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /livez, port: metrics}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /readyz, port: metrics}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}
