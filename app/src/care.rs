//! `trin export` and `trin verify`.

use crate::arguments::{Export, Serve, Verify, Where};
use crate::backup::{self, keys_of, list_of};
use crate::clock::SystemClock;
use crate::key_keeper::KeptAt;
use crate::place::Place;
use crate::problems::in_words;
use crate::provider;
use crate::serving;
use crate::speak::{Failure, Lang, Outcome};
use crate::{files, log_key, place, staff};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::scenario::write;
use trin_proof::Checkpoint;
use trin_proof::note::Note;
use trin_store::{EXPORTED, HeldHead, LogReport, LogResult, LogTrust, Look, Problem};
use trin_web::limits::Limits;
use trin_web::{Edges, Entrance, PublicUrl};

/// Serves a municipality with login.
pub(crate) fn serve(asked: &Serve, lang: Lang) -> Outcome<()> {
    place::url(&asked.place)?;
    let entrance = asked.oidc.as_deref().map(provider::entrance).transpose()?.unwrap_or(Entrance::Login);
    let edges = edges(asked, &entrance)?;
    place::run(async {
        let listener = serving::listen(asked.listen).await?;
        let place = place::open(&asked.place, lang).await?;
        if place.is_invented {
            let shown = asked.place.data.as_ref().map_or_else(|| "MAPPE".into(), |data| data.display().to_string());
            return Err(Failure::fault(
                format!("det er en opdigtet kommune, og ingen har login til den. Brug `trin demo --data {shown}`."),
                format!("it is an invented municipality, and nobody has a login to it. Use `trin demo --data {shown}`."),
            ));
        }
        let mut people = format!("{} · {} {}\n", place.municipality, lang.pick("strategi", "strategy"), place.strategy.key);
        let list = list_of(&asked.place, None);
        let revived = backup::revived(&place.store, list.as_deref()).await?;
        if let (Some(list), false) = (&list, revived.is_empty()) {
            return Err(backup::are_revived(&revived, list));
        }
        let keys = keys_of(&asked.place, asked.keys_to.as_deref());
        if keys.is_none() {
            people += lang.pick(
                "Ingen gemmer børnenes nøgler til sikkerhedskopierne: nævn en mappe med --keys-to.\n",
                "Nobody keeps the children's keys for the backups: name a folder with --keys-to.\n",
            );
        }
        let log = serving::Log {
            key: log_key::to_serve(&asked.place, &place, asked.new_log_key).await?,
            witnesses: asked.witness.clone(),
            keys: keys.map(|folder| KeptAt { folder, list }),
            emergency: asked.emergency_log.clone(),
        };
        serving::serve(place, listener, entrance, edges, &people, log, lang).await
    })
}

/// How Trin meets the network. Beyond this machine it is opened over https at a known address, or not at all.
fn edges(asked: &Serve, entrance: &Entrance) -> Outcome<Edges> {
    // The mapping of an identity provider says the address already.
    let public_url = match (&asked.public_url, entrance) {
        (None, Entrance::OpenId(provider)) => PublicUrl::parse(&provider.mapping().address),
        (given, _) => given.clone(),
    };
    let is_https = public_url.as_ref().is_some_and(PublicUrl::is_https);
    if !is_https && (asked.trusted_proxy || !asked.listen.ip().is_loopback()) {
        return Err(Failure::usage(
            "når andre end denne maskine skal åbne Trin, skal adressen siges, og den skal være krypteret: --public-url https://trin.eksempel.dk. Sæt en proxy med certifikat foran, eller lyt på 127.0.0.1.",
            "when others than this machine are to open Trin, the address must be said, and it must be encrypted: --public-url https://trin.example.dk. Put a proxy with a certificate in front, or listen on 127.0.0.1.",
        ));
    }
    let mut limits = Limits::default();
    for (what, rate) in &asked.limit {
        match what.as_str() {
            "login" => limits.attempts_at_account = *rate,
            "login-address" => limits.attempts_from_address = *rate,
            "login-account" => limits.attempts_at_account_in_all = *rate,
            "look-ups" => limits.look_ups = *rate,
            "names" => limits.names = *rate,
            _ => limits.forms_of_nobody = *rate,
        }
    }
    Ok(Edges { public_url, is_behind_proxy: asked.trusted_proxy, limits, ..Edges::default() })
}

