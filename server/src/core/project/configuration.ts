import type { Config } from '../config/config.ts';
import { CONFIG_FILE, NO_CONFIG, readConfig } from '../config/config.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import { yamlQuery } from '../workspace/queries.ts';
import type { Query } from '../workspace/query.ts';

/** The configuration of a workspace folder, by the folder. */
export const configQuery: Query<Uri, Config> = {
  name: 'config',
  compute(db, folder) {
    const uri = joinUri(folder, CONFIG_FILE);
    const stream = uri && db.get(yamlQuery, uri);
    return stream ? readConfig(stream) : NO_CONFIG;
  },
};
