// SPDX-License-Identifier: EUPL-1.2
//! Stories on the worklist and the question page, through the router.

use testkit::{
    Client, TestApp, op_beide,
    proefdorp::{BART, FATIMA, HENK, SANNE, YOUSSEF},
};
use vragen::{
    Antwoordkanaal, Kanaal, Wie,
    accept::{Aanname, accept},
};

/// A resident asks about a passport; gives the number of the question.
async fn vraag(app: &TestApp, tekst: &str) -> String {
    let inr = app.inr().await;
    let mut aanname = Aanname::new(Kanaal::Website, tekst, Antwoordkanaal::Email);
    "Jo Bakker".clone_into(&mut aanname.indiener.naam);
    "jo@voorbeeld.example".clone_into(&mut aanname.indiener.email);
    let mut tx = app.begin().await;
    let o = accept(&mut tx, &inr, &Wie::inwoner(), aanname).await.unwrap();
    tx.commit().await.unwrap();
    kernel::nummer::format("PD", o.vraag.jaar(), o.vraag.volgnummer)
}

async fn als(app: &TestApp, wie: uuid::Uuid) -> Client {
    let mut client = app.client(werkplek::routes());
    client.meld_aan(wie).await;
    client
}

op_beide! {
    async fn fatima_picks_a_question_from_the_worklist_and_answers_it(app: TestApp) {
        let nummer = vraag(&app, "Mijn paspoort is verlopen. Wat moet ik doen?").await;
        let mut fatima = als(&app, FATIMA).await;
        fatima.get("/werk/voorraad/BZ").await.toont("Mijn paspoort is verlopen").toont("Jo Bakker");
        let pad = format!("/werk/vraag/{nummer}");
        fatima.get(&pad).await.toont("Oppakken").toont("Team Burgerzaken");
        let klaar = fatima.post(&format!("{pad}/oppakken"), &[]).await;
        assert_eq!(klaar.naar(), format!("{pad}?klaar=oppakken"));
        fatima.get("/werk").await.toont("Mijn paspoort is verlopen");
        let leeg = fatima.post(&format!("{pad}/antwoord"), &[("kanaal", "e-mail"), ("tekst", "")]).await;
        assert_eq!(leeg.status, 422);
        leeg.toont("Schrijf een antwoord.").toont("<title>Fout: ");
        let verstuurd = fatima.post(&format!("{pad}/antwoord"), &[("kanaal", "e-mail"), ("tekst", "Maak een afspraak."), ("stap", "klaar")]).await;
        assert_eq!(verstuurd.naar(), format!("{pad}?klaar=antwoord"));
        fatima.get(&pad).await.toont("Maak een afspraak.").toont("Afgerond").toont("Op tijd beantwoord.");
        fatima.get("/werk/voorraad/BZ").await.toont_niet("Mijn paspoort is verlopen");
    }

    async fn a_question_shows_what_it_looks_like_but_not_itself_and_nothing_of_a_shielded_team(app: TestApp) {
        vraag(&app, "Mijn paspoort is gestolen in Spanje").await;
        vraag(&app, "Waar is jeugdhulp voor mijn zoon gestolen in Spanje").await;
        vraag(&app, "De stoep ligt los").await;
        let nummer = vraag(&app, "Paspoort gestolen tijdens vakantie in Spanje").await;
        let mut fatima = als(&app, FATIMA).await;
        let pagina = fatima.get(&format!("/werk/vraag/{nummer}")).await;
        pagina.toont("Lijkt op").toont("Mijn paspoort is gestolen in Spanje").toont("Loopt nu bij Team Burgerzaken");
        pagina.toont_niet("De stoep ligt los").toont_niet("jeugdhulp");
        assert!(!pagina.tekst.contains(&format!("href=\"/werk/vraag/{nummer}\"")), "not itself");
        let los = vraag(&app, "Hoe laat gaat de balie open?").await;
        fatima.get(&format!("/werk/vraag/{los}")).await.toont_niet("Lijkt op");
    }

    async fn who_has_nothing_to_do_first_finds_a_question_of_the_team_to_pick_up(app: TestApp) {
        let mut fatima = als(&app, FATIMA).await;
        fatima.get("/werk").await.toont("Alles is bij.");
        let nummer = vraag(&app, "Mijn paspoort is verlopen. Wat moet ik doen?").await;
        let dag = fatima.get("/werk").await;
        dag.toont("pakte nog niemand op").toont(&format!("/werk/vraag/{nummer}/oppakken")).toont_niet("Alles is bij.");
        fatima.post(&format!("/werk/vraag/{nummer}/oppakken"), &[]).await;
        fatima.get("/werk").await.toont("Alles is bij.").toont("Later").toont("Mijn paspoort is verlopen");
        app.zet_klok("2026-11-26T09:00:00Z");
        let mut fatima = als(&app, FATIMA).await;
        fatima.get("/werk").await.toont("Je hebt vandaag 1 belofte.").toont_niet("Alles is bij.");
    }

    async fn what_waits_for_the_resident_stands_last_in_the_worklist(app: TestApp) {
        let wacht = vraag(&app, "Mijn paspoort is verlopen. Wat moet ik doen?").await;
        let mut fatima = als(&app, FATIMA).await;
        fatima.post(&format!("/werk/vraag/{wacht}/navragen"), &[("wat", "Welke dag?")]).await;
        app.zet_klok("2026-11-25T09:00:00Z");
        vraag(&app, "Ik zoek mijn rijbewijs en mijn paspoort").await;
        let mut fatima = als(&app, FATIMA).await;
        let lijst = fatima.get("/werk/voorraad/BZ").await;
        let plek = |tekst: &str| lijst.tekst.find(tekst).unwrap_or_else(|| panic!("{tekst}: {}", lijst.tekst));
        assert!(plek("Ik zoek mijn rijbewijs") < plek("Wacht op de inwoner"), "the later date stands first");
        assert!(plek("Wacht op de inwoner") < plek("Mijn paspoort is verlopen"));
    }

    async fn an_offer_is_accepted_by_the_other_side_before_the_owner_changes(app: TestApp) {
        let nummer = vraag(&app, "Ik wil een nieuw paspoort, maar er ligt ook een losse stoeptegel.").await;
        let pad = format!("/werk/vraag/{nummer}");
        let mut fatima = als(&app, FATIMA).await;
        fatima.post(&format!("{pad}/oppakken"), &[]).await;
        let zonder = fatima.post(&format!("{pad}/overdragen"), &[("naar", &format!("OR:{BART}")), ("toelichting", "")]).await;
        assert_eq!(zonder.status, 422);
        zonder.toont("Schrijf op wat je collega moet weten");
        fatima.post(&format!("{pad}/overdragen"), &[("naar", &format!("OR:{BART}")), ("toelichting", "De tegel ligt bij nummer 14.")]).await;
        fatima.get(&pad).await.toont("Aangeboden aan Bart Lemmens");
        let mut bart = als(&app, BART).await;
        bart.get("/werk").await.toont("Aan jou aangeboden").toont("De tegel ligt bij nummer 14.");
        bart.get(&pad).await.toont("Fatima el Idrissi biedt je deze vraag aan");
        bart.post(&format!("{pad}/aannemen"), &[]).await;
        bart.get(&pad).await.toont("Overgedragen").toont_niet("biedt je deze vraag aan");
        let mut weer = als(&app, FATIMA).await;
        weer.get("/werk").await.toont_niet("losse stoeptegel");
    }

    async fn a_decline_with_a_reason_leaves_the_giver_as_owner(app: TestApp) {
        let nummer = vraag(&app, "Mijn paspoort is kwijt.").await;
        let pad = format!("/werk/vraag/{nummer}");
        let mut fatima = als(&app, FATIMA).await;
        fatima.post(&format!("{pad}/oppakken"), &[]).await;
        fatima.post(&format!("{pad}/overdragen"), &[("naar", &format!("BZ:{HENK}")), ("toelichting", "Wil jij deze?")]).await;
        let mut henk = als(&app, HENK).await;
        henk.get(&format!("{pad}/weigeren")).await.toont("Waarom neem je de vraag niet over?");
        let leeg = henk.post(&format!("{pad}/weigeren"), &[("reden", " ")]).await;
        assert_eq!(leeg.status, 422);
        henk.post(&format!("{pad}/weigeren"), &[("reden", "Ik ben er morgen niet.")]).await;
        fatima.get(&pad).await.toont("Niet overgenomen").toont("Ik ben er morgen niet.");
        fatima.get("/werk").await.toont("Mijn paspoort is kwijt");
    }

    async fn who_cannot_sign_in_sees_nothing_and_who_is_of_another_team_changes_nothing(app: TestApp) {
        let nummer = vraag(&app, "Mijn paspoort is verlopen.").await;
        let pad = format!("/werk/vraag/{nummer}");
        let mut niemand = app.client(werkplek::routes());
        let naar_aanmelden = niemand.get(&pad).await;
        assert!(naar_aanmelden.naar().starts_with("/aanmelden"), "{naar_aanmelden:?}");
        let mut bart = als(&app, BART).await;
        bart.get(&pad).await.toont("Notitie voor collega").toont_niet("Verstuur en rond af");
        let poging = bart.post(&format!("{pad}/oppakken"), &[]).await;
        assert_eq!(poging.status, 422);
        poging.toont("Deze vraag is van een ander team.");
    }

    async fn a_team_lead_divides_a_selection_and_hears_how_many_went_well(app: TestApp) {
        for tekst in ["Paspoort verlopen", "Paspoort kwijt", "Paspoort voor mijn kind"] {
            vraag(&app, tekst).await;
        }
        let mut henk = als(&app, HENK).await;
        let lijst = henk.get("/werk/voorraad/BZ?van=vrij").await;
        let ids: Vec<&str> = lijst.tekst.split("name=\"v\" value=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
        assert_eq!(ids.len(), 3);
        let naar = format!("BZ:{FATIMA}");
        let velden = [("v", ids[0]), ("v", ids[1]), ("naar", naar.as_str()), ("stap", "toewijzen")];
        let klaar = henk.post("/werk/voorraad/BZ/selectie", &velden).await;
        assert_eq!(klaar.naar(), "/werk/voorraad/BZ?klaar=2-0");
        henk.get(klaar.naar()).await.toont("2 vragen zijn gedaan.");
        let mut fatima = als(&app, FATIMA).await;
        fatima.get("/werk/voorraad/BZ?van=mij").await.toont("Paspoort verlopen").toont("Paspoort kwijt").toont_niet("Paspoort voor mijn kind");
    }

    async fn what_somebody_types_is_kept_and_comes_back(app: TestApp) {
        let nummer = vraag(&app, "Mijn paspoort is verlopen.").await;
        let pad = format!("/werk/vraag/{nummer}");
        let mut fatima = als(&app, FATIMA).await;
        let pagina = fatima.get(&pad).await;
        let sleutel = pagina.tekst.split("data-kladversie=\"").nth(1).and_then(|s| s.split('"').next()).unwrap().to_owned();
        let bewaard = fatima.post(&sleutel, &[("kanaal", "e-mail"), ("tekst", "Een half antwo")]).await;
        assert_eq!(bewaard.status, 204);
        fatima.get(&pad).await.toont("Een half antwo");
        let mut youssef = als(&app, YOUSSEF).await;
        youssef.get(&pad).await.toont_niet("Een half antwo");
        fatima.post(&format!("{pad}/antwoord"), &[("kanaal", "e-mail"), ("tekst", "Een heel antwoord."), ("stap", "open")]).await;
        fatima.get(&pad).await.toont_niet("Een half antwo");
    }

    async fn the_distribution_point_places_a_question_that_no_rule_could_place(app: TestApp) {
        let nummer = vraag(&app, "Hoe laat begint de kermis?").await;
        let pad = format!("/werk/vraag/{nummer}");
        let mut sanne = als(&app, SANNE).await;
        sanne.get("/werk/voorraad/KCC").await.toont("Hoe laat begint de kermis?");
        let klaar = sanne.post(&format!("{pad}/toewijzen"), &[("naar", "OR:")]).await;
        assert_eq!(klaar.naar(), format!("{pad}?klaar=toewijzen"));
        let mut bart = als(&app, BART).await;
        bart.get("/werk/voorraad/OR").await.toont("Hoe laat begint de kermis?");
        let terug = bart.post(&format!("{pad}/terugleggen"), &[("reden", "De kermis is van een ander.")]).await;
        assert_eq!(terug.naar(), format!("{pad}?klaar=terugleggen"));
        sanne.get("/werk/voorraad/KCC").await.toont("Hoe laat begint de kermis?");
    }
}
