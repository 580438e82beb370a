// What the examples of the rules have in common, so that each rule shows only what is its own. All texts end in a line break.

const CHARTFILE = 'apiVersion: v2\nname: a\nversion: 1.0.0\n';

/** A workspace in txtar that is a chart with these files, by path. The Chart.yaml is a plain one where none is among them. */
export const chartExample = (files: Readonly<Record<string, string>>): string =>
  Object.entries({ 'Chart.yaml': CHARTFILE, ...files })
    .map(([path, text]) => `-- ${path} --\n${text}`)
    .join('');

/** An object up to the end of its metadata. An annotation is a line: key, colon, value. */
export function objectHead(apiVersion: string, kind: string, name: string, ...annotations: readonly string[]): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${annotationLines(annotations, '  ')}`;
}

function annotationLines(annotations: readonly string[], indent: string): string {
  const lines = annotations.map((annotation) => `${indent}  ${annotation}\n`).join('');
  return lines && `${indent}annotations:\n${lines}`;
}

/** A chart whose only template is a Job with these annotations, and no more of it than its metadata. */
export const jobExample = (...annotations: readonly string[]): string =>
  chartExample({ 'templates/job.yaml': objectHead('batch/v1', 'Job', 'a', ...annotations) });

/** The definition of a kind, with its annotations as lines. */
export const crd = (kind: string, ...annotations: readonly string[]): string => {
  const plural = `${kind.toLowerCase()}s`;
  const head = objectHead(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    `${plural}.example.org`,
    ...annotations,
  );
  return `${head}spec:
  group: example.org
  scope: Namespaced
  names:
    kind: ${kind}
    plural: ${plural}
  versions:
    - name: v1
      served: true
      storage: true
`;
};

/** Pods of one container. */
interface Pods {
  readonly account?: string;
  /** More lines of their spec, before the containers. */
  readonly spec?: string;
  /** The container's name. */
  readonly container: string;
  /** By default of the container's name, at 1.0.0. */
  readonly image?: string;
  /** Whose name the container's variables come from. */
  readonly envFrom?: { readonly configMapRef: string } | { readonly secretRef: string };
}

/** A Job with its annotations as lines. */
export const job = (name: string, pods: Pods, ...annotations: readonly string[]): string =>
  `${objectHead('batch/v1', 'Job', name, ...annotations)}spec:
  template:
    spec:
${specOf(pods)}      restartPolicy: Never
${containersOf(pods)}`;

/** A Deployment with the annotations of its pods as lines. */
export const deployment = (name: string, pods: Pods, ...annotations: readonly string[]): string =>
  `${objectHead('apps/v1', 'Deployment', name)}spec:
  selector:
    matchLabels:
      app: a
  template:
    metadata:
      labels:
        app: a
${annotationLines(annotations, '      ')}    spec:
${specOf(pods)}${containersOf(pods)}`;

const specOf = ({ account, spec = '' }: Pods): string =>
  `${account ? `      serviceAccountName: ${account}\n` : ''}${spec}`;

function containersOf({ container, image = `${container}:1.0.0`, envFrom }: Pods): string {
  const sources = Object.entries(envFrom ?? {}).map(
    ([field, name]) => `            - ${field}:\n                name: ${name}\n`,
  );
  return `      containers:
        - name: ${container}
          image: ${image}
${sources.length > 0 ? `          envFrom:\n${sources.join('')}` : ''}`;
}
