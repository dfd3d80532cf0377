//! `trin init`: an empty municipality with its first user.

use crate::arguments::Init;
use crate::clock::SystemClock;
use crate::keys;
use crate::people::{hashed, name, password, role};
use crate::speak::{Failure, Lang, Outcome};
use crate::strategies;
use crate::{log_key, place};
use trin_domain::id::{StaffId, UnitId};
use trin_domain::organisation::{Staff, Unit};
use trin_store::{Store, setting};

/// Makes it; what it prints.
pub(crate) fn run(asked: &Init, lang: Lang) -> Outcome<String> {
    let chosen = strategies::choose(&asked.strategy)?;
    let municipality = name("--municipality", &asked.municipality)?;
    let user = &name("--user", &asked.user)?.to_lowercase();
    let full_name = name("--name", &asked.name)?;
    let role = role(&asked.role)?;
    let url = place::url(&asked.place)?;
    if let Some(data) = &asked.place.data {
        place::make_directory(data)?;
    }
    place::run(async {
        let is_there = asked.place.data.is_some() && trin_store::is_sealed(&url).await.map_err(|error| place::unopened(&error))?;
        let (sealing, made) = match is_there {
            true => (keys::sealing(&asked.place)?, None),
            false => keys::sealing_or_new(&asked.place.key, asked.place.data.as_deref())?,
        };
        let store = Store::open(&url, sealing).await.map_err(|error| place::unopened(&error))?;
        let failed = |error| place::failed(&error);
        if store.setting(setting::MADE_AT).await.map_err(failed)?.is_some() {
            let shown = place::shown(&url);
            return Err(Failure::fault(
                format!("der er allerede en kommune i {shown}. Brug den med `trin serve`, eller vælg et andet sted."),
                format!("there is a municipality in {shown} already. Use it with `trin serve`, or choose another place."),
            ));
        }
        log_key::load_or_make(&asked.place, municipality)?;
        let hash = hashed(&password(lang, &[user, full_name, municipality])?)?;
        let unit = Unit {
            id: UnitId::from_label(&format!("{municipality}: {}", role.code())),
            name: role.works_in().da().to_owned(),
            kind: role.works_in(),
            district: municipality.to_owned(),
        };
        let staff = Staff { id: StaffId::from_label(user), name: full_name.to_owned(), role, unit: unit.id, is_active: true };
        store.put_unit(&unit).await.map_err(failed)?;
        store.put_staff(&staff).await.map_err(failed)?;
        store.set_password(staff.id, &hash).await.map_err(failed)?;
        store.adopt(&chosen.strategy, SystemClock::now()).await.map_err(failed)?;
        let mut settings = vec![(setting::MUNICIPALITY, municipality.to_owned()), (setting::STRATEGY_KEY, chosen.strategy.key.clone())];
        settings.extend(chosen.toml.map(|toml| (setting::STRATEGY_TOML, toml)));
        // Last, since it says that everything is there.
        settings.push((setting::MADE_AT, SystemClock::now().to_string()));
        for (key, value) in settings {
            store.set(key, &value).await.map_err(failed)?;
        }
        store.close().await;
        let (key, again) = (
            &chosen.strategy.key,
            match &asked.place.data {
                Some(data) => format!("--data {}", data.display()),
                None => "--database …".to_owned(),
            },
        );
        let kept = made.map(|file| keys::keep_it_elsewhere(&file, lang)).unwrap_or_default();
        Ok(match lang {
            Lang::Da => format!(
                "{municipality} er lavet med strategien {key}. Start med `trin serve {again}`, og log ind som {user}. Giv kollegerne login med `trin staff add {again}`.\n{kept}"
            ),
            Lang::En => format!(
                "{municipality} is made with the strategy {key}. Start with `trin serve {again}` and log in as {user}. Give colleagues a login with `trin staff add {again}`.\n{kept}"
            ),
        })
    })
}
