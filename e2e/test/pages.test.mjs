// SPDX-License-Identifier: EUPL-1.2
// Every page of the route table, and the states of TOESTANDEN, against checks A1-A17 (docs/standards.md lists them).
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { signIn, TOESTANDEN } from "../paginas.mjs";
import { launch, newPage, VIEWPORTS } from "../lib/browser.mjs";
import { pageRoutes, roleFor, Samples } from "../lib/routes.mjs";
import { routes, startDemo } from "../lib/server.mjs";
import { watch } from "../lib/watch.mjs";
import { axe } from "../checks/axe.mjs";
import { colours, motion, sheets } from "../checks/colours.mjs";
import { errorPage } from "../checks/errors.mjs";
import { statusRegions, structure, validHtml } from "../checks/html.mjs";
import { keyboard } from "../checks/keyboard.mjs";
import { overflow, reflow } from "../checks/reflow.mjs";
import { targets } from "../checks/targets.mjs";

/** Per page: what axe cannot decide, and why somebody who looked at it found it right. */
const BASELINE = new URL("../baseline/axe-incomplete.json", import.meta.url);
const WRITES_BASELINE = process.env.VOORDEUR_TEST_BASELINE === "1";
/** Bytes over the wire on a first visit, fonts included. */
const BUDGET = {
  portal: { all: 80 * 1024, script: 6 * 1024, requests: 6 },
  work: { all: 120 * 1024, script: 20 * 1024, requests: 8 },
};
const MOST_ELEMENTS = 700;
/** What a resident or colleague keeps on paper fits on one sheet. */
const ONE_SHEET = /^\/(status|vraag\/bevestiging)|\/brief$/;
const AT_ONCE = 2; // pages checked side by side: one per core of a small machine

const demo = await startDemo();
const browser = await launch();
const table = await routes();
const reviewed = JSON.parse(readFileSync(BASELINE, "utf8"));
const seenIncomplete = {};

after(async () => {
  await browser.close();
  await demo.stop();
  if (WRITES_BASELINE) writeFileSync(BASELINE, `${JSON.stringify(Object.fromEntries(Object.entries(seenIncomplete).sort()), null, 2)}\n`);
});

/** Signs in once per role; every page starts from a copy of that. */
const signedIn = new Map();
async function visitor(rol, viewport) {
  if (rol && !signedIn.has(rol)) {
    const page = await newPage(browser);
    await signIn(page, demo.url, rol);
    signedIn.set(rol, await page.context().storageState());
    await page.context().close();
  }
  return newPage(browser, { viewport, storageState: rol ? signedIn.get(rol) : undefined });
}

/** First round over the pages without parameters, to learn what the others can be called with. */
const samples = new Samples(table);
/** Pages that exist only for content a small demo may lack: a letter, a file, a person with a page. */
const NEEDS_CONTENT = new Set(["/werk/bericht/{id}/brief", "/werk/bijlage/{id}", "/werk/klant/{sleutel}", "/werk/vraag/{nummer}/mail/{contact}"]);
for (const route of pageRoutes(table).filter((r) => !r.path.includes("{"))) {
  const page = await visitor(roleFor(route));
  const response = await page.goto(demo.url + (route.sample || route.path)).catch(() => null);
  if (response?.headers()["content-type"]?.startsWith("text/html")) {
    samples.learn(await page.locator("a[href^='/']").evaluateAll((links) => links.map((a) => a.getAttribute("href"))));
  }
  await page.context().close();
}
// The worklist leads to questions, and a question to what one can do with it.
for (const route of pageRoutes(table).filter((r) => r.path.includes("{"))) {
  for (const path of samples.candidates(route)) {
    const page = await visitor(roleFor(route));
    const response = await page.goto(demo.url + path).catch(() => null);
    if (response?.ok() && response.headers()["content-type"]?.startsWith("text/html")) {
      samples.learn(await page.locator("a[href^='/']").evaluateAll((links) => links.map((a) => a.getAttribute("href"))));
    }
    await page.context().close();
  }
}

function holds(problems) {
  assert.equal(problems.length, 0, `\n  ${problems.join("\n  ")}`);
}

async function axeHolds(name, page) {
  const { violations, incomplete } = await axe(page);
  const judged = reviewed[name] ?? {};
  if (incomplete.length > 0) seenIncomplete[name] = Object.fromEntries(incomplete.map((rule) => [rule, judged[rule] ?? ""]));
  // Without a reason nobody looked.
  const news = WRITES_BASELINE ? [] : incomplete.filter((rule) => !judged[rule]);
  holds([...violations, ...news.map((rule) => `axe cannot decide ${rule}: look at it, then write in e2e/baseline/axe-incomplete.json why it is right`)]);
}

