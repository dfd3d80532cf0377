//! `trin backup`, `trin restore`, `trin key` and `trin child`.

use crate::arguments::{Backup, ChildCommand, KeyCommand, Restore, Where};
use crate::clock::SystemClock;
use crate::emergency;
use crate::key_folders;
use crate::keys;
use crate::log_key;
use crate::place;
use crate::problems::in_words;
use crate::speak::{Failure, Lang, Outcome, Reason};
use crate::staff;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use trin_domain::access::may_destroy;
use trin_domain::id::{ChildId, StaffId};
use trin_store::{BackupFault, ChildKeys, DestroyError, Destroyed, Destruction, KEY_FILE, LogFault, LogTrust, Problem, Report, Store};

/// The list of destroyed keys, when no other is named.
const LIST: &str = "destroyed-keys.txt";

/// The folder of the children's keys, when no other is named.
const KEYS: &str = "child-keys";

/// Takes a backup.
pub(crate) fn take(asked: &Backup, lang: Lang) -> Outcome<String> {
    place::url(&asked.place)?;
    let Some(keys) = keys_of(&asked.place, asked.keys_to.as_deref()) else {
        return Err(Failure::usage(
            "nævn den mappe, hvor børnenes nøgler ligger, adskilt fra sikkerhedskopierne: --keys-to MAPPE.",
            "name the folder where the children's keys are kept, apart from the backups: --keys-to FOLDER.",
        ));
    };
    place::run(async {
        let place = place::open(&asked.place, lang).await?;
        // Before: a key file that nobody remembers is never written anew.
        key_folders::remember(&place.store, &keys).await?;
        let taken = place.store.backup(&asked.folder, &keys, SystemClock::now()).await;
        if taken.is_err() && !keys.join(KEY_FILE).exists() {
            key_folders::forget(&place.store, &keys).await?;
        }
        place.store.close().await;
        let manifest = taken.map_err(|fault| failed(&fault, &asked.folder))?;
        let (rows, bytes) = manifest.tables.iter().fold((0, 0), |(rows, bytes), table| (rows + table.rows, bytes + table.bytes));
        let (shown, kilobytes) = (asked.folder.display(), bytes.div_ceil(1024));
        let said = match lang {
            Lang::Da => format!("Sikkerhedskopien ligger i {shown}: {rows} rækker, {kilobytes} kB. Den holder ingen nøgler.\n"),
            Lang::En => format!("The backup is in {shown}: {rows} rows, {kilobytes} kB. It holds no keys.\n"),
        };
        Ok(said + &kept_elsewhere(&asked.place, &keys, lang))
    })
}

/// What a backup cannot be restored without, and where it is.
fn kept_elsewhere(place: &Where, keys: &Path, lang: Lang) -> String {
    let municipality = match (&place.key.key_file, &place.key.key_command, &place.data) {
        (Some(file), _, _) => file.display().to_string(),
        (_, Some(_), _) => "--key-command".to_owned(),
        _ if std::env::var_os(keys::VARIABLE).is_some() => keys::VARIABLE.to_owned(),
        (_, _, Some(data)) => data.join(keys::FILE).display().to_string(),
        _ => keys::VARIABLE.to_owned(),
    };
    let log = log_key::file(place).map_or_else(|| log_key::VARIABLE.to_owned(), |file| file.display().to_string());
    let (keys, list) = (keys.join(KEY_FILE).display().to_string(), list_of(place, None).map(|list| list.display().to_string()));
    let list = list.unwrap_or_else(|| LIST.to_owned());
    match lang {
        Lang::Da => format!(
            "Gem et andet sted end kopien og databasen, hver for sig:\n\
             - {municipality}: kommunens nøgle. Uden den kan intet læses.\n\
             - {keys}: børnenes nøgler, som de er nu. Byt den forrige ud hver gang, og gem ingen gamle: et destrueret barn kan læses med en gammel.\n\
             - {log}: nøglen, der underskriver loggen.\n\
             - {list}: listen over destruerede nøgler, når der er en.\n\
             Prøv kopien med `trin restore`.\n"
        ),
        Lang::En => format!(
            "Keep elsewhere than the backup and the database, each by itself:\n\
             - {municipality}: the municipality's key. Without it nothing can be read.\n\
             - {keys}: the children's keys as they are now. Replace the last one each time and keep no old ones: with an old one a destroyed child can be read.\n\
             - {log}: the key that signs the log.\n\
             - {list}: the list of destroyed keys, when there is one.\n\
             Try the backup with `trin restore`.\n"
        ),
    }
}

