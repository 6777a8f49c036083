// SPDX-License-Identifier: EUPL-1.2
// What a resident comes for: R1 ask a question, R5 see how it stands.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BOTH_WAYS, stage } from "../lib/flow.mjs";
import { DATUM, NUMMER, status, stelVraagViaApi, VOLGCODE, vraagstellen } from "../paginas.mjs";

const { url, person } = await stage();

for (const { script, how } of BOTH_WAYS) {
  describe(how, () => {
    it("R1: Joke asks when her bin is emptied, and reads who has her question and when she hears", async () => {
      const { page, does, leaves } = await person({ script });
      const here = vraagstellen(page);
      await page.goto(url);
      await does.fill(here.vraag, "Wanneer wordt de grijze container op de Lindehof geleegd?");
      await does.click(here.vraagHet);
      await does.choose(here.perMail);
      // Without script the field for the mail address may come on the next page.
      if (!(await here.mailadres.isVisible())) await does.click(here.verder);
      await does.fill(here.mailadres, "joke@voorbeeld.example");
      await does.click(here.verder);
      await does.click(here.versturen);
      await here.bevestigd.waitFor();
      const text = await page.getByRole("main").innerText();
      assert.match(text, NUMMER);
      assert.match(text, VOLGCODE);
      assert.match(text, DATUM);
      assert.match(text, /team/i, "the confirmation names the team that has the question");
      does.atMost(7);
      await leaves();
    });

    it("R1: what looks like a BSN gets a friendly warning, not a refusal", async () => {
      const { page, leaves } = await person({ script });
      const here = vraagstellen(page);
      await page.goto(url);
      await here.vraag.fill("Mijn nummer is 999990019, klopt mijn adres?");
      await here.vraagHet.click();
      await here.perMail.waitFor();
      assert.match(await page.content(), /burgerservicenummer/);
      await leaves();
    });

    it("R5: with number and volgcode Joke sees stage, date and team without signing in", async () => {
      const { page, does, leaves } = await person({ script });
      const asked = await stelVraagViaApi(page, url, "Hoe laat gaat de milieustraat open?", { naam: "Joke Verhagen", email: "joke@voorbeeld.example" });
      const here = status(page);
      await page.goto(`${url}/status`);
      await does.fill(here.nummer, asked.nummer);
      await does.fill(here.volgcode, asked.geheim);
      await does.click(here.bekijk);
      await here.reis.waitFor();
      const text = await page.getByRole("main").innerText();
      assert.match(text, DATUM);
      assert.ok(text.includes(asked.eigenaar.naam), `${asked.eigenaar.naam} is named`);
      does.atMost(4);
      await leaves();
    });

    it("R5: a wrong volgcode and a number that does not exist read the same", async () => {
      const { page, leaves } = await person({ script });
      const asked = await stelVraagViaApi(page, url, "Mag de heg van de buren zo hoog zijn?");
      const here = status(page);
      const words = [];
      for (const nummer of [asked.nummer, "TH-01-999999"]) {
        await page.goto(`${url}/status`);
        await here.nummer.fill(nummer);
        await here.volgcode.fill("K7M 4PX 92R");
        await here.bekijk.click();
        await page.getByRole("alert").waitFor();
        words.push((await page.getByRole("alert").innerText()).replaceAll(nummer, "NUMMER"));
        assert.equal(await here.nummer.inputValue(), nummer, "what was typed is kept");
      }
      assert.equal(words[0], words[1]);
      await leaves();
    });
  });
}
