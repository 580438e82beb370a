import { activationTests } from './activation.test.ts';
import { archiveTests } from './archives.test.ts';
import { chartTests } from './charts.test.ts';
import { runTests } from './harness.ts';
import { helmLanguageTests } from './helmLanguage.test.ts';
import { kustomizeTests } from './kustomize.test.ts';
import { languageClientTests } from './languageClient.test.ts';
import { previewTests } from './preview.test.ts';
import { timelineTests } from './timeline.test.ts';

/** What the extension host calls: runs every test, rejects when one failed. */
export async function run(): Promise<void> {
  await runTests([
    ...activationTests,
    ...helmLanguageTests,
    ...kustomizeTests,
    ...chartTests,
    ...languageClientTests,
    ...previewTests,
    ...archiveTests,
    ...timelineTests,
  ]);
}
