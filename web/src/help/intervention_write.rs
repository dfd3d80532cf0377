//! What is written about help on its way: begun, ended, the aim of getting down, and for a placed child visits, return home and prolongation.

use super::about;
use crate::app::App;
use crate::child::help_name;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::duties::plan_may_be_left_out;
use trin_domain::kinds::EndReason;
use trin_domain::record::{
    EntryNo, Fact, Intervention, InterventionEnded, InterventionStarted, PlacementProlonged, PlanNotNeeded, ReturnHomeReviewed,
    StepDownAimStated, SupervisionVisited,
};

const LABELS: &[(&str, &str)] = &[("on", "help-on"), ("aim", "help-aim"), ("note", "help-note"), ("reason", "help-reason")];

/// Which of the small forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Start,
    End,
    Aim,
    Visit,
    Review,
    Prolong,
    NoPlan,
}

impl What {
    const ALL: [Self; 7] = [Self::Start, Self::End, Self::Aim, Self::Visit, Self::Review, Self::Prolong, Self::NoPlan];

    /// Its word in the address.
    const fn code(self) -> &'static str {
        match self {
            Self::Start => "begynd",
            Self::End => "slut",
            Self::Aim => "maal",
            Self::Visit => "tilsyn",
            Self::Review => "hjemgivelse",
            Self::Prolong => "forlaengelse",
            Self::NoPlan => "uden-plan",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }

    /// Visits, reviews and prolongations belong to placements alone; a plan may be left out only where the law says so.
    fn fits(self, help: &Intervention<'_>) -> bool {
        let decided = help.decided.what;
        match self {
            Self::Visit | Self::Review | Self::Prolong => decided.kind.is_placement(),
            Self::NoPlan => plan_may_be_left_out(decided.kind, decided.on),
            Self::Start | Self::End | Self::Aim => true,
        }
    }

    /// Title, lead and button.
    fn texts(self, lang: Lang) -> [String; 3] {
        match self {
            Self::Start => [t(lang, "help-start-title"), t(lang, "help-start-lead"), t(lang, "help-start-save")],
            Self::End => [t(lang, "help-end-title"), t(lang, "help-end-lead"), t(lang, "help-end-save")],
            Self::Aim => [t(lang, "help-aim-title"), t(lang, "help-aim-lead"), t(lang, "help-aim-save")],
            Self::Visit => [t(lang, "help-visit-title"), t(lang, "help-visit-lead"), t(lang, "help-visit-save")],
            Self::Review => [t(lang, "help-review-title"), t(lang, "help-review-lead"), t(lang, "help-review-save")],
            Self::NoPlan => [t(lang, "help-no-plan-title"), t(lang, "help-no-plan-lead"), t(lang, "help-no-plan-save")],
            Self::Prolong => [t(lang, "help-prolong-title"), t(lang, "help-prolong-lead"), t(lang, "help-prolong-save")],
        }
    }

    const fn done(self) -> &'static str {
        match self {
            Self::Start => "help-done-started",
            Self::End => "help-done-ended",
            Self::Aim => "help-done-aim",
            Self::Visit => "help-done-visit",
            Self::Review => "help-done-review",
            Self::Prolong => "help-done-prolonged",
            Self::NoPlan => "help-done-no-plan",
        }
    }

    fn read(self, reader: &mut Reader<'_>, lang: Lang, intervention: EntryNo) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "help-say-day"));
        Some(match self {
            Self::Start => Fact::InterventionStarted(InterventionStarted { intervention, on: on? }),
            Self::End => {
                let reason = reader.choice("reason", &t(lang, "help-say-end-reason"), EndReason::from_code);
                let note = reader.optional("note").unwrap_or_default();
                Fact::InterventionEnded(InterventionEnded { intervention, on: on?, reason: reason?, note })
            }
            Self::Aim => {
                let aim = reader.text("aim", &t(lang, "help-say-aim"));
                let by = reader.optional_date("aim_by", &t(lang, "help-say-day"));
                Fact::StepDownAimStated(StepDownAimStated { intervention, on: on?, aim, by })
            }
            Self::Visit => {
                let talked = reader.choice("talked", &t(lang, "help-say-talked"), yes_or_no);
                let note = reader.text("note", &t(lang, "help-say-note"));
                Fact::SupervisionVisited(SupervisionVisited { intervention, on: on?, talked_with_child: talked?, note })
            }
            Self::Review => {
                let possible = reader.choice("possible", &t(lang, "help-say-possible"), yes_or_no);
                let reason = reader.text("reason", &t(lang, "help-say-reason"));
                Fact::ReturnHomeReviewed(ReturnHomeReviewed { intervention, on: on?, less_intrusive_possible: possible?, reason })
            }
            Self::NoPlan => {
                let reason = reader.text("reason", &t(lang, "help-say-reason"));
                Fact::PlanNotNeeded(PlanNotNeeded { intervention, on: on?, reason })
            }
            Self::Prolong => {
                let reason = reader.text("reason", &t(lang, "help-say-reason"));
                Fact::PlacementProlonged(PlacementProlonged { intervention, on: on?, reason })
            }
        })
    }

    fn fields(self, lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
        let name = [("name", seen.first_name().to_owned().into())];
        let area = |field: &str, label: String, hint: String| Field::new(lang, field, &label).hint(&hint).lines(5).typed(typed).text_area();
        let yes_no = |field: &str, label: String, yes: String, no: String| {
            Field::new(lang, field, &label).typed(typed).radios(&[Choice::new("ja", &yes), Choice::new("nej", &no)])
        };
        let on = |label: String| Field::new(lang, "on", &label).typed(typed).date();
        match self {
            Self::Start => on(t(lang, "help-start-on")),
            Self::End => {
                let reasons: Vec<Choice<'_>> =
                    EndReason::ALL.iter().map(|reason| Choice::new(reason.code(), lang.pick(reason.da(), reason.en()))).collect();
                html! {
                    (on(t(lang, "help-ended-on")))
                    (Field::new(lang, "reason", &t(lang, "help-end-reason")).typed(typed).radios(&reasons))
                    (Field::new(lang, "note", &t(lang, "help-end-note")).hint(&t(lang, "help-end-note-hint")).optional().typed(typed).text_area())
                }
            }
            Self::Aim => html! {
                (area("aim", t_with(lang, "help-aim-of", &name), t(lang, "help-aim-hint")))
                (Field::new(lang, "aim_by", &t(lang, "help-aim-by")).optional().typed(typed).date())
                (on(t(lang, "help-aim-on")))
            },
            Self::Visit => html! {
                (on(t(lang, "help-visit-on")))
                (yes_no("talked", t_with(lang, "help-visit-talked-with", &name), t(lang, "help-yes"), t(lang, "help-visit-no")))
                (area("note", t(lang, "help-visit-note"), t_with(lang, "help-visit-note-hint", &name)))
            },
            Self::Review => html! {
                (on(t(lang, "help-on")))
                (yes_no("possible", t_with(lang, "help-review-can", &name), t(lang, "help-review-yes"), t(lang, "help-review-no")))
                (area("reason", t(lang, "help-reason"), t(lang, "help-review-reason-hint")))
            },
            Self::NoPlan => html! {
                (area("reason", t(lang, "help-no-plan-reason"), t(lang, "help-no-plan-reason-hint")))
                (on(t(lang, "help-on")))
            },
            Self::Prolong => html! {
                (area("reason", t(lang, "help-prolong-reason"), t(lang, "help-prolong-reason-hint")))
                (on(t(lang, "help-on")))
            },
        }
    }
}