async function budgetHolds(path, page, seen) {
  const { bytes, requests } = await seen.weight();
  const budget = /^\/(werk|team|beheer|toezicht|redactie|cijfers|aanmelden)/.test(path) ? BUDGET.work : BUDGET.portal;
  const elements = await page.locator("*").count();
  const problems = [];
  if (bytes.all > budget.all) problems.push(`${bytes.all} bytes on a first visit, at most ${budget.all}`);
  if ((bytes.script ?? 0) > budget.script) problems.push(`${bytes.script} bytes of script, at most ${budget.script}`);
  if (requests > budget.requests) problems.push(`${requests} requests, at most ${budget.requests}`);
  if (elements > MOST_ELEMENTS) problems.push(`${elements} elements, at most ${MOST_ELEMENTS}`);
  holds(problems);
}

/** All checks on a page that stands open at 1280 px. */
async function checkWide(t, { name, path, page, response, seen }) {
  const html = await response.text();
  await t.test("nothing goes wrong in it, nothing comes from elsewhere", () => holds([...seen.errors, ...seen.foreign(demo.url)]));
  await t.test("weight", () => budgetHolds(path, page, seen));
  await t.test("A1 axe", () => axeHolds(name, page));
  await t.test("A2 valid HTML", async () => holds(await validHtml(html)));
  await t.test("A3 structure", async () => holds(await structure(page)));
  await t.test("A6 keyboard", async () => holds(await keyboard(page)));
  await t.test("A7 reflow", async () => holds(await reflow(page)));
  await t.test("A8 targets", async () => holds(await targets(page)));
  await t.test("A9 colours", async () => holds(await colours(page)));
  await t.test("A10 motion", async () => holds(await motion(page)));
  await t.test("A17 one status region", async () => holds(await statusRegions(page, 1)));
  if (ONE_SHEET.test(path)) await t.test("prints on one sheet", async () => assert.equal(await sheets(page), 1));
}

async function checkNarrow(t, page) {
  await t.test("A1 axe at 320 px", async () => holds((await axe(page)).violations));
  await t.test("A6 keyboard at 320 px", async () => holds(await keyboard(page)));
  await t.test("A7 no sideways scrolling at 320 px", async () => holds(await overflow(page)));
  await t.test("A8 targets at 320 px", async () => holds(await targets(page)));
}

/** Opens the first address of a route that has content. Null for what turns out not to be a page. */
async function open(route, viewport) {
  const tried = [];
  for (const path of samples.candidates(route)) {
    const page = await visitor(roleFor(route), viewport);
    const seen = watch(page);
    // A download makes goto throw; that is no page either.
    const response = await page.goto(demo.url + path).catch((error) => (/Download/.test(error.message) ? null : Promise.reject(error)));
    const type = response?.headers()["content-type"] ?? "";
    if (response === null || (response.ok() && !type.startsWith("text/html"))) {
      await page.context().close();
      return null;
    }
    // An address that leads elsewhere is no page of its own; where it leads is checked by itself.
    if (response.request().redirectedFrom()) {
      await page.context().close();
      return null;
    }
    if (response.ok()) return { page, response, seen, path };
    tried.push(`${path}: ${response.status()}`);
    await page.context().close();
  }
  if (NEEDS_CONTENT.has(route.path)) return null;
  throw new Error(`no address of ${route.path} shows a page: ${tried.join(", ") || "no sample"}`);
}

describe("every page", { concurrency: AT_ONCE }, () => {
  for (const route of pageRoutes(table)) {
    it(`${route.path} (${roleFor(route) ?? "iedereen"})`, async (t) => {
      const wide = await open(route, VIEWPORTS.wide);
      if (wide === null) return;
      await checkWide(t, { name: route.path, ...wide });
      await wide.page.context().close();
      const narrow = await open(route, VIEWPORTS.narrow);
      await checkNarrow(t, narrow.page);
      await narrow.page.context().close();
    });
  }
});

describe("every state", { concurrency: AT_ONCE }, () => {
  for (const toestand of TOESTANDEN) {
    it(toestand.naam, async (t) => {
      const page = await visitor(toestand.rol ?? null, VIEWPORTS.wide);
      const response = await toestand.naar(page, demo.url);
      if (toestand.status) await t.test("status", () => assert.equal(response.status(), toestand.status));
      if (toestand.fout) {
        await t.test("A4 refused in words", async () => holds(await errorPage(page, response.status(), toestand.behouden)));
      }
      await t.test("A1 axe", async () => holds((await axe(page)).violations));
      await t.test("A2 valid HTML", async () => holds(await validHtml(await response.text())));
      await t.test("A3 structure", async () => holds(await structure(page)));
      await t.test("A7 reflow", async () => holds(await reflow(page)));
      await t.test("A8 targets", async () => holds(await targets(page)));
      await t.test("A9 colours", async () => holds(await colours(page)));
      await page.context().close();
    });
  }
});

describe("who may not", { concurrency: AT_ONCE }, () => {
  for (const route of pageRoutes(table).filter((r) => roleFor(r) !== null)) {
    it(`${route.path} shows nothing to a stranger`, async () => {
      const page = await visitor(null);
      const [path] = samples.candidates(route);
      const response = await page.goto(demo.url + path);
      const sentToSignIn = /^\/(aanmelden|status$)/.test(new URL(page.url()).pathname);
      assert.ok(sentToSignIn || [401, 403, 404].includes(response.status()), `${page.url()} answers ${response.status()}`);
      await page.context().close();
    });
  }
});
