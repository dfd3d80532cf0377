//! The visitor's drafts: which form each is of, and about which child, as far as the visitor may know of the child now.

use super::entry_name;
use crate::app::App;
use crate::errors::PageResult;
use crate::session::Visitor;
use crate::words::{format, t, t_with};
use maud::{Markup, html};
use std::collections::BTreeMap;
use trin_domain::id::ChildId;
use trin_store::Draft;
use uuid::Uuid;

/// The list of drafts, newest first.
pub(super) async fn show(app: &App, visitor: &Visitor, drafts: &[Draft]) -> PageResult<Markup> {
    let lang = visitor.lang;
    if drafts.is_empty() {
        return Ok(html! { p.quiet { (t(lang, "my-day-drafts-none")) } });
    }
    let mut names: BTreeMap<ChildId, Option<String>> = BTreeMap::new();
    for child in drafts.iter().filter_map(|draft| child_of(&draft.key)) {
        if let std::collections::btree_map::Entry::Vacant(place) = names.entry(child) {
            place.insert(name(app, visitor, child).await?);
        }
    }
    let says = |draft: &Draft| {
        let form = written_by(&draft.key).map_or_else(|| t(lang, "my-day-draft"), |kind| entry_name(lang, kind));
        match child_of(&draft.key).and_then(|child| names.get(&child)?.clone()) {
            Some(name) => t_with(lang, "my-day-draft-about", &[("form", form.into()), ("name", name.into())]),
            None => form,
        }
    };
    Ok(html! {
        ul.plain {
            @for draft in drafts {
                li {
                    a href=(crate::drafts::address(&draft.key)) { (says(draft)) }
                    span.quiet { " · " (format::instant(lang, draft.saved_at, app.now())) }
                }
            }
        }
    })
}

/// The child's name, when the visitor has a relation to the child now.
async fn name(app: &App, visitor: &Visitor, child: ChildId) -> PageResult<Option<String>> {
    Ok(app.store().child(&visitor.reader(app), child, app.today()).await?.map(|row| row.name))
}

/// The child a form is about, by its draft's key: the first identity in the form's address.
fn child_of(key: &str) -> Option<ChildId> {
    let key = match key.strip_prefix("runder~") {
        // The round comes first there.
        Some(rest) => rest.split_once("~barn~").map(|(_, child)| child)?,
        None => key,
    };
    key.split('~').find_map(|part| Uuid::parse_str(part).ok()).map(ChildId::new)
}

/// The kind of entry a form writes, by its draft's key; the first of them where it may write several.
fn written_by(key: &str) -> Option<&'static str> {
    let parts: Vec<&str> = key.split('~').collect();
    Some(match parts.as_slice() {
        ["runder", "ny"] => return None,
        ["runder", ..] => "wellbeing-assessed",
        ["samtaler", _] => "individual-talk-held",
        ["fravaer", _, "skridt", ..] => "absence-step-taken",
        ["bekymringer", _, "ny", ..] => "worry-raised",
        ["bekymringer", _, _, "skridt", _] | ["bekymringer", _, _, "andet"] => "worry-step-taken",
        ["bekymringer", _, "aftale", _] => "focus-point-looked-at",
        ["bekymringer", _, _, "aftale"] => "focus-point-agreed",
        ["bekymringer", _, _, "afslut"] => "worry-settled",
        ["modtagelsen", .., "kvittering"] => "receipt-sent",
        ["modtagelsen", .., "orientering"] => "feedback-given",
        ["modtagelsen", ..] => "notification-received",
        ["boern", _, rest @ ..] => match rest {
            ["note"] => "note-written",
            ["ansvar"] => "responsibility-offered",
            ["boernesamtale"] => "child-heard",
            ["foedt"] => "born",
            ["genlaesning"] => "concerns-reread",
            ["luk"] => "closed",
            ["moede", "ny"] => "meeting-planned",
            ["moede", _] => "meeting-closed",
            ["netvaerk"] => "relation-added",
            ["post", _, "ret"] => "corrected",
            ["post", _, "syn"] => "view-attached",
            ["trivsel"] => "wellbeing-scored",
            ["undersoegelse", "ny"] => "assessment-opened",
            ["undersoegelse", _] => "assessment-section-written",
            ["plan"] => "goal-set",
            ["plan", "tal"] => "goal-scored",
            ["plan", "ny"] => "plan-made",
            ["opfoelgning", _] => "followed-up",
            ["indsats", "ny"] => "intervention-decided",
            ["indsats", _, what] => match *what {
                "begynd" => "intervention-started",
                "slut" => "intervention-ended",
                "maal" => "step-down-aim-stated",
                "tilsyn" => "supervision-visited",
                "hjemgivelse" => "return-home-reviewed",
                "forlaengelse" => "placement-prolonged",
                "uden-plan" => "plan-not-needed",
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    })
}
