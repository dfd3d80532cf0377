//! `trin demo`: an invented municipality, made the first time and opened at once after that.

mod make;

use crate::arguments::{Demo, Where};
use crate::keys;
use crate::log_key;
use crate::place::{self, CHILDREN, Place};
use crate::serving;
use crate::speak::{Failure, Lang, Outcome};
use crate::strategies::{self, Chosen};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use trin_domain::kinds::Role;
use trin_store::setting;
use trin_web::limits::Limits;
use trin_web::{Edges, Entrance};

const DEFAULT_CHILDREN: u32 = 4_700;
const DEFAULT_SEED: u64 = 1;
const DEFAULT_STRATEGY: &str = "kerteminde-2021";

/// Serves until told to end.
pub(crate) fn run(asked: &Demo, lang: Lang) -> Outcome<()> {
    // What was asked for is understood before anything is made.
    let chosen = asked.strategy.as_deref().map(strategies::choose).transpose()?;
    let data = asked.data.clone().unwrap_or_else(place::default_data);
    place::make_directory(&data)?;
    let at = Where { data: Some(data.clone()), database: None, key: asked.key.clone() };
    place::run(async {
        let listener = serving::listen(asked.listen).await?;
        let place = match existing(&at, &data, lang).await? {
            Some(place) => {
                is_as_asked(&place, asked, chosen.as_ref(), &data).await?;
                say(&match lang {
                    Lang::Da => format!("Åbner den opdigtede kommune i {}.", data.display()),
                    Lang::En => format!("Opening the invented municipality in {}.", data.display()),
                });
                place::adopt(&place, lang).await?;
                place
            }
            None => {
                let chosen = match chosen {
                    Some(chosen) => chosen,
                    None => strategies::choose(DEFAULT_STRATEGY)?,
                };
                make::make(&at, asked.children.unwrap_or(DEFAULT_CHILDREN), asked.seed.unwrap_or(DEFAULT_SEED), &chosen, lang).await?;
                place::open(&at, lang).await?
            }
        };
        let people = people(&place, lang).await?;
        let log = serving::Log {
            key: log_key::load_or_make(&at, &place.municipality)?,
            witnesses: Vec::new(),
            keys: None,
            emergency: asked.emergency_log.clone(),
        };
        let edges = Edges { limits: Limits::of_demo(), ..Edges::default() };
        serving::serve(place, listener, Entrance::Demo, edges, &people, log, lang).await
    })
}

fn say(line: &str) {
    eprintln!("{line}");
}

/// The invented municipality that is there already.
async fn existing(place: &Where, data: &Path, lang: Lang) -> Outcome<Option<Place>> {
    let file = data.join(place::FILE);
    if !file.exists() {
        return Ok(None);
    }
    let store = keys::open(place, lang).await?;
    match place::remembered(store).await? {
        Some(place) if place.is_invented => Ok(Some(place)),
        _ => Err(not_invented(data)),
    }
}

fn not_invented(data: &Path) -> Failure {
    let shown = data.display();
    Failure::fault(
        format!(
            "{shown} har data, der ikke er en opdigtet kommune. Brug `trin serve --data {shown}`, eller vælg en anden mappe til demoen med --data."
        ),
        format!(
            "{shown} has data that is not an invented municipality. Use `trin serve --data {shown}`, or choose another directory for the demo with --data."
        ),
    )
}

/// What is there was made with certain numbers; others need another directory.
async fn is_as_asked(place: &Place, asked: &Demo, chosen: Option<&Chosen>, data: &Path) -> Outcome<()> {
    let get = async |key: &str| place.store.setting(key).await.map_err(|error| place::failed(&error));
    let children = get(CHILDREN).await?.unwrap_or_default();
    let seed = get(setting::SEED).await?.unwrap_or_default();
    let toml = get(setting::STRATEGY_TOML).await?.filter(|toml| !toml.is_empty());
    let mut differing = Vec::new();
    if asked.children.is_some_and(|asked| asked.to_string() != children) {
        differing.push(("--children", children.clone()));
    }
    if asked.seed.is_some_and(|asked| asked.to_string() != seed) {
        differing.push(("--seed", seed.clone()));
    }
    if chosen.is_some_and(|chosen| chosen.strategy.key != place.strategy.key || chosen.toml != toml) {
        differing.push(("--strategy", place.strategy.key.clone()));
    }
    if differing.is_empty() {
        return Ok(());
    }
    let made: Vec<String> = differing.iter().map(|(argument, value)| format!("{argument} {value}")).collect();
    let (shown, made) = (data.display(), made.join(" "));
    let other = another(data);
    let other = other.display();
    Err(Failure::usage(
        format!("kommunen i {shown} er lavet med {made}. Udelad det for at åbne den, eller lav en ny i en anden mappe: --data {other}."),
        format!(
            "the municipality in {shown} was made with {made}. Leave that out to open it, or make a new one in another directory: --data {other}."
        ),
    ))
}

/// A directory beside this one.
fn another(data: &Path) -> PathBuf {
    let name = data.file_name().map_or_else(|| "trin-demo".into(), |name| name.to_string_lossy().into_owned());
    data.with_file_name(format!("{name}-2"))
}

/// Who one can be: the first person of each role.
async fn people(place: &Place, lang: Lang) -> Outcome<String> {
    let counts = place.store.counts().await.map_err(|error| place::failed(&error))?;
    let mut people = match lang {
        Lang::Da => format!(
            "{} · {} børn i alt, også dem, der er fyldt 18 siden, og {} åbne sager · strategi {}\n",
            place.municipality, counts.children, counts.open_children, place.strategy.key
        ),
        Lang::En => format!(
            "{} · {} children in all, those who have turned 18 since too, and {} open cases · strategy {}\n",
            place.municipality, counts.children, counts.open_children, place.strategy.key
        ),
    };
    people.push_str(lang.pick("Åbn adressen, og vælg, hvem du er:\n", "Open the address and choose who you are:\n"));
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
        let staff = place.store.staff_list(Some(role)).await.map_err(|error| place::failed(&error))?;
        if let Some(first) = staff.iter().find(|staff| staff.is_active) {
            let _ = writeln!(people, "  {:<26}{}", lang.pick(role.da(), role.en()), first.name);
        }
    }
    Ok(people)
}
