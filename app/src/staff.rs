//! `trin staff`: who works here and may log in, until an identity provider says so.

use crate::arguments::{AddStaff, MoveStaff, StaffCommand, Where};
use crate::people::{hashed, name, password, role};
use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome};
use crate::table::Table;
use trin_domain::access::may_be_responsible;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::{Staff, Unit, Workplace, workplace};
use trin_store::LeaveError;

/// Does it; what it prints.
pub(crate) fn run(command: &StaffCommand, lang: Lang) -> Outcome<String> {
    match command {
        StaffCommand::List { place } => at(place, lang, async |place| list(&place, lang).await),
        StaffCommand::Add(asked) => add(asked, lang),
        StaffCommand::Move(asked) => move_to(asked, lang),
        StaffCommand::Password { place, user } => at(place, lang, async |place| {
            let staff = known(&place, user).await?;
            let hash = hashed(&password(lang, &[user, &staff.name, &place.municipality])?)?;
            place.store.set_password(staff.id, &hash).await.map_err(|error| place::failed(&error))?;
            Ok(match lang {
                Lang::Da => format!("{} har fået en ny adgangskode.\n", staff.name),
                Lang::En => format!("{} has a new password.\n", staff.name),
            })
        }),
        StaffCommand::ResetSecondFactor { place, user } => at(place, lang, async |place| {
            let staff = known(&place, user).await?;
            place.store.reset_factors(staff.id).await.map_err(|error| place::failed(&error))?;
            Ok(match lang {
                Lang::Da => format!("{} sætter to-trin op igen ved næste login; åbne logins er afsluttet.\n", staff.name),
                Lang::En => format!("{} sets up two-step again at the next login; open logins have ended.\n", staff.name),
            })
        }),
        StaffCommand::Leave { place, user, children_to } => {
            at(place, lang, async |place| leave(&place, user, children_to.as_deref(), lang).await)
        }
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
    for staff in everyone.into_iter().filter(|staff| staff.role != Role::System) {
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
        let hash = hashed(&password(lang, &[user, full_name, &place.municipality])?)?;
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
        let lost = may_be_responsible(&before);
        let staff = Staff { role, unit: unit.id, ..before };
        place.store.put_staff(&staff).await.map_err(failed)?;
        let holds = if lost && !may_be_responsible(&staff) { place.store.open_children_of(staff.id).await.map_err(failed)? } else { 0 };
        let (who, new) = (&staff.name, if is_new { lang.pick(", som er et nyt sted", ", which is a new place") } else { "" });
        let mut told = match lang {
            Lang::Da => format!("{who} er nu {}, {}{new}.\n", role.da(), unit.name),
            Lang::En => format!("{who} is now {}, {}{new}.\n", role.en(), unit.name),
        };
        told.push_str(&match (holds, lang) {
            (0, _) => String::new(),
            (1, Lang::Da) => format!(
                "NB: {who} har stadig ansvaret for 1 barn, men kan ikke have det i den nye rolle. Lad lederen tilbyde barnet til en anden fra dets side.\n"
            ),
            (_, Lang::Da) => format!(
                "NB: {who} har stadig ansvaret for {holds} børn, men kan ikke have det i den nye rolle. Lad lederen tilbyde dem til andre fra deres sider.\n"
            ),
            (1, Lang::En) => format!(
                "NB: {who} is still responsible for 1 child, and cannot be in the new role. Let the leader offer the child to somebody else from its page.\n"
            ),
            (_, Lang::En) => format!(
                "NB: {who} is still responsible for {holds} children, and cannot be in the new role. Let the leader offer them to others from their pages.\n"
            ),
        });
        Ok(told)
    })
}

