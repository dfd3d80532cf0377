//! `trin staff leave`: somebody stops, and their children go to somebody who can come in.

use super::known;
use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome};
use trin_domain::access::may_be_responsible;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_store::LeaveError;

pub(super) async fn leave(place: &Place, user: &str, children_to: Option<&str>, lang: Lang) -> Outcome<String> {
    let failed = |error| place::failed(&error);
    let staff = known(place, user).await?;
    if !staff.is_active && place.store.open_children_of(staff.id).await.map_err(failed)? == 0 {
        let name = &staff.name;
        let offered = place.store.count_offers_to(staff.id).await.map_err(failed)?;
        return Ok(match lang {
            Lang::Da => format!("{name} er allerede stoppet; intet er ændret.\n"),
            Lang::En => format!("{name} has already left; nothing was changed.\n"),
        } + &unanswered(name, offered, lang));
    }
    let leaders = leaders(place, &staff).await?;
    let heir = match children_to {
        Some(heir) => Some(named(place, &staff, heir).await?),
        None => leader_of(&leaders, &staff),
    };
    let trin = trin(place, &staff).await?;
    let name = &staff.name;
    let reason = format!("{name} er stoppet.");
    let left = place.store.leave(&place.strategy, crate::clock::SystemClock::now(), trin, &staff, heir.as_ref(), &reason).await;
    let moved = left.map_err(|error| match error {
        LeaveError::Children(children) => {
            let names = leaders.iter().map(|leader| leader.name.as_str()).collect::<Vec<_>>().join(", ");
            let (da, en) = if names.is_empty() {
                ("Ingen teamleder her kan logge ind.".to_owned(), "No team leader here can log in.".to_owned())
            } else {
                (format!("Teamledere, der kan logge ind: {names}."), format!("Team leaders who can log in: {names}."))
            };
            Failure::fault(
                format!("{name} er ansvarlig for åbne sager ({children}) og kan ikke stoppe, før en anden har dem: skriv --children-to med en kollega, der kan logge ind. {da}"),
                format!("{name} is responsible for open cases ({children}) and cannot leave before somebody else has them: write --children-to with a colleague who can log in. {en}"),
            )
        }
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
    Ok(left + &held + &unanswered(name, offered, lang))
}

/// Children offered to somebody who will not answer.
fn unanswered(name: &str, offered: i64, lang: Lang) -> String {
    match (offered, lang) {
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
    }
}

/// The one named to have the children. Somebody without a way in would never see them: nobody would.
async fn named(place: &Place, leaver: &Staff, heir: &str) -> Outcome<Staff> {
    let heir = known(place, heir).await?;
    // What else is wrong with them the store says.
    let may_have = heir.id != leaver.id && may_be_responsible(&heir);
    if may_have && !place.store.can_come_in(heir.id).await.map_err(|error| place::failed(&error))? {
        let name = &heir.name;
        return Err(Failure::fault(
            format!(
                "{name} har intet login og ville aldrig se børnene. Giv {name} en adgangskode med `trin staff password \"{name}\"`, lad {name} logge ind én gang hos identitetsudbyderen, eller nævn en anden med --children-to."
            ),
            format!(
                "{name} has no login and would never see the children. Give {name} a password with `trin staff password \"{name}\"`, let {name} log in once at the identity provider, or name somebody else with --children-to."
            ),
        ));
    }
    Ok(heir)
}

/// The team leaders who are here, can come in, and do not leave just now.
async fn leaders(place: &Place, leaver: &Staff) -> Outcome<Vec<Staff>> {
    let failed = |error| place::failed(&error);
    let mut here = Vec::new();
    for leader in place.store.staff_list(Some(Role::TeamLeader)).await.map_err(failed)? {
        if leader.is_active && leader.id != leaver.id && place.store.can_come_in(leader.id).await.map_err(failed)? {
            here.push(leader);
        }
    }
    Ok(here)
}

/// The leader who has the children of somebody who leaves: the one of their place, or the only one there is.
fn leader_of(leaders: &[Staff], leaver: &Staff) -> Option<Staff> {
    let of_unit: Vec<&Staff> = leaders.iter().filter(|leader| leader.unit == leaver.unit).collect();
    match (of_unit.as_slice(), leaders) {
        ([only], _) => Some((*only).clone()),
        ([], [only]) => Some(only.clone()),
        _ => None,
    }
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
