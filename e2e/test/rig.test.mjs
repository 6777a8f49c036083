// SPDX-License-Identifier: EUPL-1.2
// The rig itself: a page with every fault must fail every check, a good page must pass them all.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { launch, newPage, VIEWPORTS } from "../lib/browser.mjs";
import { Counter } from "../lib/counter.mjs";
import { watch } from "../lib/watch.mjs";
import { within } from "../lib/within.mjs";
import { axe } from "../checks/axe.mjs";
import { colours, motion, sheets } from "../checks/colours.mjs";
import { errorPage } from "../checks/errors.mjs";
import { statusRegions, structure, validHtml } from "../checks/html.mjs";
import { keyboard } from "../checks/keyboard.mjs";
import { reflow } from "../checks/reflow.mjs";
import { targets } from "../checks/targets.mjs";
import { BAD, GOOD, REFUSED, STYLE } from "./rig-pages.mjs";

let browser;
let server;
let url;

before(async () => {
  server = createServer((request, response) => {
    const [path] = request.url.split("?");
    const page = { "/goed": GOOD, "/slecht": BAD, "/geweigerd": REFUSED }[path];
    if (path === "/stijl.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(STYLE);
    } else if (page) {
      const headers = { "content-type": "text/html; charset=utf-8" };
      // Our own pages allow no inline script or style: the checks must work all the same.
      if (path === "/goed") headers["content-security-policy"] = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'";
      response.writeHead(path === "/geweigerd" ? 422 : 200, headers).end(page);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function visit(path, options) {
  const page = await newPage(browser, options);
  const response = await page.goto(url + path);
  return { page, response };
}

describe("a good page passes", () => {
  const checks = {
    axe: async (page) => (await axe(page)).violations,
    structure,
    "status regions": (page) => statusRegions(page, 1),
    reflow,
    targets,
    keyboard,
    colours,
    motion,
    "valid HTML": async (_page, response) => validHtml(await response.text()),
  };
  for (const [name, check] of Object.entries(checks)) {
    it(name, async () => {
      const { page, response } = await visit("/goed");
      assert.deepEqual(await check(page, response), []);
      await page.context().close();
    });
  }

  it("the keyboard at 320 px", async () => {
    const { page } = await visit("/goed", { viewport: VIEWPORTS.narrow });
    assert.deepEqual(await keyboard(page), []);
    await page.context().close();
  });

  it("prints on one sheet", async () => {
    const { page } = await visit("/goed");
    assert.equal(await sheets(page), 1);
    await page.context().close();
  });
});

describe("a page full of faults fails", () => {
  async function faults(check) {
    const { page, response } = await visit("/slecht");
    const found = (await check(page, response)).join("\n");
    await page.context().close();
    return found;
  }

  it("axe finds at least nine rules broken", async () => {
    const found = await faults(async (page) => (await axe(page)).violations);
    for (const rule of ["button-name", "color-contrast", "html-has-lang", "image-alt", "label", "link-name", "list", "region", "target-size"]) {
      assert.match(found, new RegExp(`^${rule} `, "m"));
    }
  });

  it("invalid HTML", async () => {
    const found = await faults(async (_page, response) => validHtml(await response.text()));
    assert.match(found, /Duplicate ID/);
    assert.match(found, /element-required-attributes|missing required|type/);
  });

  it("structure", async () => {
    const found = await faults(structure);
    assert.match(found, /2 h1 headings/);
    assert.match(found, /no language/);
    assert.match(found, /jumps from h1 to h4/);
    assert.match(found, /no main landmark/);
    assert.match(found, /title/);
  });

  it("status regions", async () => {
    assert.match(await faults((page) => statusRegions(page)), /2 polite status regions/);
  });

  it("reflow", async () => {
    const found = await faults(reflow);
    assert.match(found, /320 px: the page is \d+ px wide/);
    assert.match(found, /200 % text: text is cut off/);
    assert.match(found, /without a name or keyboard/);
  });

  it("targets", async () => {
    const found = await faults(targets);
    assert.match(found, /at least 24 x 24/);
    assert.match(found, /at least 44 high/);
  });

  it("keyboard", async () => {
    const found = await faults(keyboard);
    assert.match(found, /tabindex above 0/);
    assert.match(found, /one does not see the focus on .*onzichtbaar/);
    assert.match(found, /something covers .*bedekt/);
    assert.match(found, /out of order/);
  });

  it("colours", async () => {
    const found = await faults(colours);
    assert.match(found, /^dark: text disappears: .*nacht/m);
    assert.match(found, /^forced colours: text disappears: .*koppig/m);
    assert.match(found, /^print: text disappears: .*papier/m);
  });

  it("motion", async () => {
    assert.match(await faults(motion), /is animated|moves/);
  });

  it("a refused form that says nothing", async () => {
    const { page, response } = await visit("/slecht");
    assert.match((await errorPage(page, response.status())).join("\n"), /422 wanted[^]*no summary/);
    await page.context().close();
  });

  it("foreign requests and script errors are seen", async () => {
    const page = await newPage(browser);
    const seen = watch(page);
    await page.goto(`${url}/slecht`);
    await page.waitForTimeout(300);
    assert.match(seen.errors.join("\n"), /script error: stuk/);
    assert.match(seen.errors.join("\n"), /request failed: http:\/\/127\.0\.0\.1:9\//);
    await page.context().close();
  });
});

describe("a refused form", () => {
  it("passes when it does it well", async () => {
    const { page, response } = await visit("/geweigerd");
    await page.locator("[role=alert]").focus();
    assert.deepEqual(await errorPage(page, response.status(), [{ name: "naam", value: "Joke" }]), []);
    await page.context().close();
  });

  it("fails when it forgets what was typed", async () => {
    const { page, response } = await visit("/geweigerd");
    await page.locator("[role=alert]").focus();
    assert.match((await errorPage(page, response.status(), [{ name: "mail", value: "joke@voorbeeld.example" }])).join(), /lost what was typed/);
    await page.context().close();
  });
});

describe("the tools", () => {
  it("the counter fails above its target and names what was done", async () => {
    const { page } = await visit("/goed");
    const counter = new Counter(page);
    await counter.fill(page.getByLabel("Uw vraag"), "Wanneer komt de container?");
    await counter.choose(page.getByLabel("Per mail"));
    await counter.key("Escape");
    assert.equal(counter.count, 3);
    counter.atMost(3);
    assert.throws(() => counter.atMost(2), /3 interactions, at most 2 wanted:[^]*Wanneer komt[^]*key Escape/);
    await page.context().close();
  });

  it("without script one can fill in and send a form, and an evaluation is refused instead of hanging", async () => {
    const { page } = await visit("/goed", { script: false });
    await page.getByLabel("Uw vraag").fill("Mag dat zonder script?");
    await page.getByLabel("Per mail").check();
    await page.getByRole("button", { name: "Versturen" }).click();
    await page.waitForURL(/vraag=Mag/);
    assert.match(await page.content(), /Waarmee kunnen we u helpen/);
    assert.match(await page.getByRole("main").innerText(), /Waarmee kunnen we u helpen/);
    assert.equal(await page.getByLabel("Uw vraag").inputValue(), "");
    assert.equal(await page.getByRole("button", { name: "Bestaat niet" }).isVisible(), false);
    await page.getByRole("heading", { name: "Tijden" }).waitFor();
    assert.deepEqual(await page.locator("label.keuze").allInnerTexts(), ["Per mail", "Bel mij"]);
    await assert.rejects(page.evaluate("1"), /hangs/);
    await page.context().close();
  });

  it("what takes too long is an error that names it", async () => {
    await assert.rejects(within(20, new Promise(() => {}), "een analyse"), /een analyse: no result within 0.02 s/);
    assert.equal(await within(1000, Promise.resolve(7), "snel"), 7);
  });
});
