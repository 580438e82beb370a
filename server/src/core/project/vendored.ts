import type { ArtefactReference } from '../catalog/artefactMatch.ts';
import { knownImages, mainManifest, projectVersionByImage } from '../catalog/companions.ts';
import { tagFor } from '../catalog/versionGate.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { isCrd } from '../manifest/manifest.ts';
import type { Uri } from '../text/uri.ts';
import { getPath, items, stringOf } from '../yaml/lookup.ts';
import { textOf } from '../workspace/queries.ts';
import type { Query } from '../workspace/query.ts';
import { manifestsQuery } from './kustomizations.ts';

/**
 * What a local file is a copy of, told by the image of the operator in it: `quay.io/tigera/operator:v1.38.0` dates
 * Calico's tigera-operator.yaml. Undefined for other files, and for a copy that holds CRDs after all.
 */
export const vendoredQuery: Query<Uri, ArtefactReference | undefined> = {
  name: 'vendored',
  compute(db, uri) {
    const text = textOf(db, uri) ?? '';
    // Parsing every file of every build would cost seconds in a large repository.
    if (!knownImages.some((image) => text.includes(image))) return undefined;
    const manifests = db.get(manifestsQuery, uri);
    if (manifests.length === 0 || manifests.some(isCrd)) return undefined;
    const known = manifests
      .flatMap(imagesOf)
      .map(projectVersionByImage)
      .find((found) => found !== undefined);
    const main = known && mainManifest(known.project, known.version);
    return (
      main && { form: 'github-file', repo: main.repo, ref: tagFor(known.version, known.project.tag), path: main.path }
    );
  },
};

function imagesOf({ gvk, node }: Manifest): readonly string[] {
  if (gvk.kind !== 'Deployment') return [];
  const containers = items(getPath(node, ['spec', 'template', 'spec', 'containers']));
  return containers.flatMap(({ value }) => stringOf(getPath(value, ['image'])) ?? []);
}