/// Restores one.
pub(crate) fn restore(asked: &Restore, lang: Lang) -> Outcome<String> {
    let url = place::url(&asked.place)?;
    let sealing = keys::sealing(&asked.place)?;
    let of_the_day = asked.backup_key.as_deref().map(|file| keys::read(file).map(|key| keys::with(&key))).transpose()?;
    let list = list_of(&asked.place, asked.destroyed.as_deref());
    let mut destroyed = read_list(list.as_deref())?;
    let keys = asked.keys.clone().or_else(|| keys_there(&asked.place));
    let keys = keys.map(|folder| ChildKeys::read(&folder, &sealing).map_err(|fault| failed(&fault, &folder))).transpose()?;
    destroyed.extend(keys.iter().flat_map(|keys| keys.destroyed.clone()));
    let beside = asked.place.key.key_file.as_ref().map(|key| key.with_file_name(log_key::PUBLIC)).filter(|file| file.is_file());
    let trust = LogTrust { key: log_key::public(&asked.place, asked.log_key.as_deref().or(beside.as_deref()))?, held: Vec::new() };
    let made = match &asked.place.data {
        Some(data) => {
            place::make_directory(data)?;
            let file = data.join(place::FILE);
            if file.exists() {
                return Err(failed(&BackupFault::NotEmpty, &file));
            }
            Some(file)
        }
        None => None,
    };
    let restored = place::run(async {
        let fault = |fault: BackupFault| failed(&fault, &asked.folder);
        let then = of_the_day.clone().unwrap_or_else(|| sealing.clone());
        let store = Store::restore(&asked.folder, &url, then, keys.as_ref(), &destroyed).await.map_err(fault)?;
        let Some(place) = place::remembered(store.clone()).await? else {
            store.close().await;
            return Err(failed(&BackupFault::Broken("no municipality was made in it".to_owned()), &asked.folder));
        };
        let report = store.make_whole(&place.strategy, &destroyed, &trust).await.map_err(fault);
        key_folders::forget_all(&store).await?;
        let sealed = match (&report, of_the_day) {
            // From the key of that day to today's.
            (Ok(report), Some(_)) if report.is_sound() => {
                store.clone().rotate_key(sealing).await.map(drop).map_err(|error| place::failed(&error))
            }
            _ => Ok(()),
        };
        store.close().await;
        let report = report?;
        sealed?;
        judge(&report)?;
        Ok((place.municipality, report))
    });
    let (municipality, report) = match (restored, made) {
        (Ok(restored), _) => restored,
        (Err(failure), Some(file)) => {
            // Nothing that is not whole is left where somebody might use it; it was not there before.
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
            }
            return Err(failure);
        }
        (Err(failure), None) => return Err(failure),
    };
    let (children, entries, gone) = (report.children, report.entries, report.destroyed);
    let mut said = match lang {
        Lang::Da => format!(
            "{municipality} er genskabt: {children} børn og {entries} poster er gennemgået og stemmer; {gone} børns nøgler er destrueret.\n"
        ),
        Lang::En => format!(
            "{municipality} is restored: {children} children and {entries} entries were gone through and agree; the keys of {gone} children are destroyed.\n"
        ),
    };
    if keys.is_none() {
        said += lang.pick(
            "Kopien er fra før, nøglerne lå for sig, og holder dem selv: den, der har den og kommunens nøgle, kan også læse børn, der er destrueret siden. Tag en ny, og slet den.\n",
            "The backup is from before the keys were kept apart, and holds them itself: whoever has it and the municipality's key can also read children destroyed since. Take a new one, and delete it.\n",
        );
    }
    if list.is_none_or(|list| !list.is_file()) {
        let since = keys.as_ref().map(|keys| keys.at.strftime("%Y-%m-%d %H:%M UTC"));
        said += &match (lang, since) {
            (Lang::Da, Some(at)) => format!(
                "Der er ingen liste over destruerede nøgler (--destroyed). Nøglefilen er skrevet {at}: er der destrueret nogen siden, så er de her igen. Destruér dem igen.\n"
            ),
            (Lang::En, Some(at)) => format!(
                "There is no list of destroyed keys (--destroyed). The key file was written {at}: those destroyed since are here again. Destroy them again.\n"
            ),
            (Lang::Da, None) => {
                "Der er ingen liste over destruerede nøgler (--destroyed): er der destrueret nogen efter kopien, så destruér dem igen.\n"
                    .to_owned()
            }
            (Lang::En, None) => {
                "There is no list of destroyed keys (--destroyed): destroy again those destroyed after the backup.\n".to_owned()
            }
        };
    }
    said += match trust.key {
        Some(_) => lang.pick(
            "Loggens hoveder er underskrevet med loggens nøgle. Læg log.key og log.pub på plads, før Trin startes.\n",
            "The log's heads are signed with the log's key. Put log.key and log.pub in place before Trin is started.\n",
        ),
        None => lang.pick(
            "Loggens underskrifter er IKKE kontrolleret: loggens nøgle er ikke fundet. Nævn den med --log-key.\n",
            "The log's signatures were NOT checked: the log's key was not found. Name it with --log-key.\n",
        ),
    };
    Ok(said)
}

