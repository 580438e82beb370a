import type { Config, FileConfig, Profile } from '../config/config.ts';
import { CONFIG_FILE, configAt, NO_CONFIG, readConfig } from '../config/config.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri, relativePath } from '../text/uri.ts';
import { yamlQuery } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';

/** The configuration of a workspace folder, by the folder. */
export const configQuery: Query<Uri, Config> = {
  name: 'config',
  compute(db, folder) {
    const uri = joinUri(folder, CONFIG_FILE);
    const stream = uri && db.get(yamlQuery, uri);
    return stream ? readConfig(stream) : NO_CONFIG;
  },
};

/** What the configuration of its workspace folder says of a file. */
export const fileConfigQuery: Query<Uri, FileConfig> = {
  name: 'fileConfig',
  compute(db, uri) {
    const folder = db.workspaceFolder(uri);
    return configAt(db.get(configQuery, folder), relativePath(folder, uri));
  },
};

/** What a file is deployed with, as the configuration of its workspace folder says. */
export const profilesOf = (db: Db, uri: Uri): readonly Profile[] => db.get(fileConfigQuery, uri).profiles;
