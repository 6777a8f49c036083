// SPDX-License-Identifier: EUPL-1.2
// The pages as people find their way in them: by the words and roles they see. When a page changes its words,
// this is the one file to change; the tests themselves tell only the story.

/** Address of the demo's role chooser; the role goes along as form field `rol`. */
export const SIGN_IN = "/aanmelden/demo";

/** Signs in with a role of the demo, as its chooser does; a resident shows number and volgcode. */
export async function signIn(page, url, rol) {
  if (rol === "resident") {
    await showStatus(page, url, await stelVraagViaApi(page, url, "Hoe laat gaat de milieustraat open?"));
    return;
  }
  const response = await page.context().request.post(url + SIGN_IN, {
    form: { rol },
    headers: { origin: url, "sec-fetch-site": "same-origin" },
    maxRedirects: 0,
  });
  const cookies = await page.context().cookies(url);
  if (response.status() >= 400 || cookies.length === 0) {
    throw new Error(`sign-in as ${rol}: status ${response.status()}, ${cookies.length} cookies`);
  }
}

/** What a resident can read aloud from the confirmation. */
export const NUMMER = /[A-Z]{2}-\d{2}-\d{6}/;
export const VOLGCODE = /\b[2-9A-HJKMNP-Z]{3} [2-9A-HJKMNP-Z]{3} [2-9A-HJKMNP-Z]{3}\b/;
/** A date as residents read it. */
export const DATUM = /(maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag) \d{1,2} [a-z]+ 20\d\d/;

const button = (page, name) => page.getByRole("button", { name });
const link = (page, name) => page.getByRole("link", { name });
const heading = (page, name) => page.getByRole("heading", { name });

/** `/`, `/vraag` and its confirmation. */
export const vraagstellen = (page) => ({
  vraag: page.getByLabel("Waarmee kunnen we u helpen?"),
  vraagHet: button(page, "Vraag het"),
  perMail: page.getByRole("radio", { name: /mail/i }),
  mailadres: page.getByLabel(/^Uw (e-)?mailadres/),
  verder: button(page, /^(Ga verder|Verder)/),
  versturen: button(page, /^Versturen/),
  bevestigd: heading(page, "Wij hebben uw vraag").first(),
});

/** `/bel-mij`. */
export const belMij = (page) => ({
  naam: page.getByLabel(/^Uw naam/),
  telefoon: page.getByLabel(/^Uw telefoonnummer/),
  versturen: button(page, /^(Bel mij|Laat mij bellen|Versturen)/),
});

/** `/status`. */
export const status = (page) => ({
  nummer: page.getByLabel(/^Nummer van uw vraag/),
  volgcode: page.getByLabel(/^Uw volgcode/),
  bekijk: button(page, /^(Bekijk mijn vraag|Volg uw vraag)/),
  reis: page.getByRole("listitem").filter({ hasText: "Wij hebben uw vraag" }).first(),
});

/** The bar that stands on every page of an employee. */
export const balk = (page) => ({
  zoekveld: page.getByRole("search").getByLabel(/^Zoek een vraag/),
  nieuwContact: link(page, "Nieuw contact").first(),
  treffers: page.getByRole("main").getByRole("link"),
});

/** `/werk/contact/nieuw`: a conversation by phone, at the desk, by letter or on a visit. */
export const contact = (page) => ({
  naam: page.getByLabel(/^Naam/),
  telefoon: page.getByLabel(/^(Telefoonnummer|Op welk nummer)/),
  vraag: page.getByLabel(/^(Wat hoor je|Wat is de vraag|De vraag)/),
  onderwerp: page.getByLabel(/^Onderwerp/),
  team: page.getByLabel(/^(Wie belt terug|Team)/),
  terugbellen: page.getByRole("radio", { name: /terugbellen/i }),
  beloof: button(page, /^(Beloof dit|Opslaan)/),
  voorlezen: page.getByText(/^Lees voor/),
});

/** `/werk/voorraad/{team}`. */
export const voorraad = (page) => ({
  rijen: page.getByRole("row").filter({ has: page.getByRole("link") }),
  vragen: page.getByRole("rowheader").getByRole("link"),
  /** The row the keys stand on. */
  hier: page.locator(".is-hier"),
  toetsenUit: button(page, "Sneltoetsen uitzetten").last(),
  toetsenAan: button(page, "Sneltoetsen aanzetten").last(),
});

/** `/werk/vraag/{ref}` and the pages under it. */
export const vraag = (page) => ({
  titel: page.getByRole("heading", { level: 1 }),
  eigenaar: page.locator(".vd-vraagkop .vd-eigenaar"),
  oppakken: button(page, /^Oppakken/),
  overdragen: link(page, /^Overdragen/),
  aanWie: page.getByLabel(/^Aan wie/),
  overdrachtNotitie: page.getByLabel(/^Wat moet je collega weten/),
  biedAan: button(page, /^Bied aan/),
  aanbod: heading(page, /biedt je deze vraag aan/),
  neemOver: button(page, "Ja, ik neem de vraag over"),
  opStatuspagina: page.getByRole("radio", { name: "Statuspagina" }),
  antwoord: page.getByLabel(/^Tekst van je antwoord/),
  verstuur: page.getByRole("button", { name: "Verstuur", exact: true }),
  afronden: button(page, /^Afronden/),
});

/** `/team`. */
export const team = (page) => ({
  kop: page.getByRole("heading", { level: 1 }),
  keuzes: page.getByRole("main").getByRole("checkbox"),
  aan: page.getByLabel(/^(Bied|Wijs|Aan wie)/),
  wijsToe: button(page, /^(Bied aan|Wijs toe|Toewijzen)/),
});

