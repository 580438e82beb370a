/** The workbench in a page, as a user sees it. */

const openDeadline = 60_000;
const attemptTime = 3_000;

/**
 * Opens a folder, and in it a file with the cursor at a place, without welcome page, side bars and notifications.
 *
 * @param {object} options
 * @param {import('playwright-core').Browser} options.browser
 * @param {import('./server.mjs').Server} options.server
 * @param {string} options.folder
 * @param {{ path: string, line: number, column: number }} options.file Absolute path; line and column count from 1.
 * @param {{ width: number, height: number }} options.viewport
 * @param {number} [options.scale] Pixels of the picture for each of the page's; default 1.
 * @param {string} options.themeClass Part of the class name by which the workbench says that its theme has loaded.
 * @returns {Promise<import('playwright-core').Page>} Once the file's text is drawn and has the focus.
 */
export async function openWorkbench({ browser, server, folder, file, viewport, scale = 1, themeClass }) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: scale });
  page.setDefaultTimeout(openDeadline);
  const place = `${server.remote(file.path)}:${file.line}:${file.column}`;
  const payload = /** @type {const} */ ([
    ['openFile', place],
    ['gotoLineMode', 'true'],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]);
  await page.goto(server.url({ folder, payload }));
  await page.locator('.editor-instance .view-line').first().waitFor();
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await page.locator(`.monaco-workbench[class*="${themeClass}"]`).waitFor();
  // A pointer at rest over nothing: in its first place it shows the tooltip of the Explorer.
  await page.mouse.move(viewport.width - 40, viewport.height - 60);
  return page;
}

/**
 * Presses keys again and again until they have an effect: an extension that is still starting has nothing to show yet.
 *
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} keys One after the other.
 * @param {string} css What is visible then.
 */
export async function pressUntilVisible(page, keys, css) {
  const deadline = performance.now() + openDeadline;
  for (;;) {
    for (const key of keys) await page.keyboard.press(key);
    const shown = page.locator(css).filter({ visible: true }).first().waitFor({ timeout: attemptTime });
    if (
      await shown.then(
        () => true,
        () => false,
      )
    )
      return;
    if (performance.now() > deadline) throw new Error(`${keys.join(' ')} showed no ${css}`);
    await page.keyboard.press('Escape');
  }
}

/**
 * Takes pictures until two in a row are equal: nothing moves, loads or fades any more.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} [milliseconds]
 * @returns {Promise<Buffer>} PNG
 */
export async function settledPicture(page, milliseconds = 15_000) {
  const deadline = performance.now() + milliseconds;
  let last = await page.screenshot();
  while (performance.now() < deadline) {
    await page.waitForTimeout(250);
    const next = await page.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
  return last;
}
