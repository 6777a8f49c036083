// SPDX-License-Identifier: EUPL-1.2
// Pictures of every page at 1280 and 320 px, light and dark, for people to look at: node schermafdruk.mjs [part of a path].
// They land in e2e/results/, one folder per width and scheme.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { signIn, TOESTANDEN } from "./paginas.mjs";
import { launch, newPage, VIEWPORTS } from "./lib/browser.mjs";
import { pageRoutes, roleFor, Samples } from "./lib/routes.mjs";
import { routes, startDemo } from "./lib/server.mjs";

const RESULTS = join(dirname(fileURLToPath(import.meta.url)), "results");
const wanted = process.argv[2] ?? "";
const VIEWS = [
  { naam: "1280-licht", viewport: VIEWPORTS.wide, colorScheme: "light" },
  { naam: "1280-donker", viewport: VIEWPORTS.wide, colorScheme: "dark" },
  { naam: "320-licht", viewport: VIEWPORTS.narrow, colorScheme: "light" },
  { naam: "320-donker", viewport: VIEWPORTS.narrow, colorScheme: "dark" },
];

const fileName = (text) => text.replace(/^\//, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "voorpagina";
// The full demo, since an almost empty worklist tells little.
const demo = await startDemo({ inwoners: 2000, vragen: 6000 });
const browser = await launch();
let made = 0;

/** One person per role and view, who learns addresses on the way. */
async function picture(view, table, samples) {
  const people = new Map();
  const personFor = async (rol) => {
    if (!people.has(rol)) {
      const page = await newPage(browser, { viewport: view.viewport, colorScheme: view.colorScheme });
      if (rol) await signIn(page, demo.url, rol);
      people.set(rol, page);
    }
    return people.get(rol);
  };
  const save = async (page, naam) => {
    await page.screenshot({ path: join(RESULTS, view.naam, `${fileName(naam)}.png`), fullPage: true });
    made += 1;
  };
  for (const route of pageRoutes(table)) {
    const page = await personFor(roleFor(route));
    for (const path of samples.candidates(route)) {
      const response = await page.goto(demo.url + path).catch(() => null);
      if (!response?.ok() || !response.headers()["content-type"]?.startsWith("text/html")) continue;
      samples.learn(await page.locator("a[href^='/']").evaluateAll((links) => links.map((a) => a.getAttribute("href"))));
      if (route.path.includes(wanted)) await save(page, route.path);
      break;
    }
  }
  for (const toestand of TOESTANDEN.filter((t) => t.naam.includes(wanted))) {
    const page = await personFor(toestand.rol ?? null);
    try {
      await toestand.naar(page, demo.url);
      await save(page, toestand.naam);
    } catch (error) {
      console.error(`${toestand.naam}: ${error.message.split("\n")[0]}`);
    }
  }
  for (const page of people.values()) await page.context().close();
}

try {
  const table = await routes();
  const samples = new Samples(table);
  for (const view of VIEWS) {
    mkdirSync(join(RESULTS, view.naam), { recursive: true });
    await picture(view, table, samples);
  }
  console.log(`${made} pictures in e2e/results/`);
} finally {
  await browser.close();
  await demo.stop();
}