/// One child's record as a scenario.
pub(crate) fn export(asked: &Export, lang: Lang) -> Outcome<String> {
    let at = place::or_demo(&asked.place);
    place::url(&at)?;
    place::run(async {
        let place = place::open(&at, lang).await?;
        let child = ChildId::from_label(asked.child.trim());
        look(asked, &place, child).await?;
        let record = place.store.record(child).await.map_err(|error| place::failed(&error))?.ok_or_else(|| {
            let shown = &asked.child;
            Failure::fault(
                format!("der er intet barn \"{shown}\" her. Skriv barnets navn i scenariefilen, eller den UUID, der står i adressen på barnets side."),
                format!("there is no child \"{shown}\" here. Write the child's name in the scenario file, or the UUID in the address of the child's page."),
            )
        })?;
        let mut names: BTreeMap<StaffId, String> = BTreeMap::new();
        for entry in record.entries() {
            if !names.contains_key(&entry.by.staff)
                && let Some(staff) = place.store.staff(entry.by.staff).await.map_err(|error| place::failed(&error))?
            {
                names.insert(entry.by.staff, staff.name);
            }
        }
        place.store.close().await;
        Ok(write(&record, &|staff| names.get(&staff).cloned()))
    })
}

/// No row, no data: who asks for a record, and why, is in the log before it is read.
async fn look(asked: &Export, place: &Place, child: ChildId) -> Outcome<()> {
    let (Some(by), Some(purpose)) = (&asked.by, &asked.purpose) else {
        if place.is_invented {
            return Ok(());
        }
        return Err(Failure::usage(
            "sig, hvem der beder om journalen og hvorfor: --by BRUGER --purpose FORMÅL, fx copy. Det står i loggen, hvor familien ser det.",
            "say who asks for the record and why: --by USER --purpose PURPOSE, such as copy. It is in the log, where the family sees it.",
        ));
    };
    let purposes = trin_web::purposes::all().collect::<Vec<_>>();
    if !purposes.contains(&purpose.as_str()) {
        let known = purposes.join(", ");
        return Err(Failure::usage(
            format!("{purpose} er ikke et formål, som familien kan få i ord. Der er: {known}."),
            format!("{purpose} is not a purpose that the family can be told in words. There are: {known}."),
        ));
    }
    let staff = staff::known(place, by).await?;
    let is_there = place.store.record(child).await.map_err(|error| place::failed(&error))?.is_some();
    let look = Look {
        at: SystemClock::now(),
        actor: staff.id,
        role: staff.role,
        unit: Some(staff.unit),
        session: None,
        action: EXPORTED.to_owned(),
        purpose: purpose.clone(),
        child: Some(child),
        children: Vec::new(),
        basis: None,
        fields: Some("record".to_owned()),
        result: if is_there { LogResult::Shown } else { LogResult::Refused },
        request: None,
    };
    place.store.log_looks(vec![look]).await.map_err(|error| place::failed(&error))
}

