/** What Helm calls the file that makes a folder a chart. */
export const CHARTFILE = 'Chart.yaml';

const TEMPLATE = /^Chart(?:[.-](?:template|tmpl|tpl|in)\.ya?ml|\.ya?ml\.(?:template|tmpl|tpl|in))$/;

/**
 * Whether a file of this name is what a release tool makes Chart.yaml from (`Chart.template.yaml`, `Chart.yaml.in`): Helm
 * itself knows no such thing, but the chart's authors edit nothing else.
 */
export const isChartfileTemplate = (name: string): boolean => TEMPLATE.test(name);