fn yes_or_no(code: &str) -> Option<bool> {
    match code {
        "ja" => Some(true),
        "nej" => Some(false),
        _ => None,
    }
}

fn address(seen: &Seen<'_>, no: EntryNo, what: What) -> String {
    format!("{}/{}", paths::intervention(seen.child(), no), what.code())
}

/// `GET /boern/{id}/indsats/{no}/{what}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no, what)): Path<(String, u32, String)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let (no, what) = find(&visitor, &seen, no, &what)?;
    let known = [("no", no.to_string()), ("what", what.code().to_owned())];
    form_page::show_seen(&app, &visitor, &seen, &address(&seen, no, what), &known, draw).await
}

/// `POST /boern/{id}/indsats/{no}/{what}`.
pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no, what)): Path<(String, u32, String)>,
    Sent(typed): Sent,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let (no, what) = find(&visitor, &seen, no, &what)?;
    let mut typed = typed.or_else("no", no.to_string()).or_else("what", what.code());
    let fact = what.read(&mut Reader::new(&mut typed, visitor.lang), visitor.lang, no);
    let address = address(&seen, no, what);
    let saving = Saving { address: &address, purpose: "help", then: paths::intervention(seen.child(), no), done: what.done(), draw };
    let labels = submit::labels(visitor.lang, LABELS);
    form_page::save(&app, &visitor, &seen, typed, fact.map(|fact| vec![fact]), labels, saving).await
}

fn find(visitor: &Visitor, seen: &Seen<'_>, no: u32, what: &str) -> PageResult<(EntryNo, What)> {
    let help = super::find(visitor, seen, no)?;
    let what = What::from_code(what).filter(|what| what.fits(help)).ok_or(PageError::NotFound(visitor.lang))?;
    Ok((help.no(), what))
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let (no, what) = (about(typed), What::from_code(typed.value("what")).unwrap_or(What::Start));
    let today = app.today();
    // What is written in after the help has ended happened while it ran.
    let ended = seen.state.intervention(no).and_then(|help| help.ended_on()).filter(|_| matches!(what, What::Visit | What::Review));
    let typed = &typed.clone().or_else("on", date_value(ended.map_or(today, |last| last.min(today))));
    let [title, lead, button] = what.texts(lang);
    let side = seen.state.intervention(no).map(|help| {
        html! {
            (list::section(&help_name(lang, seen, no), html! {
                p { (super::intervention_show::status(lang, seen, help)) }
                p { a href=(paths::intervention(seen.child(), no)) { (t(lang, "help-to-help")) } }
            }))
            (before(lang, help, what))
            (super::intervention_show::side(app, lang, seen, help))
        }
    });
    let form = Form { title: &title, lead: &lead, address: &address(seen, no, what), button: &button, side, back: None };
    form.page(app, visitor, seen, typed, notice, what.fields(lang, seen, typed))
}

/// The last time the same was written, to lean on.
fn before(lang: Lang, help: &Intervention<'_>, what: What) -> Markup {
    let last: Option<(Date, &str)> = match what {
        What::Start | What::End | What::NoPlan => None,
        What::Aim => help.aims.last().map(|aim| (aim.what.on, aim.what.aim.as_str())),
        What::Visit => help.visits.last().map(|visit| (visit.what.on, visit.what.note.as_str())),
        What::Review => help.reviews.last().map(|review| (review.what.on, review.what.reason.as_str())),
        What::Prolong => help.prolongations.last().map(|prolonged| (prolonged.what.on, prolonged.what.reason.as_str())),
    };
    html! {
        @if let Some((on, text)) = last {
            (list::section(&t_with(lang, "help-last-time", &[("day", crate::words::format::date(lang, on).into())]), html! { p.words { (text) } }))
        }
    }
}
