//! `trin staff`: who works here and may log in, until an identity provider says so.

use crate::arguments::{AddStaff, MoveStaff, StaffCommand, Where};
use crate::people::{hashed, name, password, role, unit_kind};
use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome};
use crate::table::Table;
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::{Staff, Unit};

/// How many children of a leaver are asked for at a time.
const AT_A_TIME: u32 = 200;

/// Does it; what it prints.
pub(crate) fn run(command: &StaffCommand, lang: Lang) -> Outcome<String> {
    match command {
        StaffCommand::List { place } => at(place, lang, async |place| list(&place, lang).await),
        StaffCommand::Add(asked) => add(asked, lang),
        StaffCommand::Move(asked) => move_to(asked, lang),
        StaffCommand::Password { place, user } => at(place, lang, async |place| {
            let staff = known(&place, user).await?;
            let hash = hashed(&password(lang)?)?;
            place.store.set_password(staff.id, &hash).await.map_err(|error| place::failed(&error))?;
            Ok(match lang {
                Lang::Da => format!("{} har fået en ny adgangskode.\n", staff.name),
                Lang::En => format!("{} has a new password.\n", staff.name),
            })
        }),
        StaffCommand::Leave { place, user } => at(place, lang, async |place| leave(&place, user, lang).await),
        StaffCommand::Return { place, user } => at(place, lang, async |place| {
            let staff = Staff { is_active: true, ..known(&place, user).await? };
            place.store.put_staff(&staff).await.map_err(|error| place::failed(&error))?;
            Ok(match lang {
                Lang::Da => format!("{} kan logge ind igen.\n", staff.name),
                Lang::En => format!("{} can log in again.\n", staff.name),
            })
        }),
    }
}

/// Opens the municipality, which must not be an invented one: there everybody chooses who to be.
fn at(asked: &Where, lang: Lang, work: impl AsyncFnOnce(Place) -> Outcome<String>) -> Outcome<String> {
    place::url(asked)?;
    place::run(async {
        let place = place::open(asked, lang).await?;
        if place.is_invented {
            return Err(Failure::fault(
                "det er en opdigtet kommune, hvor man vælger, hvem man er. Lav en rigtig med `trin init`.",
                "it is an invented municipality, where one chooses who to be. Make a real one with `trin init`.",
            ));
        }
        let store = place.store.clone();
        let said = work(place).await;
        store.close().await;
        said
    })
}

async fn list(place: &Place, lang: Lang) -> Outcome<String> {
    let failed = |error| place::failed(&error);
    let (everyone, units) = (place.store.staff_list(None).await.map_err(failed)?, place.store.units().await.map_err(failed)?);
    let mut table = Table::new(&match lang {
        Lang::Da => ["Navn", "Rolle", "Sted", "Login"],
        Lang::En => ["Name", "Role", "Place", "Login"],
    });
    for staff in everyone {
        let unit = units.iter().find(|unit| unit.id == staff.unit).map_or_else(String::new, |unit| unit.name.clone());
        let login = match (staff.is_active, place.store.password(staff.id).await.map_err(failed)?) {
            (false, _) => lang.pick("stoppet", "left"),
            (true, Some(_)) => lang.pick("ja", "yes"),
            (true, None) => lang.pick("nej", "no"),
        };
        let role = lang.pick(staff.role.da(), staff.role.en()).to_owned();
        table.row([staff.name, role, unit, login.to_owned()]);
    }
    Ok(table.to_string())
}

