// SPDX-License-Identifier: EUPL-1.2
//! What goes in and out of the API. Names are those of the screens and the standards, in camelCase.

use std::collections::BTreeMap;

use beheer::Inrichting;
use kernel::Time;
use serde::{Deserialize, Serialize};
use utoipa::{
    ToSchema,
    openapi::{Object, ObjectBuilder, Type, schema::SchemaType},
};
use uuid::Uuid;
use vragen::{Afhandelwijze, Antwoordkanaal, Eigenaar, Kanaal, Soort, Toestand};

/// Een vraag om aan te nemen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NieuweVraag {
    /// Kanaal waarlangs de vraag binnenkwam. Zonder API-sleutel altijd `website`.
    #[schema(schema_with = kanalen)]
    pub(super) kanaal: String,
    /// De vraag in de woorden van de inwoner.
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) tekst: String,
    /// Code van het onderwerp, als dat gekozen is.
    #[serde(default)]
    pub(super) onderwerp: Option<String>,
    /// Soort vraag, als die gekozen is. Anders bepaalt een regel de soort.
    #[serde(default)]
    #[schema(schema_with = soort_of_niets)]
    pub(super) soort: Option<String>,
    /// Wie de vraag stelt. Wat hier staat is opgegeven en niet gecontroleerd.
    #[serde(default)]
    pub(super) indiener: Option<NieuweIndiener>,
    /// Hoe de inwoner antwoord wil. Zonder keuze: wat bij de opgegeven gegevens past.
    #[serde(default)]
    #[schema(schema_with = antwoordkanaal_of_niets)]
    pub(super) antwoordkanaal: Option<String>,
    /// Wat het formulier nog weet, zoals de pagina waar de vraag is gesteld. Hoogstens 20 regels.
    #[serde(default)]
    pub(super) context: Option<BTreeMap<String, String>>,
    /// Moment van ontvangst, als dat eerder was. Alleen met een API-sleutel.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub(super) ontvangen_op: Option<String>,
}

/// Wie de vraag stelt.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NieuweIndiener {
    #[serde(default)]
    pub(super) naam: Option<String>,
    #[serde(default)]
    pub(super) email: Option<String>,
    /// Nederlands of internationaal telefoonnummer.
    #[serde(default)]
    pub(super) telefoon: Option<String>,
    /// Straat, huisnummer, postcode en plaats.
    #[serde(default)]
    pub(super) adres: Option<String>,
    /// Burgerservicenummer, alleen als de inwoner het zelf opgeeft. Versleuteld bewaard; het geeft nergens toegang toe.
    #[serde(default)]
    pub(super) bsn: Option<String>,
    #[serde(default)]
    pub(super) organisatie: Option<NieuweOrganisatie>,
    /// Namens wie de vraag wordt gesteld.
    #[serde(default)]
    pub(super) namens: Option<String>,
}

/// De organisatie die de vraag stelt.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NieuweOrganisatie {
    pub(super) naam: String,
    /// Nummer in het handelsregister, acht cijfers.
    #[serde(default)]
    pub(super) kvk_nummer: Option<String>,
    /// Nummer van de vestiging, twaalf cijfers.
    #[serde(default)]
    pub(super) vestigingsnummer: Option<String>,
}

/// De vraag is aangenomen: nummer, wie hem heeft en wanneer er antwoord komt.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ontvangst {
    pub(super) id: Uuid,
    /// Nummer dat een inwoner kan voorlezen.
    #[schema(example = "TH-26-004512")]
    pub(super) nummer: String,
    /// Volgcode bij het nummer. Wordt niet bewaard, maar elke keer opnieuw berekend.
    #[serde(default)]
    #[schema(example = "K7M 4PX 92R")]
    pub(super) geheim: String,
    #[schema(schema_with = toestanden)]
    pub(super) status: String,
    pub(super) eigenaar: EigenaarInfo,
    pub(super) belofte: BelofteInfo,
    #[schema(format = DateTime)]
    pub(super) ontvangen_op: String,
}

/// Wie nu iets met de vraag moet doen: een team of een medewerker.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EigenaarInfo {
    /// `team` of `medewerker`.
    #[schema(schema_with = eigenaarsoorten)]
    pub(super) soort: String,
    pub(super) id: String,
    pub(super) naam: String,
}

impl EigenaarInfo {
    pub(super) fn van(inr: &Inrichting, eigenaar: &Eigenaar) -> Self {
        match eigenaar.medewerker {
            Some(id) => Self {
                soort: "medewerker".to_owned(),
                id: id.to_string(),
                naam: inr.medewerker_naam(id).to_owned(),
            },
            None => Self {
                soort: "team".to_owned(),
                id: eigenaar.team.clone(),
                naam: inr.team_naam(&eigenaar.team).to_owned(),
            },
        }
    }
}

/// Wat de inwoner kan verwachten, en uiterlijk wanneer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BelofteInfo {
    #[schema(example = "u krijgt antwoord")]
    pub(super) wat: String,
    #[schema(format = DateTime)]
    pub(super) uiterlijk: String,
}