/// The place somebody works in, and whether it must be made.
async fn unit(place: &Place, role: Role, named: Option<&str>, known: Option<&Staff>) -> Outcome<(Unit, bool)> {
    let units = place.store.units().await.map_err(|error| place::failed(&error))?;
    match workplace(role, named, known.map(|known| known.unit), &units, &place.municipality) {
        Workplace::Known(unit) => Ok((unit, false)),
        Workplace::New(unit) => Ok((unit, true)),
        Workplace::Which(several) => {
            let names = several.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(", ");
            Err(Failure::usage(
                format!("hvilket sted? Skriv --unit med et af disse eller et nyt: {names}."),
                format!("which place? Write --unit with one of these or a new one: {names}."),
            ))
        }
        Workplace::OtherKind(other) => Err(Failure::usage(
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

async fn leave(place: &Place, user: &str, children_to: Option<&str>, lang: Lang) -> Outcome<String> {
    let failed = |error| place::failed(&error);
    let staff = known(place, user).await?;
    let heir = match children_to {
        Some(heir) => Some(known(place, heir).await?),
        None => leader_of(place, &staff).await?,
    };
    let trin = trin(place, &staff).await?;
    let name = &staff.name;
    let reason = format!("{name} er stoppet.");
    let left = place.store.leave(&place.strategy, crate::clock::SystemClock::now(), trin, &staff, heir.as_ref(), &reason).await;
    let moved = left.map_err(|error| match error {
        LeaveError::Children(children) => Failure::fault(
            format!("{name} er ansvarlig for åbne sager ({children}) og kan ikke stoppe, før en anden har dem: skriv --children-to med en kollega."),
            format!("{name} is responsible for open cases ({children}) and cannot leave before somebody else has them: write --children-to with a colleague."),
        ),
        LeaveError::NotHere => Failure::usage(
            "den, der skal have børnene, skal være en anden, være her og være rådgiver, modtager eller teamleder.",
            "the one to have the children must be somebody else, be here, and be a caseworker, intake worker or team leader.",
        ),
        LeaveError::Db(error) => place::failed(&error),
    })?;
    let offered = place.store.count_offers_to(staff.id).await.map_err(failed)?;
    let left = match lang {
        Lang::Da => format!("{name} kan ikke længere logge ind; det, {name} har skrevet, bliver stående.\n"),
        Lang::En => format!("{name} can no longer log in; what {name} has written stays.\n"),
    };
    let heir = heir.map(|heir| heir.name).unwrap_or_default();
    let held = match (moved, lang) {
        (0, _) => String::new(),
        (1, Lang::Da) => format!("1 barn er nu hos {heir}, som tilbyder det videre på barnets side.\n"),
        (1, Lang::En) => format!("1 child is now with {heir}, who offers it on from the child's page.\n"),
        (_, Lang::Da) => format!("{moved} børn er nu hos {heir}, som tilbyder dem videre på børnenes sider.\n"),
        (_, Lang::En) => format!("{moved} children are now with {heir}, who offers them on from their pages.\n"),
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

/// The leader who has the children of somebody who leaves: the one of their place, or the only one there is.
async fn leader_of(place: &Place, leaver: &Staff) -> Outcome<Option<Staff>> {
    let leaders = place.store.staff_list(Some(Role::TeamLeader)).await.map_err(|error| place::failed(&error))?;
    let mut here: Vec<Staff> = leaders.into_iter().filter(|leader| leader.is_active && leader.id != leaver.id).collect();
    let of_unit: Vec<usize> = (0..here.len()).filter(|at| here[*at].unit == leaver.unit).collect();
    Ok(match (of_unit.as_slice(), here.len()) {
        ([only], _) => Some(here.swap_remove(*only)),
        ([], 1) => here.pop(),
        _ => None,
    })
}

/// Trin itself among the staff: who moved the children when nobody did by hand.
async fn trin(place: &Place, beside: &Staff) -> Outcome<StaffId> {
    let failed = |error| place::failed(&error);
    if let Some(trin) = place.store.staff_list(Some(Role::System)).await.map_err(failed)?.first() {
        return Ok(trin.id);
    }
    let trin = Staff { id: StaffId::TRIN, name: "Trin".to_owned(), role: Role::System, unit: beside.unit, is_active: true };
    place.store.put_staff(&trin).await.map_err(failed)?;
    Ok(trin.id)
}

/// By user name, however it is written, or by a full name that only one has: user names are kept nowhere, names are.
pub(crate) async fn known(place: &Place, user: &str) -> Outcome<Staff> {
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
