// SPDX-License-Identifier: EUPL-1.2
// What an employee does all day: E2 find a caller, E4 promise a call back, E5 hand over warm, E9 work through
// the worklist by keys, E13 take in a question for another team.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BOTH_WAYS, stage } from "../lib/flow.mjs";
import { balk, contact, DATUM, NUMMER, stelVraagViaApi, TEAM, team, voorraad, vraag } from "../paginas.mjs";

const { url, person } = await stage();
const ASKS_FOR_CALL = "Mevrouw wil weten of haar vergunning al klaar is.";

/** An unknown caller rings; the employee promises a call back. Ends on the page that tells what to read aloud. */
async function promiseCall({ page, does, script, naam, telefoon }) {
  const here = contact(page);
  await page.goto(`${url}/werk`);
  await does.click(balk(page).nieuwContact);
  await does.fill(here.vraag, ASKS_FOR_CALL);
  await does.fill(here.naam, naam);
  await does.fill(here.telefoon, telefoon);
  await does.choose(here.terugbellen);
  if (script) await does.key("Control+Enter");
  else await does.click(here.beloof);
  await here.voorlezen.first().waitFor();
}

for (const { script, how } of BOTH_WAYS) {
  describe(how, () => {
    const telefoon = script ? "06 00 00 12 34" : "06 00 00 43 21";
    const naam = script ? "Annie Versteeg" : "Gerda Versluis";

    it("E4: a caller nobody knows gets a name, a number and a date to be called back", async () => {
      const { page, does, leaves } = await person({ rol: "medewerker", script });
      await promiseCall({ page, does, script, naam, telefoon });
      const text = await page.getByRole("main").innerText();
      assert.match(text, NUMMER);
      assert.match(text, DATUM);
      does.atMost(9);
      await leaves();
    });

    it("E2: one field finds her back by the shape of her telephone number", async () => {
      const { page, does, leaves } = await person({ rol: "medewerker", script });
      await page.goto(`${url}/werk`);
      if (script) await does.key("/");
      await does.fill(balk(page).zoekveld, telefoon);
      await does.enter(balk(page).zoekveld);
      await page.getByRole("main").getByText(naam).first().waitFor();
      assert.match(await page.getByRole("main").innerText(), /zelfde telefoonnummer/, "it says why it matched");
      does.atMost(3);
      await leaves();
    });

    it("E2: the number of a question leads to that question", async () => {
      const { page, does, leaves } = await person({ rol: "medewerker", script });
      const asked = await stelVraagViaApi(page, url, "Waar staat de glasbak in de Molenwijk?");
      await page.goto(`${url}/werk`);
      await does.fill(balk(page).zoekveld, asked.nummer);
      await does.enter(balk(page).zoekveld);
      await page.getByText("glasbak").first().waitFor();
      does.atMost(3);
      await leaves();
    });

    it("E4: for a caller we know, name and number are there already", async () => {
      const { page, does, leaves } = await person({ rol: "medewerker", script });
      const here = contact(page);
      await page.goto(`${url}/werk/zoek?q=${encodeURIComponent(telefoon)}`);
      await does.click(page.getByRole("main").getByRole("link", { name: new RegExp(naam) }).first());
      await does.click(page.getByRole("main").getByRole("link", { name: /^Nieuw contact/ }).first());
      assert.equal(await here.telefoon.inputValue(), telefoon);
      await does.fill(here.vraag, "Zij belt nog eens over de vergunning.");
      await does.choose(here.terugbellen);
      await does.click(here.beloof);
      await here.voorlezen.first().waitFor();
      does.atMost(6);
      await leaves();
    });

    it("E5: a question goes over warm: the owner changes when the other accepts, not before", async () => {
      const giver = await person({ rol: "medewerker", script });
      const asked = await stelVraagViaApi(giver.page, url, "Iets waar geen onderwerp bij past, graag uitleg.");
      const address = `${url}/werk/vraag/${asked.nummer}`;
      await giver.page.goto(address);
      await vraag(giver.page).oppakken.click();
      const before = await vraag(giver.page).eigenaar.innerText();

      const { page, does } = giver;
      const here = vraag(page);
      await page.goto(address);
      await does.click(here.overdragen);
      await does.select(here.aanWie, { label: await optionWith(here.aanWie, /Sanne Verhulst/) });
      await does.fill(here.overdrachtNotitie, "Zij kent deze inwoner van vorige week.");
      await does.click(here.biedAan);
      does.atMost(4);
      await page.goto(address);
      assert.equal(await here.eigenaar.innerText(), before, "still the giver's");

      const taker = await person({ rol: "teamleider", script });
      const there = vraag(taker.page);
      await taker.page.goto(address);
      await there.aanbod.waitFor();
      await there.neemOver.click();
      await taker.page.goto(address);
      assert.match(await there.eigenaar.innerText(), /Sanne/);
      assert.equal(await there.aanbod.count(), 0);
      await giver.leaves();
      await taker.leaves();
    });

    it("E13: a question for another team is taken in like any other and told to whom it goes", async () => {
      const { page, does, leaves } = await person({ rol: "medewerker", script });
      const here = contact(page);
      await page.goto(`${url}/werk/contact/nieuw`);
      await does.fill(here.vraag, "De straatlamp voor nummer 12 brandt al een week niet.");
      await does.fill(here.naam, "Piet Wissink");
      await does.fill(here.telefoon, "06 00 00 55 66");
      await does.select(here.onderwerp, { label: await optionWith(here.onderwerp, /Straatlamp/) });
      await does.choose(here.terugbellen);
      await does.click(here.beloof);
      await here.voorlezen.first().waitFor();
      assert.match(await page.getByRole("main").innerText(), /Openbare Ruimte en Afval/);
      does.atMost(9);
      await leaves();
    });

    it("the team lead gives a selection to a colleague in four steps", async () => {
      const { page, does, leaves } = await person({ rol: "teamleider", script });
      const titel = `Graag uitleg over het dorpsfeest van ${how}`;
      await stelVraagViaApi(page, url, `${titel}.`);
      await stelVraagViaApi(page, url, `${titel}, nog een keer.`);
      const here = team(page);
      await page.goto(`${url}/team?hulp=vrij`);
      await does.choose(page.getByRole("checkbox", { name: `Kies: ${titel}`, exact: true }));
      await does.choose(page.getByRole("checkbox", { name: `Kies: ${titel}, nog een keer` }));
      await does.select(here.aan, { label: await optionWith(here.aan, /^Petra Kuipers/) });
      await does.click(here.wijsToe);
      await page.getByText("2 vragen zijn nu van Petra Kuipers.").waitFor();
      does.atMost(4);
      await leaves();
    });
  });
}