/// Whether what was restored may be used.
fn judge(report: &Report) -> Outcome<()> {
    let Some(first) = report.problems.first() else { return Ok(()) };
    if report.problems.iter().all(|problem| matches!(problem, Problem::Log(LogFault::HeadUnsigned(_)))) {
        return Err(Failure::fault(
            "loggens hoveder i sikkerhedskopien er ikke underskrevet med den nøgle til loggen, der ligger her. Nævn den rigtige log.pub med --log-key.",
            "the log's heads in the backup are not signed with the log's key that is here. Name the right log.pub with --log-key.",
        ));
    }
    let many = report.problems.len() as u64 + report.more_problems;
    Err(Failure::fault(
        format!("det genskabte er ikke helt: {many} problemer, det første: {}. Brug en anden sikkerhedskopi.", in_words(first, Lang::Da)),
        format!("what was restored is not whole: {many} problems, the first: {}. Use another backup.", in_words(first, Lang::En)),
    ))
}

/// Makes a key, or changes the municipality's.
pub(crate) fn key(command: &KeyCommand, lang: Lang) -> Outcome<String> {
    match command {
        KeyCommand::New { file } => {
            keys::write_new(file, &keys::new_key())?;
            let shown = file.display();
            Ok(match lang {
                Lang::Da => format!("En ny nøgle ligger i {shown}. Gem en kopi et andet sted end databasen.\n"),
                Lang::En => format!("A new key is in {shown}. Keep a copy somewhere else than the database.\n"),
            })
        }
        KeyCommand::Keep { place, forget } => {
            place::url(place)?;
            place::run(async {
                let store = keys::open(place, lang).await?;
                let kept = match forget {
                    Some(folder) => key_folders::forget(&store, folder).await.map(|was| (was, Vec::new())),
                    None => key_folders::write_anew(&store, keys_there(place).as_deref()).await.map(|stale| (true, stale)),
                };
                store.close().await;
                let (was, stale) = kept?;
                key_folders::judge(&stale)?;
                Ok(match (forget, was) {
                    (None, _) => lang.pick(
                        "Hver nøglefil er skrevet om: den holder børnenes nøgler, som de er nu.\n",
                        "Each key file is written anew: it has the children's keys as they are now.\n",
                    ),
                    (Some(_), true) => lang.pick(
                        "Mappen er glemt. Den nøglefil, der lå i den, åbner stadig det, der siden er destrueret: den skal være væk.\n",
                        "The folder is forgotten. The key file that was in it still opens what was destroyed since: it must be gone.\n",
                    ),
                    (Some(_), false) => {
                        lang.pick("Trin har ikke skrevet nogen nøglefil i den mappe.\n", "Trin has written no key file in that folder.\n")
                    }
                }
                .to_owned())
            })
        }
        KeyCommand::Rotate { place, new, keys_to, emergency_log } => {
            place::url(place)?;
            let key = keys::read(new)?;
            place::run(async {
                let store = keys::open(place, lang).await?;
                carry_emergencies(place, &store, emergency_log.as_deref()).await?;
                let store = store.rotate_key(keys::with(&key)).await.map_err(|error| place::failed(&error))?;
                let stale = key_folders::write_anew(&store, keys_to.clone().or_else(|| keys_there(place)).as_deref()).await;
                store.close().await;
                key_folders::judge(&stale?)?;
                let shown = new.display();
                Ok(match lang {
                    Lang::Da => format!(
                        "Alt er nu forseglet med nøglen i {shown}; den gamle åbner intet mere. Start Trin med den nye, tag en ny sikkerhedskopi, og gem den gamle nøgle, så længe de gamle kopier skal kunne læses.\n"
                    ),
                    Lang::En => format!(
                        "All is now sealed with the key in {shown}; the old one opens nothing more. Start Trin with the new one, take a new backup, and keep the old key for as long as old backups must be readable.\n"
                    ),
                })
            })
        }
    }
}

