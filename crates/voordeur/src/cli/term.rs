// SPDX-License-Identifier: EUPL-1.2
//! Arguments of `voordeur term`. Subcommands and options carry the words of the law; dates are `YYYY-MM-DD`.

use std::{num::NonZeroU16, str::FromStr};

use clap::{Args, Subcommand};
use jiff::civil::Date;
use kernel::{
    Error, Time,
    terms::{
        Duur, GeenDwangsom, Grondslag, Heffing, Opschorting, Sluitingsdag, Tekst, Uitstelgrond, read_day,
        read_moment,
    },
};

/// Kinds of terms.
#[derive(Debug, Subcommand)]
pub enum Term {
    /// To object to a decision (Awb 6:7); with --ontvangen also whether an objection is on time.
    #[command(after_help = "Example:\n  voordeur term bezwaar --bekendgemaakt 2026-04-02")]
    Bezwaar {
        /// The decision.
        #[command(flatten)]
        besluit: Besluitdagen,
        /// Day on which the objection was received.
        #[arg(long, value_name = "DATE", value_parser = day)]
        ontvangen: Option<Date>,
        /// Day on which it was posted.
        #[arg(long, value_name = "DATE", value_parser = day, requires = "ontvangen")]
        gepost: Option<Date>,
    },
    /// To decide on an objection (Awb 7:10; levies: Gemeentewet 236, Wet WOZ 30).
    #[command(
        after_help = "Example:\n  voordeur term beslissing-op-bezwaar --bekendgemaakt 2026-04-02 --ontvangen 2026-04-20 --commissie-meegedeeld 2026-05-01"
    )]
    BeslissingOpBezwaar(Box<Review>),
    /// To decide on an application (Awb 4:13): eight weeks, or what a special rule says.
    #[command(
        after_help = "Example:\n  voordeur term aanvraag --ontvangen 2026-06-01 --opschorting \"aanvulling,verzocht=2026-06-10,uiterlijk=2026-06-24,aangevuld=2026-06-19,bewijs=brief 12\""
    )]
    Aanvraag(Box<Application>),
    /// To handle a complaint (Awb 9:11).
    #[command(after_help = "Example:\n  voordeur term klacht --ontvangen 2026-06-01 --commissie")]
    Klacht {
        /// Day of receipt.
        #[arg(long, value_name = "DATE", value_parser = day)]
        ontvangen: Date,
        /// A committee as in Awb 9:14 advises: ten weeks.
        #[arg(long)]
        commissie: bool,
        /// The adjournment.
        #[command(flatten)]
        verdaging: Adjourned,
        /// New last day to which who complained agreed; may be repeated.
        #[arg(long, value_name = "DATE", value_parser = day)]
        uitstel: Vec<Date>,
    },
    /// To decide on a request for information (Woo 4.4).
    #[command(
        after_help = "Example:\n  voordeur term woo --ontvangen 2026-06-01 --verdaagd-op 2026-06-25 --verdaging 2w --reden \"veel stukken\""
    )]
    Woo {
        /// Day of receipt.
        #[arg(long, value_name = "DATE", value_parser = day)]
        ontvangen: Date,
        /// A suspension; may be repeated. See `voordeur term aanvraag --help`, and zienswijze,meegedeeld=DATE,tot-en-met=DATE,bewijs=TEXT.
        #[arg(long, value_name = "TEXT", value_parser = read::<Opschorting>)]
        opschorting: Vec<Opschorting>,
        /// Day on which the adjournment was told.
        #[arg(long, value_name = "DATE", value_parser = day, requires = "verdaging")]
        verdaagd_op: Option<Date>,
        /// Its length, at most 2w.
        #[arg(long, value_name = "LENGTH", value_parser = read::<Duur>, requires = "verdaagd_op")]
        verdaging: Option<Duur>,
        /// Its reason.
        #[arg(long, value_name = "TEXT", value_parser = read::<Tekst>, requires = "verdaagd_op")]
        reden: Option<Tekst>,
        /// Day on which a decision that somebody objects to was made known: when to hand over the information.
        #[arg(long, value_name = "DATE", value_parser = day)]
        verstrekking_na: Option<Date>,
    },
    /// The penalty for deciding too late (Awb 4:17): first day, amount, and the term to fix it.
    #[command(
        after_help = "Example:\n  voordeur term dwangsom --termijn-tot-en-met 2026-03-02 --ingebrekestelling 2026-03-10 --besluit 2026-04-12"
    )]
    Dwangsom {
        /// Last day on which the decision was on time.
        #[arg(long, value_name = "DATE", value_parser = day)]
        termijn_tot_en_met: Date,
        /// Day on which the written notice of default was received.
        #[arg(long, value_name = "DATE", value_parser = day)]
        ingebrekestelling: Date,
        /// Day on which the decision was made known. Without it: the most it can become.
        #[arg(long, value_name = "DATE", value_parser = day)]
        besluit: Option<Date>,
        /// Applicants who share it.
        #[arg(long, default_value = "1")]
        aanvragers: NonZeroU16,
        /// Ground on which none is owed: onredelijk-laat, geen-belanghebbende, kennelijk-niet-ontvankelijk, kennelijk-ongegrond, woo.
        #[arg(long, value_name = "GROUND", value_parser = read::<GeenDwangsom>)]
        geen: Option<GeenDwangsom>,
    },
    /// Any term: so long from a day, or with --terug so long before it.
    #[command(after_help = "Example:\n  voordeur term duur --vanaf 2026-12-24 --duur 3d")]
    Duur {
        /// Day of the event; it does not count.
        #[arg(long, value_name = "DATE", value_parser = day)]
        vanaf: Date,
        /// Length: 14d days, 5wd working days, 6w weeks, 3m months, 1j years.
        #[arg(long, value_name = "LENGTH", value_parser = read::<Duur>)]
        duur: Duur,
        /// Where it stands: wet, amvb, verordening, verordening-met-atw=ARTICLE, eigen.
        #[arg(long, value_name = "RULE", default_value = "wet", value_parser = read::<Grondslag>)]
        grondslag: Grondslag,
        /// Count backwards.
        #[arg(long)]
        terug: bool,
        /// A day the municipality is closed, for working days: DATE,bron=TEXT,vastgesteld=DATE; may be repeated.
        #[arg(long, value_name = "TEXT", value_parser = read::<Sluitingsdag>)]
        dicht: Vec<Sluitingsdag>,
    },
    /// A term in hours, day and night.
    #[command(after_help = "Example:\n  voordeur term uren --vanaf 2026-03-28T12:00 --uren 72")]
    Uren {
        /// Moment it begins, by the clock of the Netherlands: YYYY-MM-DDTHH:MM.
        #[arg(long, value_name = "MOMENT", value_parser = moment)]
        vanaf: Time,
        /// Hours.
        #[arg(long)]
        uren: u16,
    },
    /// The days between two dates: --tot leaves the last date out, --tot-en-met counts it.
    #[command(after_help = "Example:\n  voordeur term tijdvak --van 2026-06-11 --tot 2026-06-19")]
    Tijdvak {
        /// First day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        van: Date,
        /// "Tot de dag": this day does not count.
        #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "tot_en_met", required_unless_present = "tot_en_met")]
        tot: Option<Date>,
        /// "Tot en met": this day counts.
        #[arg(long, value_name = "DATE", value_parser = day)]
        tot_en_met: Option<Date>,
    },
    /// The days of a year on which no legal term ends, weekends left out (Atw 3).
    #[command(after_help = "Example:\n  voordeur term feestdagen --jaar 2026")]
    Feestdagen {
        /// Year.
        #[arg(long)]
        jaar: i16,
    },
}