fn add(asked: &AddStaff, lang: Lang) -> Outcome<String> {
    let user = &name("--user", &asked.user)?.to_lowercase();
    let full_name = name("--name", &asked.name)?;
    let role = role(&asked.role)?;
    let unit_name = asked.unit.as_deref().map(|unit| name("--unit", unit)).transpose()?;
    at(&asked.place, lang, async |place| {
        let failed = |error| place::failed(&error);
        let id = StaffId::from_label(user);
        let known = place.store.staff(id).await.map_err(failed)?;
        if let Some(known) = &known
            && place.store.password(id).await.map_err(failed)?.is_some()
        {
            return Err(Failure::fault(
                format!("{user} er allerede login for {}. Vælg et andet, eller skift adgangskoden med `trin staff password`.", known.name),
                format!(
                    "{user} is already the login of {}. Choose another, or change the password with `trin staff password`.",
                    known.name
                ),
            ));
        }
        let (unit, is_new) = unit(&place, role, unit_name, known.as_ref()).await?;
        let hash = hashed(&password(lang)?)?;
        if is_new {
            place.store.put_unit(&unit).await.map_err(failed)?;
        }
        let staff = Staff { id, name: full_name.to_owned(), role, unit: unit.id, is_active: true };
        place.store.put_staff(&staff).await.map_err(failed)?;
        place.store.set_password(id, &hash).await.map_err(failed)?;
        let new = if is_new { lang.pick(", som er et nyt sted", ", which is a new place") } else { "" };
        Ok(match lang {
            Lang::Da => format!("{full_name} kan logge ind som {user}: {}, {}{new}.\n", role.da(), unit.name),
            Lang::En => format!("{full_name} can log in as {user}: {}, {}{new}.\n", role.en(), unit.name),
        })
    })
}

/// Another role or place. What they may see follows from it on their next page.
fn move_to(asked: &MoveStaff, lang: Lang) -> Outcome<String> {
    let given = asked.role.as_deref().map(role).transpose()?;
    let unit_name = asked.unit.as_deref().map(|unit| name("--unit", unit)).transpose()?;
    if given.is_none() && unit_name.is_none() {
        return Err(Failure::usage("skriv --role, --unit eller begge.", "write --role, --unit or both."));
    }
    at(&asked.place, lang, async |place| {
        let before = known(&place, &asked.user).await?;
        let role = given.unwrap_or(before.role);
        let (unit, is_new) = unit(&place, role, unit_name, Some(&before)).await?;
        let failed = |error| place::failed(&error);
        if is_new {
            place.store.put_unit(&unit).await.map_err(failed)?;
        }
        let staff = Staff { role, unit: unit.id, ..before };
        place.store.put_staff(&staff).await.map_err(failed)?;
        let (who, new) = (&staff.name, if is_new { lang.pick(", som er et nyt sted", ", which is a new place") } else { "" });
        Ok(match lang {
            Lang::Da => format!("{who} er nu {}, {}{new}.\n", role.da(), unit.name),
            Lang::En => format!("{who} is now {}, {}{new}.\n", role.en(), unit.name),
        })
    })
}

/// The place somebody works in, and whether it must be made: the one named, the one they had, the only one of the role's kind, or a new one.
async fn unit(place: &Place, role: Role, named: Option<&str>, known: Option<&Staff>) -> Outcome<(Unit, bool)> {
    let kind = unit_kind(role);
    let units = place.store.units().await.map_err(|error| place::failed(&error))?;
    let make = |id: UnitId, name: &str| Unit { id, name: name.to_owned(), kind, district: place.municipality.clone() };
    let of_kind: Vec<&Unit> = units.iter().filter(|unit| unit.kind == kind).collect();
    let Some(name) = named else {
        let had = known.and_then(|known| of_kind.iter().find(|unit| unit.id == known.unit));
        return match (had, of_kind.as_slice()) {
            (Some(unit), _) => Ok(((*unit).clone(), false)),
            (None, [only]) => Ok(((*only).clone(), false)),
            (None, []) => Ok((make(UnitId::from_label(&format!("{}: {}", place.municipality, role.code())), kind.da()), true)),
            (None, several) => {
                let names = several.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(", ");
                Err(Failure::usage(
                    format!("hvilket sted? Skriv --unit med et af disse eller et nyt: {names}."),
                    format!("which place? Write --unit with one of these or a new one: {names}."),
                ))
            }
        };
    };
    if let Some(unit) = of_kind.iter().find(|unit| unit.name.to_lowercase() == name.to_lowercase()) {
        return Ok(((*unit).clone(), false));
    }
    // A scenario file names a place by the same label.
    let id = UnitId::from_label(name);
    match units.iter().find(|unit| unit.id == id || unit.name.to_lowercase() == name.to_lowercase()) {
        None => Ok((make(id, name), true)),
        Some(other) => Err(Failure::usage(
            format!(
                "{} er af en anden slags ({}), end rollen {} arbejder i. Vælg en anden rolle eller et andet sted.",
                other.name,
                other.kind.da(),
                role.da()
            ),
            format!(
                "{} is of another kind ({}) than the role {} works in. Choose another role or another place.",
                other.name,
                other.kind.en(),
                role.en()
            ),
        )),
    }
}