/** The text of the first option that matches. */
async function optionWith(select, pattern) {
  const options = await select.locator("option").allInnerTexts();
  const found = options.find((text) => pattern.test(text));
  assert.ok(found, `${pattern} is among: ${options.join(", ")}`);
  return found;
}

describe("E9: the worklist by keys", () => {
  it("j and k walk, Enter opens", async () => {
    const { page, does, leaves } = await person({ rol: "medewerker" });
    const here = voorraad(page);
    await page.goto(`${url}/werk/voorraad/${TEAM}`);
    const titles = await here.vragen.allInnerTexts();
    assert.ok(titles.length >= 2, "there is work to walk through");
    await page.keyboard.press("j");
    assert.ok((await here.hier.innerText()).includes(titles[0]));
    await page.keyboard.press("j");
    assert.ok((await here.hier.innerText()).includes(titles[1]));
    await page.keyboard.press("k");
    assert.ok((await here.hier.innerText()).includes(titles[0]));
    await does.key("Enter");
    await page.waitForURL(/\/werk\/vraag\//);
    assert.ok((await vraag(page).titel.innerText()).includes(titles[0]));
    does.atMost(2);
    await leaves();
  });

  it("d on an answered question finishes it, d in the list asks for a row first", async () => {
    const { page, does, leaves } = await person({ rol: "medewerker" });
    const asked = await stelVraagViaApi(page, url, "Zomaar iets waar geen onderwerp bij past.");
    const here = vraag(page);
    await page.goto(`${url}/werk/vraag/${asked.nummer}`);
    await here.oppakken.click();
    await here.opStatuspagina.check();
    await here.antwoord.fill("Dat kan op maandag en dinsdag aan de balie.");
    await here.verstuur.click();
    await here.afronden.waitFor();
    await does.key("d");
    await here.afronden.waitFor({ state: "detached" });
    assert.match(await page.getByRole("main").innerText(), /afgerond/i);
    does.atMost(2);
    await page.goto(`${url}/werk/voorraad/${TEAM}`);
    await page.keyboard.press("d");
    await page.getByRole("status").getByText("Kies eerst een vraag.").waitFor({ state: "attached" });
    await leaves();
  });

  it("a letter typed in a field is a letter", async () => {
    const { page, leaves } = await person({ rol: "medewerker" });
    await page.goto(`${url}/werk/voorraad/${TEAM}`);
    await balk(page).zoekveld.pressSequentially("jokd");
    assert.equal(await balk(page).zoekveld.inputValue(), "jokd");
    assert.equal(await voorraad(page).hier.count(), 0);
    await leaves();
  });

  it("A16: whoever does not want keys turns them off", async () => {
    const { page, leaves } = await person({ rol: "medewerker" });
    const here = voorraad(page);
    await page.goto(`${url}/werk/voorraad/${TEAM}`);
    await here.toetsenUit.click();
    await here.toetsenAan.waitFor();
    await page.goto(`${url}/werk/voorraad/${TEAM}`);
    await page.keyboard.press("j");
    assert.equal(await here.hier.count(), 0);
    // And on again, since the choice stays with the person.
    await here.toetsenAan.click();
    await here.toetsenUit.waitFor();
    await leaves();
  });
});
