// SPDX-License-Identifier: EUPL-1.2
// Chromium of the system, a fresh profile per run, one context per visitor.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the browser: VOORDEUR_TEST_CHROMIUM, else the first one found. */
export function chromiumPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    process.env.VOORDEUR_TEST_CHROMIUM,
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...MAC,
  ];
  const found = candidates.find((path) => path && isProgram(path));
  if (!found) throw new Error("Chromium is missing: ./test setup installs it, or set VOORDEUR_TEST_CHROMIUM");
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS, timeout: 60_000 });
}

/** Wide as a desk, narrow as a telephone, and 1280 px at 400 %. */
export const VIEWPORTS = {
  wide: { width: 1280, height: 900 },
  narrow: { width: 320, height: 640 },
  zoomed: { width: 320, height: 256 },
};

const HANGS = ["evaluate", "evaluateHandle", "waitForFunction", "addScriptTag", "addStyleTag", "$eval", "$$eval"];

/**
 * A context with one page. Without script only goto, content, fill, click and the like may be used:
 * an evaluation would wait for ever, so it is refused here.
 */
export async function newPage(browser, { script = true, viewport = VIEWPORTS.wide, ...rest } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    viewport,
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    reducedMotion: "no-preference",
    ...rest,
  });
  context.setDefaultTimeout(10_000);
  context.setDefaultNavigationTimeout(20_000);
  const page = await context.newPage();
  if (!script) {
    for (const name of HANGS) {
      page[name] = () => Promise.reject(new Error(`page.${name} hangs where JavaScript is off`));
    }
  }
  return page;
}