async fn leave(place: &Place, user: &str, lang: Lang) -> Outcome<String> {
    let failed = |error| place::failed(&error);
    let staff = Staff { is_active: false, ..known(place, user).await? };
    place.store.put_staff(&staff).await.map_err(failed)?;
    place.store.delete_sessions_of(staff.id).await.map_err(failed)?;
    let today = trin_domain::calendar::day_of(crate::clock::SystemClock::now());
    let (mut held, mut cursor) = (0, None);
    loop {
        let page = place.store.children_of(staff.id, today, cursor.as_ref(), AT_A_TIME).await.map_err(failed)?;
        held += page.rows.len();
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let offered = place.store.offers_to(staff.id).await.map_err(failed)?.len();
    let name = &staff.name;
    let left = match lang {
        Lang::Da => format!("{name} kan ikke længere logge ind; det, {name} har skrevet, bliver stående.\n"),
        Lang::En => format!("{name} can no longer log in; what {name} has written stays.\n"),
    };
    let held = match (held, lang) {
        (0, _) => String::new(),
        (1, Lang::Da) => format!("1 barn har stadig {name} som ansvarlig: en teamleder giver barnet en anden på barnets side.\n"),
        (1, Lang::En) => format!("1 child still has {name} as responsible: a team leader gives it another on the child's page.\n"),
        (_, Lang::Da) => format!("{held} børn har stadig {name} som ansvarlig: en teamleder giver dem en anden på børnenes sider.\n"),
        (_, Lang::En) => format!("{held} children still have {name} as responsible: a team leader gives them another on their pages.\n"),
    };
    let offered = match (offered, lang) {
        (0, _) => String::new(),
        (1, Lang::Da) => format!("1 barn er tilbudt {name}, som ikke kan svare: en teamleder giver det til en anden på barnets side.\n"),
        (1, Lang::En) => {
            format!("1 child is offered to {name}, who cannot answer: a team leader gives it to another on the child's page.\n")
        }
        (_, Lang::Da) => {
            format!("{offered} børn er tilbudt {name}, som ikke kan svare: en teamleder giver dem til en anden på børnenes sider.\n")
        }
        (_, Lang::En) => {
            format!("{offered} children are offered to {name}, who cannot answer: a team leader gives them to another on their pages.\n")
        }
    };
    Ok(left + &held + &offered)
}

/// By user name, however it is written, or by a full name that only one has: user names are kept nowhere, names are.
async fn known(place: &Place, user: &str) -> Outcome<Staff> {
    let failed = |error| place::failed(&error);
    let user = user.trim();
    for label in [user, user.to_lowercase().as_str()] {
        if let Some(staff) = place.store.staff(StaffId::from_label(label)).await.map_err(failed)? {
            return Ok(staff);
        }
    }
    let everyone = place.store.staff_list(None).await.map_err(failed)?;
    let mut named = everyone.into_iter().filter(|staff| staff.name.to_lowercase() == user.to_lowercase());
    let found = named.next();
    if named.next().is_some() {
        return Err(Failure::fault(
            format!("flere her hedder {user}. Skriv brugernavnet i stedet."),
            format!("several here are called {user}. Write the user name instead."),
        ));
    }
    found.ok_or_else(|| {
        Failure::fault(
            format!("der er ingen \"{user}\" her. Skriv brugernavnet eller hele navnet, som `trin staff list` viser det; `trin staff add` giver en kollega login."),
            format!("there is no \"{user}\" here. Write the user name, or the full name as `trin staff list` shows it; `trin staff add` gives a colleague a login."),
        )
    })
}
