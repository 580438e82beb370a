import type { Kustomization } from '../kustomize/kustomization.ts';
import { isKustomizationFile, readKustomization } from '../kustomize/kustomization.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { manifestsOf } from '../manifest/manifest.ts';
import type { Uri } from '../text/uri.ts';
import { yamlQuery } from '../workspace/queries.ts';
import type { Query } from '../workspace/query.ts';

/** A kustomization file as kustomize decodes it; undefined where it can't be read as text. */
export const kustomizationQuery: Query<Uri, Kustomization | undefined> = {
  name: 'kustomization',
  compute(db, uri) {
    const stream = db.get(yamlQuery, uri);
    return stream && readKustomization(uri, stream);
  },
};

/** The kustomization files that discovery found, in the order of their addresses. */
export const kustomizationFilesQuery: Query<string, readonly Uri[]> = {
  name: 'kustomizationFiles',
  compute: (db) => db.discovered().filter(isKustomizationFile),
};

/** The Kubernetes objects of a plain YAML file; none where it can't be read. */
export const manifestsQuery: Query<Uri, readonly Manifest[]> = {
  name: 'manifests',
  compute(db, uri) {
    const stream = db.get(yamlQuery, uri);
    return stream ? manifestsOf(stream) : [];
  },
};
