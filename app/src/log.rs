//! `trin log`: heads and proofs of the log, to keep elsewhere and to check.

use crate::arguments::{LogCommand, Where};
use crate::speak::{Failure, Lang, Outcome};
use crate::{emergency, files, keys, log_key, place};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use trin_proof::note::Note;
use trin_proof::receipt::{Receipt, Unproven};
use trin_proof::tree;

/// Does it; what it prints.
pub(crate) fn run(command: &LogCommand, lang: Lang) -> Outcome<String> {
    match command {
        LogCommand::Key { place } => key(&place::or_demo(place)),
        LogCommand::Head { place } => head(&place::or_demo(place), lang),
        LogCommand::Proof { place, id } => proof(&place::or_demo(place), *id, lang),
        LogCommand::Carry { place, emergency_log, sealed_with } => carry(place, emergency_log, sealed_with, lang),
        LogCommand::Check { file, key } => {
            let key = log_key::public(&Where::default(), Some(key))?.ok_or_else(no_head)?;
            let text = String::from_utf8_lossy(&files::read(file)?).into_owned();
            let shown = file.display();
            let receipt = Receipt::parse(&text).map_err(|_| {
                Failure::fault(
                    format!("{shown} er ikke et bevis fra loggen. Brug teksten, som den blev givet, fra første til sidste linje."),
                    format!("{shown} is not a proof from the log. Use the text as it was given, from the first line to the last."),
                )
            })?;
            match receipt.check(&key) {
                Ok(head) => {
                    // The line of the family's page: the same number and hash say that it is the same row.
                    let number = receipt.row.lines().next().unwrap_or_default();
                    let kept = format!("{number} {}", STANDARD.encode(tree::leaf(receipt.row.as_bytes())));
                    Ok(match lang {
                        Lang::Da => {
                            format!("Beviset holder: linjen står i loggen {} blandt {} linjer.\nLinjen: {kept}\n", head.origin, head.size)
                        }
                        Lang::En => {
                            format!("The proof holds: the row is in the log {} among {} rows.\nThe line: {kept}\n", head.origin, head.size)
                        }
                    })
                }
                Err(Unproven::NotSigned) => Err(Failure::fault(
                    "beviset er ikke underskrevet med denne nøgle. Brug kommunens nøgle.",
                    "the proof is not signed with this key. Use the municipality's key.",
                )),
                Err(Unproven::NotIncluded) => Err(Failure::fault(
                    "beviset holder ikke: linjen er en anden end den, der står i loggen. Kontrollér, at teksten er hel.",
                    "the proof does not hold: the row is another than the one in the log. Check that the text is whole.",
                )),
            }
        }
    }
}

fn carry(at: &Where, file: &Path, sealed_with: &Path, lang: Lang) -> Outcome<String> {
    // A new one would be made otherwise.
    files::read(file)?;
    let sealing = keys::with(&keys::read(sealed_with)?);
    let key = log_key::load(at)?;
    place::run(async {
        let place = place::open(at, lang).await?;
        let carried = emergency::carry_now(&place, file, key.as_ref(), sealing).await;
        place.store.close().await;
        let carried = carried?;
        Ok(match lang {
            Lang::Da => format!("{carried} linjer fra nødloggen er nu i loggen, og filen er tom.\n"),
            Lang::En => format!("{carried} rows of the emergency log are in the log now, and the file is empty.\n"),
        })
    })
}

fn key(place: &Where) -> Outcome<String> {
    let key = log_key::public(place, None)?.ok_or_else(no_head)?;
    Ok(format!("{key}\n"))
}

fn head(at: &Where, lang: Lang) -> Outcome<String> {
    place::run(async {
        let place = place::open(at, lang).await?;
        let head = place.store.log_head().await.map_err(|error| place::failed(&error))?;
        place.store.close().await;
        head.ok_or_else(no_head)
    })
}

fn proof(at: &Where, id: i64, lang: Lang) -> Outcome<String> {
    place::run(async {
        let place = place::open(at, lang).await?;
        let proof = place.store.log_proof(id).await.map_err(|error| place::failed(&error))?;
        place.store.close().await;
        let proof = proof.ok_or_else(|| {
            Failure::fault(
                format!("linje {id} er ikke i loggen, eller intet hoved dækker den endnu. Et nyt hoved underskrives hvert minut, mens Trin kører."),
                format!("row {id} is not in the log, or no head covers it yet. A new head is signed every minute while Trin runs."),
            )
        })?;
        let note = Note::parse(&proof.note).map_err(|_| no_head())?;
        Ok(Receipt { row: proof.row, at: proof.at, hashes: proof.hashes, note }.to_text())
    })
}

fn no_head() -> Failure {
    Failure::fault(
        "der er ingen underskrevet log her endnu. Start Trin med `trin serve` eller `trin demo`; så laves nøglen og det første hoved.",
        "there is no signed log here yet. Start Trin with `trin serve` or `trin demo`; that makes the key and the first head.",
    )
}