/** The team of the demo's "medewerker" and "teamleider"; it always has work. */
export const TEAM = "KCC";

/**
 * States of pages that their address alone does not show: a refused form, a long text.
 * `naar` brings the page there and returns the last response; `fout` marks a refused form.
 */
export const TOESTANDEN = [
  {
    naam: "/vraag zonder vraag",
    fout: true,
    behouden: [],
    async naar(page, url) {
      await page.goto(`${url}/vraag`);
      return submit(page, vraagstellen(page).verder.or(vraagstellen(page).vraagHet).first());
    },
  },
  {
    naam: "/status zonder volgcode",
    fout: true,
    behouden: [{ name: "nummer", value: "TH-26-000001" }],
    async naar(page, url) {
      await page.goto(`${url}/status`);
      await status(page).nummer.fill("TH-26-000001");
      return submit(page, status(page).bekijk);
    },
  },
  {
    naam: "/bel-mij met een kapot nummer",
    fout: true,
    behouden: [{ name: "telefoon", value: "twaalf" }],
    async naar(page, url) {
      await page.goto(`${url}/bel-mij`);
      await belMij(page).naam.fill("Joke Verhagen");
      await belMij(page).telefoon.fill("twaalf");
      return submit(page, belMij(page).versturen);
    },
  },
  {
    naam: "status van een vraag met heel lange woorden",
    async naar(page, url) {
      const lang = `Mijn ${"meervoudigepersoonlijkheidsstoornisbegeleiding".repeat(4)} en https://voorbeeld.example/${"pad/".repeat(40)}`;
      return showStatus(page, url, await stelVraagViaApi(page, url, lang));
    },
  },
  {
    naam: "/team met een vraag van heel lange woorden",
    rol: "teamleider",
    async naar(page, url) {
      await stelVraagViaApi(page, url, `Mijn ${"meervoudigepersoonlijkheidsstoornisbegeleiding".repeat(4)}`);
      return page.goto(`${url}/team?hulp=vrij`);
    },
  },
  {
    naam: "/werk/voorraad met een vraag van heel lange woorden",
    rol: "teamleider",
    async naar(page, url) {
      await stelVraagViaApi(page, url, `Mijn ${"meervoudigepersoonlijkheidsstoornisbegeleiding".repeat(4)}`);
      return page.goto(`${url}/werk/voorraad`);
    },
  },
  {
    naam: "/werk/contact/nieuw zonder iets",
    rol: "medewerker",
    fout: true,
    behouden: [],
    async naar(page, url) {
      await page.goto(`${url}/werk/contact/nieuw`);
      return submit(page, contact(page).beloof);
    },
  },
  {
    naam: "/werk/contact/nieuw met antwoorden van collega's",
    rol: "medewerker",
    async naar(page, url) {
      await page.goto(`${url}/werk/contact/nieuw`);
      await contact(page).vraag.fill("Hoe laat gaat het stadhuis open, en waar kan ik mijn paspoort ophalen?");
      return submit(page, page.getByRole("button", { name: "Laat het voorstel zien" }));
    },
  },
  {
    naam: "een vraag met de mail zoals die was opgemaakt",
    rol: "medewerker",
    async naar(page, url) {
      await page.goto(`${url}/werk/voorraad/${TEAM}`);
      const response = await submit(page, link(page, "Bordjes naar de camping"));
      await page.getByText("Toon opgemaakte mail").click();
      await page.frameLocator("iframe[sandbox='']").getByText("steeds verkeerd").waitFor();
      return response;
    },
  },
  {
    naam: "een vraag waarvan de mail een andere vraag noemt",
    rol: "medewerker",
    async naar(page, url) {
      await page.goto(`${url}/werk/voorraad/${TEAM}`);
      const response = await submit(page, link(page, /^Nog iets bij/));
      await page.getByText("Deze mail noemt").waitFor();
      return response;
    },
  },
  {
    naam: "/aanmelden met een verkeerd wachtwoord",
    fout: true,
    behouden: [{ name: "gebruikersnaam", value: "jo" }],
    async naar(page, url) {
      await page.goto(`${url}/aanmelden`);
      await page.getByLabel("Gebruikersnaam").fill("jo");
      await page.getByLabel("Wachtwoord").fill("niet dit");
      return submit(page, page.getByRole("button", { name: "Aanmelden", exact: true }));
    },
  },
  {
    naam: "een adres dat niet bestaat",
    status: 404,
    naar: (page, url) => page.goto(`${url}/bestaat-niet`),
  },
];

/** Presses a button and waits for the page that answers. */
export async function submit(page, locator) {
  const isAnswer = (r) => r.request().isNavigationRequest() && r.frame() === page.mainFrame() && !(r.status() >= 300 && r.status() < 400);
  const [response] = await Promise.all([page.waitForResponse(isAnswer), locator.click()]);
  await page.waitForLoadState("load");
  return response;
}

/** Opens the status of a question with what its asker was given. */
export async function showStatus(page, url, { nummer, geheim }) {
  await page.goto(`${url}/status`);
  await status(page).nummer.fill(nummer);
  await status(page).volgcode.fill(geheim);
  return submit(page, status(page).bekijk);
}

/** A question by the public API, when the way in is not what is tested. */
export async function stelVraagViaApi(page, url, tekst, indiener = {}) {
  const response = await page.context().request.post(`${url}/api/v1/vragen`, {
    headers: { "idempotency-key": crypto.randomUUID() },
    data: { kanaal: "website", tekst, indiener },
  });
  if (response.status() !== 201) throw new Error(`POST /api/v1/vragen: ${response.status()} ${await response.text()}`);
  return response.json();
}