/// What waits in the emergency log is sealed with the key that is about to open nothing more.
async fn carry_emergencies(at: &Where, store: &Store, named: Option<&Path>) -> Outcome<()> {
    let file = match named {
        Some(file) => file.to_owned(),
        None => match emergency::last(store).await? {
            Some(last) if last.is_file() => last,
            Some(last) => {
                let shown = last.display();
                return Err(Failure::usage(
                    format!(
                        "Trin brugte sidst nødloggen {shown}, og den er her ikke. Der kan ligge opslag i den, som den nye nøgle ikke åbner: nævn den med --emergency-log FIL."
                    ),
                    format!(
                        "Trin last used the emergency log {shown}, and it is not here. Looks that the new key does not open may lie in it: name it with --emergency-log FILE."
                    ),
                ));
            }
            None => return Ok(()),
        },
    };
    let Some(place) = place::remembered(store.clone()).await? else { return Ok(()) };
    emergency::carry_now(&place, &file, log_key::load(at)?.as_ref(), store.sealing().clone()).await.map(drop)
}

/// Destroys a child's key.
pub(crate) fn child(command: &ChildCommand, lang: Lang) -> Outcome<String> {
    let ChildCommand::DestroyKey { place, child, why, by, confirmed_by, destroyed, keys_to } = command;
    let no_such = || {
        Failure::fault(
            format!("der er intet barn \"{child}\" her. Skriv den UUID, der står i adressen på barnets side."),
            format!("there is no child \"{child}\" here. Write the UUID in the address of the child's page."),
        )
    };
    if why.is_empty() || !why.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'-') {
        return Err(no_code());
    }
    let id = ChildId::new(child.trim().parse().map_err(|_| no_such())?);
    let Some(list) = list_of(place, destroyed.as_deref()) else {
        return Err(Failure::usage(
            "nævn den liste over destruerede nøgler, der gemmes uden for databasen: --destroyed FIL.",
            "name the list of destroyed keys that is kept outside the database: --destroyed FILE.",
        ));
    };
    place::url(place)?;
    place::run(async {
        let opened = place::open(place, lang).await?;
        let store = &opened.store;
        let (by, confirmed_by) = (staff::known(&opened, by).await?, staff::known(&opened, confirmed_by).await?);
        if by.id == confirmed_by.id {
            return Err(one_person());
        }
        if let Some(other) = [&by, &confirmed_by].into_iter().find(|staff| !may_destroy(staff)) {
            return Err(may_not(&other.name));
        }
        if store.record(id).await.map_err(|error| place::failed(&error))?.is_none() {
            return Err(no_such());
        }
        let asked = Destruction { child: id, at: SystemClock::now(), why: why.clone(), by: by.id, confirmed_by: confirmed_by.id };
        let gone = Destroyed { child: id, at: asked.at, why: why.clone(), by: Some(by.id), confirmed_by: Some(confirmed_by.id) };
        // First: a restored backup must not bring back what is destroyed here.
        add_to_list(&list, &gone)?;
        let keys = keys_to.clone().or_else(|| keys_there(place));
        let done = store.destroy_key(&asked, "destruction").await.map_err(|error| match error {
            DestroyError::NoSuchChild => no_such(),
            DestroyError::OnePerson => one_person(),
            DestroyError::MayNot(staff) => may_not(if staff == by.id { &by.name } else { &confirmed_by.name }),
            DestroyError::NoCode => no_code(),
            DestroyError::Held => held(),
            DestroyError::Db(error) => place::failed(&error),
        });
        // The files that backups are restored with must not have it any more either.
        let stale = match &done {
            Ok(_) => key_folders::write_anew(store, keys.as_deref()).await,
            Err(_) => Ok(Vec::new()),
        };
        store.close().await;
        done?;
        key_folders::judge(&stale?)?;
        let (shown, first, second) = (list.display(), &by.name, &confirmed_by.name);
        Ok(match lang {
            Lang::Da => format!(
                "Nøglen er destrueret af {first} og {second}: intet, der er skrevet om barnet, kan læses mere. Det står i loggen og i {shown}, som hver genskabelse skal have med.\n"
            ),
            Lang::En => format!(
                "The key is destroyed by {first} and {second}: nothing that was written about the child can be read any more. It is noted in the log and in {shown}, which every restore must be given.\n"
            ),
        })
    })
}

