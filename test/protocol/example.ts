import type { Diagnostic } from 'vscode-languageserver/node';

/** A kustomization with one finding, beside the file that it means. */
export const MISSING = 'resources:\n  - deploymant.yaml\n';
export const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n';
export const FILES: Readonly<Record<string, string>> = { 'kustomization.yaml': MISSING, 'deployment.yaml': DEPLOYMENT };
export const RULE = 'kustomize/missing-resource';

export const isMissing = ({ code }: Diagnostic): boolean => code === RULE;
export const some = (list: Diagnostic[]): boolean => list.some(isMissing);
export const none = (list: Diagnostic[]): boolean => !list.some(isMissing);