/// The decision objected to.
#[derive(Debug, Clone, Copy, Args)]
pub struct Besluitdagen {
    /// Day on which the decision was made known.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub bekendgemaakt: Date,
    /// For an assessment: belasting or woz.
    #[arg(long, value_name = "LEVY", value_parser = read::<Heffing>, requires = "dagtekening")]
    pub heffing: Option<Heffing>,
    /// For an assessment: the date it bears.
    #[arg(long, value_name = "DATE", value_parser = day, requires = "heffing")]
    pub dagtekening: Option<Date>,
}

/// An adjournment.
#[derive(Debug, Clone, Args)]
pub struct Adjourned {
    /// Day on which the adjournment was told.
    #[arg(long, value_name = "DATE", value_parser = day, requires = "verdaging")]
    pub verdaagd_op: Option<Date>,
    /// Its length, such as 6w.
    #[arg(long, value_name = "LENGTH", value_parser = read::<Duur>, requires = "verdaagd_op")]
    pub verdaging: Option<Duur>,
    /// Its reason.
    #[arg(long, value_name = "TEXT", value_parser = read::<Tekst>, requires = "verdaagd_op")]
    pub reden: Option<Tekst>,
    /// Count term and adjournment as two terms (Atw 4 leaves it open); name who decided so.
    #[arg(long, value_name = "NAME", value_parser = read::<Tekst>, requires = "verdaagd_op")]
    pub twee_termijnen: Option<Tekst>,
}