fn held() -> Failure {
    Failure::fault(
        "der er slettestop for barnet. Ophæv det først på siden om opbevaring, hvis det ikke længere skal gælde.",
        "a legal hold keeps the child. Lift it first on the page about keeping, if it is no longer to hold.",
    )
}

fn no_code() -> Failure {
    Failure::usage(
        "--why er en kode af små bogstaver og bindestreger, fx retention-ended; ingen ord om nogen.",
        "--why is a code of small letters and hyphens, such as retention-ended; no words about anybody.",
    )
}

fn one_person() -> Failure {
    Failure::usage(
        "det kræver to: den, der foreslår det (--by), kan ikke selv bekræfte det (--confirmed-by).",
        "it takes two: whoever proposes it (--by) cannot confirm it (--confirmed-by).",
    )
}

fn may_not(name: &str) -> Failure {
    Failure::fault(
        format!("{name} kan ikke destruere en nøgle: begge skal være teamleder eller afdelingschef og arbejde her."),
        format!("{name} may not destroy a key: both must be a team leader or head of department and work here."),
    )
}

/// The list named, or the one beside the key.
pub(crate) fn list_of(place: &Where, named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| beside_key(place, LIST))
}

/// The folder of the children's keys that is named, or the one beside the key.
pub(crate) fn keys_of(place: &Where, named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| beside_key(place, KEYS))
}

/// The folder beside the key, when the children's keys are there.
fn keys_there(place: &Where) -> Option<PathBuf> {
    keys_of(place, None).filter(|folder| folder.join(KEY_FILE).is_file())
}

fn beside_key(place: &Where, name: &str) -> Option<PathBuf> {
    let key = place.key.key_file.as_ref();
    let folder = key.map(|key| key.parent().map_or_else(PathBuf::new, Path::to_owned));
    folder.or_else(|| place.data.clone()).map(|folder| folder.join(name))
}

/// Adds those to the list that are not in it yet, such as what was deleted in pages.
pub(crate) fn fill_list(list: &Path, destroyed: &[Destroyed]) -> Outcome<()> {
    let there: BTreeSet<ChildId> = read_list(Some(list))?.into_iter().map(|gone| gone.child).collect();
    destroyed.iter().filter(|gone| !there.contains(&gone.child)).try_for_each(|gone| add_to_list(list, gone))
}

/// Whether a child on the list of destroyed keys can be read all the same: an older database was put in the place of a newer one. Says which.
pub(crate) async fn revived(store: &Store, list: Option<&Path>) -> Outcome<Vec<ChildId>> {
    let mut revived = Vec::new();
    for gone in read_list(list)? {
        if store.record(gone.child).await.map_err(|error| place::failed(&error))?.is_some() {
            revived.push(gone.child);
        }
    }
    Ok(revived)
}

/// What is said of them.
pub(crate) fn are_revived(children: &[ChildId], list: &Path) -> Failure {
    let shown = list.display();
    let names = children.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Failure::fault(
        format!(
            "{shown} siger, at disse børns nøgler er destrueret, og databasen har dem igen: {names}. Er en ældre database lagt tilbage uden `trin restore`? Genskab fra en sikkerhedskopi, eller destruér nøglerne igen med `trin child destroy-key`."
        ),
        format!(
            "{shown} says that the keys of these children are destroyed, and the database has them again: {names}. Was an older database put back without `trin restore`? Restore from a backup, or destroy the keys again with `trin child destroy-key`."
        ),
    )
}

