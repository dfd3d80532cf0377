//! Follow-ups that were held: the whole row of them on the intervention's page, the last one beside the next.

use crate::app::App;
use crate::child::views_of;
use crate::parts::list::{self, Tone, tag};
use crate::paths;
use crate::seen::Seen;
use crate::words::{Lang, format, t, t_with};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::kinds::FollowUpDecision;
use trin_domain::record::{FollowedUp, Intervention, Noted};

/// Every follow-up of this help, newest first; the newest unfolded.
pub(super) fn all(lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    list::section(
        &t(lang, "follow-up-all"),
        html! {
            @if help.follow_ups.is_empty() { p.note { (t(lang, "follow-up-none")) } }
            @for (index, held) in help.follow_ups.iter().rev().enumerate() {
                details.unfold open[index == 0] {
                    summary { (format::date(lang, held.what.on)) " · " (lang.pick(held.what.decision.da(), held.what.decision.en())) }
                    div { (texts(lang, seen, held)) }
                }
            }
        },
    )
}

/// What stands beside a follow-up being written: what is owed, the last one in full, and the aim.
pub(super) fn side(app: &App, lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let today = day_of(seen.now);
    html! {
        @match help.follow_ups.last() {
            Some(held) => (list::section(
                &t_with(lang, "follow-up-last", &[("day", format::day(lang, held.what.on, today).into())]),
                html! { p { (decision_tag(lang, held.what)) } (texts(lang, seen, held)) },
            )),
            None => (list::section(&t(lang, "follow-up-first"), html! { p.words { (help.decided.what.purpose) } })),
        }
        @if let Some(aim) = help.aims.last() { (list::section(&t(lang, "help-aim"), html! { p.words { (aim.what.aim) } })) }
        (super::intervention_show::side(app, lang, seen, help))
        p { a href=(paths::intervention(seen.child(), help.no())) { (t(lang, "help-to-help")) } }
    }
}

fn decision_tag(lang: Lang, held: &FollowedUp) -> Markup {
    let tone = match held.decision {
        FollowUpDecision::StepDown | FollowUpDecision::StopGoalsReached => Tone::Down,
        FollowUpDecision::StepUp => Tone::Up,
        _ => Tone::Work,
    };
    tag(lang.pick(held.decision.da(), held.decision.en()), tone)
}

/// One follow-up in full, each voice under its own label.
fn texts(lang: Lang, seen: &Seen<'_>, held: &Noted<'_, FollowedUp>) -> Markup {
    let what = held.what;
    let today = day_of(seen.now);
    let words = |text: &str| html! { p.words { (text) } };
    let scores: Vec<String> = what
        .scores
        .iter()
        .filter_map(|score| {
            let goal = seen.state.goal(score.goal)?.set.what;
            let values = [
                ("goal", goal.text.trim_end_matches('.').to_owned().into()),
                ("score", score.score.into()),
                ("highest", goal.highest.into()),
            ];
            Some(t_with(lang, "follow-up-scored", &values))
        })
        .collect();
    html! {
        (list::facts(&[
            (&t_with(lang, "follow-up-child-of", &[("name", seen.first_name().to_owned().into())]), words(&what.child_voice)),
            (&t(lang, "follow-up-family"), words(&what.family_voice)),
            (&t(lang, "follow-up-provider"), words(&what.provider_status)),
            (&t(lang, "follow-up-reason"), words(&what.reason)),
        ]))
        (views_of(lang, seen, held.no))
        @if !scores.is_empty() { ul { @for score in scores { li { (score) } } } }
        p.note {
            @if let Some(next) = what.next_on { (t_with(lang, "follow-up-agreed", &[("day", format::day(lang, next, today).into())])) " · " }
            (seen.names.of(held.by.staff)) " · "
            a href=(paths::entry(seen.child(), held.no)) { (t_with(lang, "help-entry", &[("no", held.no.0.into())])) }
        }
    }
}
