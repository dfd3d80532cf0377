//! `trin staff`: who works here and may log in, until an identity provider says so.

mod leave;

use crate::arguments::{AddStaff, MoveStaff, StaffCommand, Where};
use crate::people::{hashed, name, password, role};
use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome};
use crate::table::Table;
use trin_domain::access::may_be_responsible;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::{Staff, Unit, Workplace, workplace};

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
            at(place, lang, async |place| leave::leave(&place, user, children_to.as_deref(), lang).await)
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
        Workplace::Unnamed(unit) => {
            let (role_da, role_en) = (role.da(), role.en());
            Err(Failure::usage(
                format!(
                    "hvilket sted? Der er intet endnu, hvor rollen {role_da} arbejder ({}), og en kommune har flere. Skriv, hvad stedet hedder, med --unit; det bliver oprettet.",
                    unit.kind.da()
                ),
                format!(
                    "which place? There is none yet where the role {role_en} works ({}), and a municipality has several. Write what the place is called with --unit; it will be made.",
                    unit.kind.en()
                ),
            ))
        }
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