impl BelofteInfo {
    pub(super) fn new(wat: &str, uiterlijk: Time) -> Self {
        Self { wat: wat.to_owned(), uiterlijk: uiterlijk.to_string() }
    }
}

/// Een bladzijde met openstaande vragen, op volgorde van de beloofde datum.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Vragenlijst {
    pub(super) resultaten: Vec<Vraagregel>,
    pub(super) pagina: u32,
    pub(super) grootte: u32,
    /// Adres van de volgende bladzijde.
    #[schema(format = "uri")]
    pub(super) volgende: Option<String>,
    /// Adres van de vorige bladzijde.
    #[schema(format = "uri")]
    pub(super) vorige: Option<String>,
}

/// Een vraag in een lijst.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Vraagregel {
    pub(super) id: Uuid,
    pub(super) nummer: String,
    pub(super) titel: String,
    #[schema(schema_with = soorten)]
    pub(super) soort: String,
    #[schema(schema_with = kanalen)]
    pub(super) kanaal: String,
    pub(super) onderwerp: Option<String>,
    #[schema(schema_with = toestanden)]
    pub(super) status: String,
    pub(super) eigenaar: EigenaarInfo,
    #[schema(format = DateTime)]
    pub(super) uiterlijk: String,
    #[schema(format = DateTime)]
    pub(super) ontvangen_op: String,
}

/// Een hele vraag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VraagInfo {
    pub(super) id: Uuid,
    pub(super) nummer: String,
    pub(super) titel: String,
    /// De vraag in de woorden van de inwoner.
    pub(super) tekst: String,
    #[schema(schema_with = soorten)]
    pub(super) soort: String,
    #[schema(schema_with = kanalen)]
    pub(super) kanaal: String,
    #[schema(schema_with = antwoordkanalen)]
    pub(super) antwoordkanaal: String,
    pub(super) onderwerp: Option<String>,
    pub(super) wijk: Option<String>,
    #[schema(schema_with = toestanden)]
    pub(super) status: String,
    pub(super) eigenaar: EigenaarInfo,
    pub(super) belofte: BelofteInfo,
    /// De datum staat in de wet en is geen belofte van de gemeente.
    pub(super) wettelijk: bool,
    pub(super) indiener: IndienerInfo,
    #[schema(format = DateTime)]
    pub(super) ontvangen_op: String,
    #[schema(format = DateTime)]
    pub(super) beantwoord_op: Option<String>,
    #[schema(format = DateTime)]
    pub(super) afgerond_op: Option<String>,
    #[schema(schema_with = afhandelwijzen)]
    pub(super) afhandelwijze: Option<String>,
}

/// Wie de vraag stelde, zoals opgegeven. Het burgerservicenummer staat er nooit bij.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct IndienerInfo {
    pub(super) naam: Option<String>,
    pub(super) email: Option<String>,
    pub(super) telefoon: Option<String>,
    pub(super) adres: Option<String>,
    pub(super) organisatie: Option<String>,
    pub(super) kvk_nummer: Option<String>,
    pub(super) vestigingsnummer: Option<String>,
    pub(super) namens: Option<String>,
}

/// Wat er misging (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Probleem {
    #[schema(example = "about:blank")]
    pub(super) r#type: String,
    pub(super) title: String,
    #[schema(minimum = 400, maximum = 599)]
    pub(super) status: u16,
    pub(super) detail: String,
    /// Vaste code voor programma's.
    pub(super) code: String,
    /// Kenmerk voor wie erover belt; alleen bij een fout van ons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) instance: Option<String>,
    /// Wat er per veld niet klopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) invalid_params: Option<Vec<OngeldigVeld>>,
}

/// Een veld dat niet klopt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OngeldigVeld {
    pub(super) name: String,
    pub(super) reason: String,
}

/// A string that is one of these.
fn een_van(woorden: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(woorden)).build()
}

fn kanalen() -> Object {
    een_van(Kanaal::ALL.iter().map(|k| k.text()))
}

fn soorten() -> Object {
    een_van(Soort::ALL.iter().map(|s| s.text()))
}

fn antwoordkanalen() -> Object {
    een_van(Antwoordkanaal::ALL.iter().map(|a| a.text()))
}

fn toestanden() -> Object {
    een_van(Toestand::ALL.iter().map(|t| t.text()))
}

fn afhandelwijzen() -> Object {
    een_van_of_niets(Afhandelwijze::ALL.iter().map(|a| a.text()))
}

fn soort_of_niets() -> Object {
    een_van_of_niets(Soort::ALL.iter().map(|s| s.text()))
}

fn antwoordkanaal_of_niets() -> Object {
    een_van_of_niets(Antwoordkanaal::ALL.iter().map(|a| a.text()))
}

/// The same, or null.
fn een_van_of_niets(woorden: impl Iterator<Item = &'static str>) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(woorden.map(Some).chain([None])))
        .build()
}

fn eigenaarsoorten() -> Object {
    een_van(["team", "medewerker"])
}