fn add_to_list(list: &Path, gone: &Destroyed) -> Outcome<()> {
    let who = |staff: Option<StaffId>| staff.map_or_else(|| "-".to_owned(), |staff| staff.to_string());
    let line = format!("{} {} {} {} {}\n", gone.child, gone.at, gone.why, who(gone.by), who(gone.confirmed_by));
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    let written = options.open(list).and_then(|mut file| file.write_all(line.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|error| unusable(list, &error))
}

fn read_list(list: Option<&Path>) -> Outcome<Vec<Destroyed>> {
    let Some(list) = list.filter(|list| list.exists()) else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(list).map_err(|error| unusable(list, &error))?;
    let read = |line: &str| {
        let mut words = line.split_whitespace();
        let (child, at, why) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.to_owned());
        // Lines from before it took two people end here.
        let mut who = || words.next().and_then(|word| word.parse().ok()).map(StaffId::new);
        Some(Destroyed { child: ChildId::new(child), at, why, by: who(), confirmed_by: who() })
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .zip(1..)
        .map(|(line, no)| {
            let shown = list.display();
            read(line).ok_or_else(|| {
                Failure::fault(
                    format!("{shown}, linje {no}, er ikke et barn, et tidspunkt og en kode. Ret den, før noget genskabes."),
                    format!("{shown}, line {no}, is not a child, an instant and a code. Correct it before anything is restored."),
                )
            })
        })
        .collect()
}

fn unusable(file: &Path, error: &std::io::Error) -> Failure {
    let shown = file.display();
    Failure::fault(
        format!("{shown} kan ikke bruges: {}. Kontrollér stien og adgangen.", Reason(error, Lang::Da)),
        format!("{shown} cannot be used: {}. Check the path and the access.", Reason(error, Lang::En)),
    )
}

pub(crate) fn failed(fault: &BackupFault, place: &Path) -> Failure {
    let shown = place.display();
    let (in_danish, in_english) = match fault {
        BackupFault::Store(error) => return place::failed(error),
        BackupFault::File { file, why } => return unusable(Path::new(file), why),
        BackupFault::Changed { file } => (
            format!("sikkerhedskopiens {file} er ikke, hvad den var, da kopien blev taget. Brug en anden kopi."),
            format!("{fault}. Use another backup."),
        ),
        BackupFault::NotOurs => (
            "sikkerhedskopien er ændret, eller nøglen er ikke kommunens nøgle fra den dag, den blev taget. Nævn den nøgle med --backup-key, eller brug en anden kopi."
                .to_owned(),
            format!("{fault}. Name that key with --backup-key, or use another backup."),
        ),
        BackupFault::NoKeys => (
            "sikkerhedskopien holder ingen nøgler. Nævn mappen med børnenes nøgler: --keys MAPPE.".to_owned(),
            format!("{fault}: --keys FOLDER."),
        ),
        BackupFault::KeysNotOurs => (
            format!("børnenes nøgler i {shown} er ændret, eller de er ikke skrevet med den nøgle til kommunen, der er nævnt. Nævn dagens nøgle; er den skiftet siden kopien, nævnes kopiens med --backup-key."),
            format!("{fault} ({shown}). Name today's key; if it was changed since the backup, name the backup's with --backup-key."),
        ),
        BackupFault::KeysMissing { missing, keys, backup } => (
            format!("{missing} børn i sikkerhedskopien fra {backup} har ingen nøgle i nøglefilen fra {keys} og er ikke destrueret. Hører de to sammen? Brug den nyeste nøglefil, eller en kopi, der er ældre end den."),
            format!("{fault}. Do the two belong together? Use the newest key file, or a backup older than it."),
        ),
        BackupFault::Together => (
            format!("børnenes nøgler må ikke ligge i sikkerhedskopiens mappe {shown}: den, der har begge, kan læse det, der er destrueret siden. Vælg en anden med --keys-to."),
            format!("{fault}. Choose another with --keys-to."),
        ),
        BackupFault::Newer => (
            "sikkerhedskopien er taget af en nyere Trin. Brug den.".to_owned(),
            format!("{fault}."),
        ),
        BackupFault::NotEmpty => (
            format!("der er allerede noget i {shown}. Vælg et tomt sted."),
            format!("there is something in {shown} already. Choose an empty place."),
        ),
        BackupFault::Broken(why) => (
            format!("det, der kom ud af sikkerhedskopien, er ikke helt ({why}). Brug en anden kopi."),
            format!("what came out of the backup is not whole ({why}). Use another backup."),
        ),
    };
    Failure::fault(in_danish, in_english)
}