/// Whether everything that is stored is as it should be.
pub(crate) fn verify(asked: &Verify, lang: Lang) -> Outcome<String> {
    let at = place::or_demo(&asked.place);
    let url = place::url(&at)?;
    place::run(async {
        let place = place::open_as_it_is(&at, lang).await?;
        let trust = trust(asked, &at)?;
        let verified = async || place.store.verify_with(&place.strategy, &trust).await.map_err(|error| place::failed(&error));
        let mut report = verified().await?;
        if let Some(row) = asked.acknowledge {
            if !report.log.mended.contains_key(&row) {
                return Err(Failure::usage(
                    format!(
                        "linje {row} i loggen siger ikke noget, der venter på at blive kvitteret. Kør `trin verify` uden --acknowledge."
                    ),
                    format!(
                        "row {row} of the log tells of nothing that waits to be acknowledged. Run `trin verify` without --acknowledge."
                    ),
                ));
            }
            place.store.acknowledge_mending(row, SystemClock::now()).await.map_err(|error| place::failed(&error))?;
            report = verified().await?;
        }
        let list = list_of(&at, None);
        let revived = backup::revived(&place.store, list.as_deref()).await?;
        place.store.close().await;
        if let (Some(list), false, true) = (&list, revived.is_empty(), report.is_sound()) {
            return Err(backup::are_revived(&revived, list));
        }
        let shown = place::shown(&url);
        let (children, entries, commands) = (report.children, report.entries, report.commands);
        if report.is_sound() {
            let log = in_log(&report.log, trust.key.is_some(), lang);
            return Ok(match lang {
                Lang::Da => format!(
                    "{shown}: {children} børn, {entries} poster og {commands} kommandoer er gennemgået; alt, der følger, er regnet om og stemmer.\n{log}"
                ),
                Lang::En => format!(
                    "{shown}: {children} children, {entries} entries and {commands} commands were gone through; all that follows was worked out anew and agrees.\n{log}"
                ),
            });
        }
        let list = |lang: Lang| {
            let mut list = String::new();
            for problem in &report.problems {
                let _ = write!(list, "\n  {}", in_words(problem, lang));
            }
            if report.more_problems > 0 {
                let _ = write!(list, "\n  … {} {}", report.more_problems, lang.pick("flere", "more"));
            }
            list
        };
        let (in_danish, in_english) = (list(Lang::Da), list(Lang::En));
        let many = report.problems.len() as u64 + report.more_problems;
        let of_log = report.problems.iter().any(|problem| matches!(problem, Problem::Log(_)));
        let next = |lang: Lang| match (of_log, lang) {
            (true, Lang::Da) => {
                "Loggen er ikke, hvad den var: stop Trin, gem databasen og dens filer, som de er, og kør `trin verify --witness FIL` med et hoved, der er holdt et andet sted: det siger, hvor langt tilbage den er ændret. Vis listen til den, der driver Trin, og til den databeskyttelsesansvarlige."
            }
            (true, Lang::En) => {
                "The log is not what it was: stop Trin, keep the database and its files as they are, and run `trin verify --witness FILE` with a head held elsewhere: it says how far back it was changed. Show the list to whoever operates Trin and to the data protection officer."
            }
            (false, Lang::Da) => "Tag en kopi af databasen, og vis listen til den, der driver Trin.",
            (false, Lang::En) => "Take a copy of the database and show the list to whoever operates Trin.",
        };
        Err(Failure::fault(
            format!("{shown}: {many} problemer i {children} børns data:{in_danish}\n{}", next(Lang::Da)),
            format!("{shown}: {many} problems in {children} children's data:{in_english}\n{}", next(Lang::En)),
        ))
    })
}

/// The key that must have signed the heads, and the heads held elsewhere.
fn trust(asked: &Verify, at: &Where) -> Outcome<LogTrust> {
    let key = log_key::public(at, asked.log_key.as_deref())?;
    let mut held = Vec::new();
    for file in &asked.witness {
        let shown = file.display();
        let text = String::from_utf8_lossy(&files::read(file)?).into_owned();
        let note = Note::parse(&text).ok();
        let head = match (&key, &note) {
            (Some(key), Some(note)) => key.open(note),
            (None, Some(note)) => Checkpoint::from_text(&note.text).ok(),
            (_, None) => None,
        };
        let head = head.ok_or_else(|| {
            Failure::fault(
                format!(
                    "{shown} er ikke et hoved, som denne logs nøgle har underskrevet. Er det en anden kommunes, eller er nøglen skiftet ud?"
                ),
                format!("{shown} is not a head signed with this log's key. Is it another municipality's, or was the key exchanged?"),
            )
        })?;
        held.push(HeldHead { head, held_by: shown.to_string() });
    }
    Ok(LogTrust { key, held })
}

fn in_log(log: &LogReport, is_signed: bool, lang: Lang) -> String {
    let LogReport { rows, proven, heads, held, .. } = log;
    let unsigned = match (is_signed, lang) {
        (true, _) => "",
        (false, Lang::Da) => " Underskrifterne er ikke kontrolleret: nøglen er ikke fundet.",
        (false, Lang::En) => " The signatures were not checked: the key was not found.",
    };
    let alone = match (*held, lang) {
        (0, Lang::Da) => " Intet hoved var holdt et andet sted (--witness): at enden er skåret af, kan ikke ses.",
        (0, Lang::En) => " No head was held elsewhere (--witness): that the end was cut off cannot be seen.",
        _ => "",
    };
    match lang {
        Lang::Da => format!(
            "Loggen: {rows} linjer, {proven} af dem under {heads} underskrevne hoveder; {held} holdt et andet sted.{unsigned}{alone}\n"
        ),
        Lang::En => format!("The log: {rows} rows, {proven} of them under {heads} signed heads; {held} held elsewhere.{unsigned}{alone}\n"),
    }
}