/// An objection being decided.
#[derive(Debug, Args)]
pub struct Review {
    /// The decision.
    #[command(flatten)]
    pub besluit: Besluitdagen,
    /// Day on which the objection was received.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub ontvangen: Date,
    /// Day on which it was posted.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub gepost: Option<Date>,
    /// Day on which it was told that a committee advises: twelve weeks.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub commissie_meegedeeld: Option<Date>,
    /// A suspension: aanvulling or overmacht; may be repeated. See `voordeur term aanvraag --help`.
    #[arg(long, value_name = "TEXT", value_parser = read::<Opschorting>)]
    pub opschorting: Vec<Opschorting>,
    /// The adjournment.
    #[command(flatten)]
    pub verdaging: Adjourned,
    /// New last day (Awb 7:10 lid 4).
    #[arg(long, value_name = "DATE", value_parser = day, requires = "uitstelgrond")]
    pub uitstel: Option<Date>,
    /// Why: instemming-allen, instemming-indiener or procedurevoorschrift.
    #[arg(long, value_name = "GROUND", value_parser = read::<Uitstelgrond>, requires = "uitstel")]
    pub uitstelgrond: Option<Uitstelgrond>,
}

/// An application being decided.
#[derive(Debug, Args)]
pub struct Application {
    /// Day of receipt.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub ontvangen: Date,
    /// Length by a special rule, such as 8w. Without it: a reasonable period, eight weeks.
    #[arg(long, value_name = "LENGTH", value_parser = read::<Duur>, requires = "artikel")]
    pub duur: Option<Duur>,
    /// The article of that rule.
    #[arg(long, value_name = "ARTICLE", value_parser = read::<Tekst>, requires = "duur")]
    pub artikel: Option<Tekst>,
    /// Where it stands: wet, amvb, verordening, verordening-met-atw=ARTICLE, eigen.
    #[arg(long, value_name = "RULE", default_value = "wet", value_parser = read::<Grondslag>)]
    pub grondslag: Grondslag,
    /// Longest adjournment that rule allows, such as 6w.
    #[arg(long, value_name = "LENGTH", value_parser = read::<Duur>, requires = "duur")]
    pub verdagen_tot: Option<Duur>,
    /// A suspension; may be repeated. One of
    /// aanvulling,verzocht=DATE,uiterlijk=DATE[,aangevuld=DATE],bewijs=TEXT;
    /// buitenlandse-informatie,meegedeeld=DATE,tot=DATE,bewijs=TEXT;
    /// instemming|vertraging-aanvrager|overmacht,van=DATE,tot-en-met=DATE,bewijs=TEXT; while its end is not known
    /// loopt-nog,soort=GROUND,van=DATE,peildag=DATE,bewijs=TEXT.
    #[arg(long, value_name = "TEXT", value_parser = read::<Opschorting>)]
    pub opschorting: Vec<Opschorting>,
    /// The adjournment.
    #[command(flatten)]
    pub verdaging: Adjourned,
    /// Day of the notice that it will be late (Awb 4:14).
    #[arg(long, value_name = "DATE", value_parser = day, requires = "nieuwe_dag")]
    pub kennisgeving: Option<Date>,
    /// The day named in that notice.
    #[arg(long, value_name = "DATE", value_parser = day, requires = "kennisgeving")]
    pub nieuwe_dag: Option<Date>,
}

/// What a refused argument says: the sentence only.
fn sentence(error: Error) -> String {
    match error {
        Error::Invalid(fields) => fields.into_iter().map(|f| f.text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn day(text: &str) -> Result<Date, String> {
    read_day("datum", text).map_err(sentence)
}

fn moment(text: &str) -> Result<Time, String> {
    read_moment("moment", text).map_err(sentence)
}

fn read<T: FromStr<Err = Error>>(text: &str) -> Result<T, String> {
    text.parse().map_err(sentence)
}
