//! From what a provider says of a person to a member of staff: made, changed, or refused.

use super::provider::Provider;
use crate::app::App;
use crate::errors::PageResult;
use trin_domain::access::may_be_responsible;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::{Staff, Workplace, workplace};
use trin_domain::sign_in::{Claims, Person, Refusal};
use trin_store::StoreError;

/// Why somebody the provider knows does not come in.
#[derive(Debug)]
pub(super) enum Refused {
    /// By what the claims say.
    Claims(Refusal),
    /// Their login here has been closed.
    Left,
    /// There are several places they could work at, and the claims do not say which.
    WhichPlace(Role),
    /// The place the claims name is of another kind than their role works in.
    OtherKind(Role, String),
    /// Somebody else is them already.
    Taken,
}

/// Somebody who comes in.
#[derive(Debug)]
pub(super) struct Arrived {
    pub(super) staff: Staff,
    /// Children who have them as responsible, though their role no longer can be.
    pub(super) still_holds: i64,
}

/// Makes or changes the member of staff the claims describe.
pub(super) async fn arrive(app: &App, provider: &Provider, claims: &Claims) -> PageResult<Result<Arrived, Refused>> {
    let mapping = provider.mapping();
    let store = app.store();
    let person = match mapping.person(claims) {
        Ok(person) => person,
        Err(refusal) => {
            if refusal == Refusal::NoRole
                && let Some(known) = mapping.who(claims)
                && let Some(staff) = store.staff_at_provider(&mapping.issuer, known).await?
            {
                // They may not be in any longer: nor where they are already.
                store.delete_sessions_of(staff).await?;
            }
            return Ok(Err(Refused::Claims(refusal)));
        }
    };
    let id = identity(app, provider, &person).await?;
    let before = store.staff(id).await?;
    if before.as_ref().is_some_and(|before| !before.is_active) {
        return Ok(Err(Refused::Left));
    }
    let units = store.units().await?;
    let had = before.as_ref().map(|before| before.unit);
    let (unit, is_new_unit) = match workplace(person.role, person.place.as_deref(), had, &units, app.municipality()) {
        Workplace::Known(unit) => (unit, false),
        Workplace::New(unit) | Workplace::Unnamed(unit) => (unit, true),
        Workplace::Which(_) => return Ok(Err(Refused::WhichPlace(person.role))),
        Workplace::OtherKind(unit) => return Ok(Err(Refused::OtherKind(person.role, unit.name))),
    };
    let staff = Staff { id, name: person.name.clone(), role: person.role, unit: unit.id, is_active: true };
    let is_theirs = async || -> Result<bool, StoreError> {
        Ok(store.put_at_provider(&mapping.issuer, &person.id, id).await?
            || store.staff_at_provider(&mapping.issuer, &person.id).await? == Some(id))
    };
    // Somebody known is theirs before anything about them is changed.
    if before.is_some() && !is_theirs().await? {
        return Ok(Err(Refused::Taken));
    }
    if is_new_unit {
        store.put_unit(&unit).await?;
    }
    if before.as_ref() != Some(&staff) {
        store.put_staff(&staff).await?;
    }
    if before.is_none() && !is_theirs().await? {
        return Ok(Err(Refused::Taken));
    }
    let lost = before.is_some_and(|before| may_be_responsible(&before)) && !may_be_responsible(&staff);
    let still_holds = if lost { store.open_children_of(id).await? } else { 0 };
    if still_holds > 0 {
        tracing::warn!(children = still_holds, "a role that the identity provider changed is still responsible for children");
    }
    Ok(Ok(Arrived { staff, still_holds }))
}

/// Whom here the claims are about, when they have been here before, let in or not.
pub(super) async fn known(app: &App, provider: &Provider, claims: &Claims) -> PageResult<Option<Staff>> {
    let mapping = provider.mapping();
    let Some(person) = mapping.who(claims) else { return Ok(None) };
    match app.store().staff_at_provider(&mapping.issuer, person).await? {
        Some(staff) => Ok(app.store().staff(staff).await?),
        None => Ok(None),
    }
}

/// Who a person at the provider is here: who they were before; somebody with their user name whom nobody there is yet; or somebody new.
async fn identity(app: &App, provider: &Provider, person: &Person) -> Result<StaffId, StoreError> {
    let (store, issuer) = (app.store(), &provider.mapping().issuer);
    if let Some(known) = store.staff_at_provider(issuer, &person.id).await? {
        return Ok(known);
    }
    if let Some(user_name) = &person.user_name {
        let known = StaffId::from_label(user_name);
        if store.staff(known).await?.is_some() && !store.is_at_provider(issuer, known).await? {
            return Ok(known);
        }
    }
    Ok(StaffId::from_label(&format!("{issuer} {}", person.id)))
}
