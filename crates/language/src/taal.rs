// SPDX-License-Identifier: EUPL-1.2
//! In which language a text is written.

use kernel::Taal;
use whatlang::{Detector, Lang};

/// The languages that are told apart, with their codes.
const LANGUAGES: [(Lang, &str); 8] = [
    (Lang::Nld, "nl"),
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Pol, "pl"),
    (Lang::Ukr, "uk"),
    (Lang::Ara, "ar"),
    (Lang::Tur, "tr"),
];

/// Fewest letters that say something.
const FEWEST: usize = 12;
/// How sure it must be: below this a text is too short or mixed to say.
const SURE: f64 = 0.15;
/// More text than this adds nothing, in bytes.
const ENOUGH: usize = 4_000;

/// The language of a text, of nl, en, de, fr, pl, uk, ar and tr; None when it is too short to say. A text in another
/// language is taken for the nearest of these, or for none.
pub fn detect(text: &str) -> Option<Taal> {
    let mut end = ENOUGH.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end)?;
    if text.chars().filter(|c| c.is_alphabetic()).take(FEWEST).count() < FEWEST {
        return None;
    }
    if let Some(code) = by_small_words(text) {
        return Taal::try_from(code).ok();
    }
    let info = Detector::with_allowlist(LANGUAGES.iter().map(|(lang, _)| *lang).collect()).detect(text)?;
    let sure = info.is_reliable() || info.confidence() >= SURE;
    let code = LANGUAGES.iter().find(|(lang, _)| *lang == info.lang())?.1;
    if sure { Taal::try_from(code).ok() } else { None }
}

/// Small words that hardly any of the other languages has. In short mails they say more than runs of letters do.
const SMALL_WORDS: [(&str, &str); 6] = [
    (
        "nl",
        "ik het een niet mijn wij jullie zijn dat van voor maar ook naar wordt worden heb hebben heeft kunt kan wil wat \
         hoe waar wanneer graag geen nog bij uit aan uw zij deze moet moeten mag al wel door",
    ),
    (
        "en",
        "the and my i you your is are was not would could have has to of for with please what when where how this that \
         they we do does can it be need there from",
    ),
    (
        "de",
        "ich der die das und nicht mein meine sie wir ist sind wurde wird haben kann koennen moechte bitte fuer mit ein \
         eine auf bei wie wann wo zu den dem auch noch mir mich können möchte für",
    ),
    (
        "fr",
        "je le la les des et est une un pas mon ma mes vous votre nous pour avec dans que qui sur ne quand comment ou \
         j'ai c'est du au été",
    ),
    (
        "pl",
        "nie jest się na do że moje mój moja czy jak mam jestem proszę dla przez który kiedy gdzie chcę co był",
    ),
    (
        "tr",
        "bir ve bu için ben benim ne nasıl nerede zaman değil çok daha ile var yok istiyorum lütfen mi mı",
    ),
];

/// The language whose small words stand in the text most often, when it is clear.
fn by_small_words(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .take(400)
        .collect();
    let mut counts: Vec<(usize, &str)> = SMALL_WORDS
        .iter()
        .map(|(code, list)| {
            (words.iter().filter(|w| list.split_whitespace().any(|l| l == w.as_str())).count(), *code)
        })
        .collect();
    counts.sort_unstable();
    let [.., (second, _), (first, code)] = counts.as_slice() else { return None };
    (*first >= 2 && *first >= second * 2).then_some(*code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_of_residents_are_told_apart() {
        for (code, text) in [
            ("nl", "Mijn container is gisteren niet geleegd. Kunt u langskomen?"),
            ("nl", "Wanneer is het gemeentehuis open?"),
            ("en", "My bin was not emptied yesterday. Could you please come by?"),
            ("en", "When is the town hall open on Saturday?"),
            ("de", "Meine Tonne wurde gestern nicht geleert. Können Sie vorbeikommen?"),
            ("fr", "Ma poubelle n'a pas été vidée hier. Pouvez-vous passer ?"),
            ("pl", "Mój kosz nie został wczoraj opróżniony. Czy możecie przyjechać?"),
            ("uk", "Мій контейнер вчора не спорожнили. Чи можете ви приїхати?"),
            ("ar", "لم يتم تفريغ حاويتي بالأمس. هل يمكنكم الحضور؟"),
            ("tr", "Çöp kutum dün boşaltılmadı. Lütfen gelebilir misiniz?"),
            ("nl", "ik wil graag een parkeervergunning voor mijn moeder die bij mij inwoont"),
            ("en", "I would like to register my newborn daughter, what do I need?"),
            ("tr", "Yeni doğan kızımı kaydettirmek istiyorum, ne yapmam gerekiyor?"),
            ("pl", "Chciałbym zarejestrować się w gminie, jakie dokumenty są potrzebne?"),
            ("de", "Ich möchte mich bei der Gemeinde anmelden, welche Unterlagen brauche ich?"),
            ("fr", "Je voudrais m'inscrire à la commune, quels documents faut-il ?"),
        ] {
            assert_eq!(detect(text).as_ref().map(Taal::as_str), Some(code), "{text}");
        }
    }

    #[test]
    fn too_little_says_nothing() {
        for text in ["", "ok", "12345 67890 12345", "???", "😀😀😀😀"] {
            assert_eq!(detect(text), None, "{text}");
        }
        let long = "é".repeat(10_000);
        let _ = detect(&long);
    }
}
