// SPDX-License-Identifier: EUPL-1.2
//! Files that a resident sends along: checked and stored as soon as they come, carried on under a seal until the
//! question is sent. A file that is refused never costs the text.

use std::time::Duration;

use kernel::{
    Result,
    file_type::{self, Refusal},
};
use serde::{Deserialize, Serialize};
use storage::Tx;
use vragen::bijlage::{NieuweBijlage, Scan};
use web::{Form, FormErrors, Gemeente, Lang, Scan as ScanKeuze, T, Upload};

use crate::zegel;

/// Name of the file field.
pub(crate) const VELD: &str = "bestanden";
/// Name of the hidden fields that carry what was sent before.
pub(crate) const BEWAARD: &str = "bestand";
/// Unreferenced content is swept after a day; who waits longer chooses the file again.
const GELDIG: Duration = Duration::from_hours(20);
const DOEL: &str = "bestand";
/// Name of the boxes that leave a file out: the hash of its content.
const WEG: &str = "bestand_weg";

/// A file whose content is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bestand {
    pub(crate) naam: String,
    pub(crate) media_type: String,
    pub(crate) grootte: i64,
    pub(crate) hash: String,
}

impl Bestand {
    /// "412 kB".
    pub(crate) fn maat(&self) -> String {
        maat(self.grootte)
    }
}

/// Bytes as people read them.
pub(crate) fn maat(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What came along before, from the hidden fields; what is not ours, too old or ticked away is left out.
pub(crate) fn bewaard(g: &Gemeente, form: &Form) -> Vec<Bestand> {
    let mut bestanden: Vec<Bestand> = form
        .all(BEWAARD)
        .filter_map(|z| zegel::open(g, DOEL, z, GELDIG))
        .take(file_type::MAX_FILES)
        .collect();
    bestanden.retain(|b| !form.is(WEG, &b.hash));
    bestanden
}

/// The hidden fields for these files.
pub(crate) fn verzegeld(g: &Gemeente, bestanden: &[Bestand]) -> Result<Vec<String>> {
    bestanden.iter().map(|b| zegel::verzegel(g, DOEL, b)).collect()
}

/// Stores the files of this form after what came before. What is refused stands under [`VELD`], with its name.
pub(crate) async fn neem(
    g: &Gemeente,
    t: &T,
    upload: Upload,
    bestanden: &mut Vec<Bestand>,
    fouten: &mut FormErrors,
) -> Result<()> {
    let mut geweigerd: Vec<String> = match t.lang() {
        Lang::Nl => upload.problems.into_iter().map(|p| p.text).collect(),
        // The shell tells which file and why in Dutch only.
        Lang::En => upload.problems.first().map(|_| t.k("p-bestand-grens")).into_iter().collect(),
    };
    for file in upload.files.into_iter().filter(|f| f.field == VELD) {
        let samen = maten(bestanden, file.bytes.len());
        let soort =
            file_type::check_sizes(&samen).and_then(|()| file_type::recognise(&file.naam, &file.bytes));
        match soort {
            Ok(soort) => {
                let grootte = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
                let hash = g.blobs().put(file.bytes).await?.to_string();
                let bestand = Bestand { naam: file.naam, media_type: soort.text().to_owned(), grootte, hash };
                if !bestanden.contains(&bestand) {
                    bestanden.push(bestand);
                }
            }
            Err(waarom) => geweigerd.push(format!("'{}': {}", file.naam, t.k(reden(waarom)))),
        }
    }
    if !geweigerd.is_empty() {
        fouten.add(VELD, geweigerd.join(" "));
    }
    Ok(())
}

/// Sizes of the files that are there, with one more.
fn maten(bestanden: &[Bestand], nog_een: usize) -> Vec<usize> {
    let er_al = bestanden.iter().map(|b| usize::try_from(b.grootte).unwrap_or(usize::MAX));
    er_al.chain([nog_een]).collect()
}

/// Why a file is refused: key of the text.
const fn reden(waarom: Refusal) -> &'static str {
    match waarom {
        Refusal::Empty => "p-bestand-leeg",
        Refusal::TooLarge | Refusal::TooMany | Refusal::TooLargeTogether => "p-bestand-grens",
        Refusal::Unknown => "p-bestand-onbekend",
        Refusal::OtherThanItsName => "p-bestand-naam",
        Refusal::TwoInOne | Refusal::Bomb => "p-bestand-onveilig",
        Refusal::Macro => "p-bestand-macro",
        Refusal::Locked => "p-bestand-slot",
    }
}

/// The files as the heart takes them in.
pub(crate) fn bijlagen(g: &Gemeente, bestanden: &[Bestand]) -> Vec<NieuweBijlage> {
    let scan = if g.config().scan == ScanKeuze::Off { Scan::Uit } else { Scan::Wacht };
    bestanden
        .iter()
        .map(|b| NieuweBijlage {
            naam: b.naam.clone(),
            media_type: b.media_type.clone(),
            grootte: b.grootte,
            hash: b.hash.clone(),
            scan,
        })
        .collect()
}

/// Ties the stored content to this transaction, so that it is not swept.
pub(crate) async fn leg_vast(tx: &mut Tx, bestanden: &[Bestand]) -> Result<()> {
    for b in bestanden {
        tx.blob_row(&b.hash, b.grootte).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::maat;

    #[test]
    fn sizes_read_as_people_say_them() {
        assert_eq!(
            (maat(12), maat(412_345), maat(2_450_000)),
            ("12 bytes".into(), "412 kB".into(), "2,4 MB".into())
        );
    }
}
