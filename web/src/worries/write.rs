//! Everything that is written about a worry: raising it, a step of the guide, something more, what is agreed and how it went, and the end.

use super::{address, find, for_those_of_a_unit, guide, raise_address};
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::Reader;
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::unit_form::{At, Writes, day};
use crate::unit_step::{Answers, Said};
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::id::{ChildId, UnitId};
use trin_domain::record::{EntryNo, Fact, FocusPointAgreed, FocusPointLookedAt, WorryRaised, WorrySettled, WorryStepTaken};
use trin_domain::rounds::Situation;
use trin_domain::worries::{NotSettled, Reached, WorryOutcome, WorrySign};

/// "I am worried."
pub(super) struct Raise {
    unit: UnitId,
    /// That the child has a worry that is open here.
    open: Markup,
    /// The joint assessment in a round it follows from.
    assessment: Option<EntryNo>,
}

impl Writes for Raise {
    const SAID: &'static str = "worries-done-raised";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "worries-on"), ("seen", "worries-what"), ("signs", "worries-signs"), ("child_words", "rounds-child-words")];

    fn of(_: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        for_those_of_a_unit(visitor)?;
        let unit = visitor.staff.unit;
        let asked = at.part("vurdering").parse().ok().map(EntryNo);
        let is_ours =
            |no: &EntryNo| seen.state.assessed.iter().any(|found| found.no == *no && found.what.unit == unit && found.what.together);
        Ok(Self { unit, open: super::of_child(visitor, seen), assessment: asked.filter(is_ours) })
    }

    fn address(&self, child: ChildId) -> String {
        match self.assessment {
            Some(no) => format!("{}/{no}", raise_address(child)),
            None => raise_address(child),
        }
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        address(seen.child(), EntryNo(seen.record.version().0 + 1))
    }

    fn back(&self, _: &Seen<'_>) -> String {
        "/bekymringer".to_owned()
    }

    /// What the round found, in the words it was settled with.
    fn known(&self, seen: &Seen<'_>) -> Vec<(&'static str, String)> {
        let assessed = seen.state.assessed.iter().find(|assessed| Some(assessed.no) == self.assessment);
        let assessed = assessed.filter(|assessed| assessed.what.situation() != Situation::Green);
        assessed.map(|found| vec![("signs", found.what.signs.clone()), ("child_words", found.what.child_words.clone())]).unwrap_or_default()
    }

    fn texts(&self, lang: Lang, seen: &Seen<'_>) -> [String; 3] {
        let name = [("name", seen.first_name().to_owned().into())];
        [t_with(lang, "worries-raise-title", &name), t(lang, "worries-raise-lead"), t(lang, "worries-raise-save")]
    }

    fn above(&self, lang: Lang) -> Markup {
        html! {
            (self.open)
            p.note { (list::tag(&t(lang, "guide-now"), list::Tone::Late)) " " (t(lang, "guide-acute")) }
        }
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        let signs: Vec<Choice<'_>> = WorrySign::ALL.iter().map(|sign| Choice::new(sign.code(), lang.pick(sign.da(), sign.en()))).collect();
        html! {
            (Field::new(lang, "seen", &t(lang, "worries-what-label")).typed(typed).checkboxes(&signs))
            p.hint { (t(lang, "worries-what-harm")) }
            (Field::new(lang, "signs", &t(lang, "worries-signs-label")).hint(&t(lang, "worries-signs-hint")).lines(4).typed(typed).text_area())
            (Field::new(lang, "child_words", &t(lang, "rounds-child-words-label")).hint(&t(lang, "rounds-child-words-hint")).optional().lines(2).typed(typed).text_area())
            (day(lang, "on", "worries-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let seen = reader.choices("seen", WorrySign::from_code);
        if seen.is_empty() {
            reader.fault("seen", "worries-what-missing", &t(lang, "worries-what"), &[]);
        }
        let signs = reader.text("signs", &t(lang, "worries-signs"));
        let on = reader.date("on", &t(lang, "worries-on"));
        let child_words = reader.optional("child_words").unwrap_or_default();
        let (unit, assessment) = (self.unit, self.assessment);
        Some(Fact::WorryRaised(WorryRaised { unit, on: on?, seen, signs, child_words, assessment })).filter(|_| reader.is_fine())
    }
}

/// A step of the guide.
pub(super) struct Step {
    worry: EntryNo,
    key: String,
    /// As the guide names it, in Danish: what the record keeps.
    name: String,
    name_en: String,
    how: Markup,
    was_taken: bool,
}

impl Step {
    const fn answers(&self) -> Answers {
        Answers { was_taken: self.was_taken, may_be_left_out: true }
    }
}

impl Writes for Step {
    const SAID: &'static str = "worries-done-step";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "worries-on"), ("words", "worries-step-words"), ("what", "worries-beyond-what")];

    fn of(app: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        let worry = find(visitor, seen, at.part("nr"))?;
        let steps = worry.steps(app.strategy());
        let of = steps.iter().find(|of| of.step.key == at.part("skridt")).ok_or(PageError::NotFound(visitor.lang))?;
        Ok(Self {
            worry: worry.no(),
            key: of.step.key.clone(),
            name: of.step.name.clone(),
            name_en: of.step.name_en.clone(),
            how: guide::how(visitor.lang, of.step),
            was_taken: of.taken.is_some_and(|taken| !taken.what.left_out),
        })
    }

    fn address(&self, child: ChildId) -> String {
        format!("{}/skridt/{}", address(child, self.worry), self.key)
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        address(seen.child(), self.worry)
    }

    fn texts(&self, lang: Lang, _: &Seen<'_>) -> [String; 3] {
        [lang.pick(&self.name, &self.name_en).to_owned(), String::new(), t(lang, "worries-step-save")]
    }

    fn above(&self, _: Lang) -> Markup {
        self.how.clone()
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        self.answers().fields(lang, typed, "worries-step-words-hint")
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let Said { on, left_out, words } = self.answers().read(reader, lang)?;
        let (worry, step, what) = (self.worry, self.key.clone(), self.name.clone());
        Some(Fact::WorryStepTaken(WorryStepTaken { worry, step, what, on, left_out, words }))
    }
}

/// Something that is none of the guide's steps.
pub(super) struct Beyond(EntryNo);

impl Writes for Beyond {
    const SAID: &'static str = "worries-done-step";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "worries-on"), ("what", "worries-beyond-what"), ("words", "worries-step-words")];

    fn of(_: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        Ok(Self(find(visitor, seen, at.part("nr"))?.no()))
    }

    fn address(&self, child: ChildId) -> String {
        format!("{}/andet", address(child, self.0))
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        address(seen.child(), self.0)
    }

    fn texts(&self, lang: Lang, _: &Seen<'_>) -> [String; 3] {
        [t(lang, "worries-beyond-title"), t(lang, "worries-beyond-lead"), t(lang, "worries-step-save")]
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        html! {
            (Field::new(lang, "what", &t(lang, "worries-beyond-what-label")).hint(&t(lang, "worries-beyond-what-hint")).typed(typed).text())
            (Field::new(lang, "words", &t(lang, "worries-step-words")).optional().lines(4).typed(typed).text_area())
            (day(lang, "on", "worries-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let what = reader.text("what", &t(lang, "worries-beyond-what"));
        let on = reader.date("on", &t(lang, "worries-on"));
        let words = reader.optional("words").unwrap_or_default();
        let (worry, step) = (self.0, String::new());
        Some(Fact::WorryStepTaken(WorryStepTaken { worry, step, what, on: on?, left_out: false, words })).filter(|_| reader.is_fine())
    }
}

/// What is done from here, by whom and until when.
pub(super) struct Agree(EntryNo);

impl Writes for Agree {
    const SAID: &'static str = "worries-done-agreed";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "worries-on"), ("goal", "rounds-goal"), ("action", "rounds-action"), ("who", "rounds-who"), ("by_day", "rounds-by-day")];

    fn of(_: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        Ok(Self(find(visitor, seen, at.part("nr"))?.no()))
    }

    fn address(&self, child: ChildId) -> String {
        format!("{}/aftale", address(child, self.0))
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        address(seen.child(), self.0)
    }

    fn texts(&self, lang: Lang, _: &Seen<'_>) -> [String; 3] {
        [t(lang, "worries-agree"), t(lang, "worries-agree-lead"), t(lang, "worries-agree-save")]
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        html! {
            (Field::new(lang, "goal", &t(lang, "rounds-goal-label")).lines(2).typed(typed).text_area())
            (Field::new(lang, "action", &t(lang, "rounds-action-label")).lines(3).typed(typed).text_area())
            (Field::new(lang, "who", &t(lang, "rounds-who-label")).typed(typed).text())
            (day(lang, "by_day", "rounds-by-day-label", typed))
            (day(lang, "on", "worries-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let [goal, action, who] = [("goal", "rounds-goal"), ("action", "rounds-action"), ("who", "rounds-who")]
            .map(|(name, key)| reader.text(name, &t(lang, key)));
        let by_day = reader.date("by_day", &t(lang, "rounds-by-day"));
        let on = reader.date("on", &t(lang, "worries-on"));
        let agreed = FocusPointAgreed { about: self.0, on: on?, goal, action, who, by_day: by_day? };
        Some(Fact::FocusPointAgreed(agreed)).filter(|_| reader.is_fine())
    }
}

/// How it went with what was agreed, about a worry or in a round.
pub(super) struct Look {
    point: EntryNo,
    /// What it was about, when that is a worry.
    worry: Option<EntryNo>,
    goal: String,
    action: String,
}

impl Writes for Look {
    const SAID: &'static str = "worries-done-looked";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "worries-on"), ("reached", "worries-reached"), ("words", "worries-look-words"), ("next_on", "worries-next-on")];

    fn of(_: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        for_those_of_a_unit(visitor)?;
        let not_found = || PageError::NotFound(visitor.lang);
        let no = EntryNo(at.part("nr").parse().map_err(|_| not_found())?);
        let is_ours = |fact: &Fact| seen.state.unit_of(fact) == Some(visitor.staff.unit);
        let point = seen.state.focus_points.iter().find(|point| point.agreed.no == no);
        let point = point.filter(|_| seen.state.fact(no).is_some_and(is_ours)).ok_or_else(not_found)?;
        let what = point.agreed.what;
        let worry = seen.state.worry(what.about).map(|worry| worry.no());
        Ok(Self { point: no, worry, goal: what.goal.clone(), action: what.action.clone() })
    }

    fn address(&self, child: ChildId) -> String {
        format!("/bekymringer/{child}/aftale/{}", self.point)
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        self.worry.map_or_else(|| crate::paths::child(seen.child()), |worry| address(seen.child(), worry))
    }

    fn texts(&self, lang: Lang, _: &Seen<'_>) -> [String; 3] {
        [t(lang, "worries-look"), format!("{}: {}", self.goal, self.action), t(lang, "worries-look-save")]
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        let answers: Vec<Choice<'_>> = Reached::ALL.iter().map(|one| Choice::new(one.code(), lang.pick(one.da(), one.en()))).collect();
        html! {
            (Field::new(lang, "reached", &t(lang, "worries-reached-label")).typed(typed).radios(&answers))
            (Field::new(lang, "words", &t(lang, "worries-look-words-label")).lines(3).typed(typed).text_area())
            (Field::new(lang, "next_on", &t(lang, "worries-next-on-label")).hint(&t(lang, "worries-next-on-hint")).optional().typed(typed).date())
            (day(lang, "on", "worries-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let reached = reader.choice("reached", &t(lang, "worries-reached"), Reached::from_code);
        let words = reader.text("words", &t(lang, "worries-look-words"));
        let next_on = reader.optional_date("next_on", &t(lang, "worries-next-on"));
        let on = reader.date("on", &t(lang, "worries-on"));
        let looked = FocusPointLookedAt { point: self.point, on: on?, reached: reached?, words, next_on };
        Some(Fact::FocusPointLookedAt(looked)).filter(|_| reader.is_fine())
    }
}

/// The end of a worry.
pub(super) struct Settle {
    worry: EntryNo,
    /// The ends it may not have now, and why.
    refused: Vec<(WorryOutcome, NotSettled)>,
}

impl Writes for Settle {
    const SAID: &'static str = "worries-done-settled";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "worries-on"), ("outcome", "worries-outcome"), ("words", "worries-settle-words")];

    fn of(app: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        let worry = find(visitor, seen, at.part("nr"))?;
        let may = |outcome: &WorryOutcome| worry.may_settle(app.strategy(), *outcome).err().map(|why| (*outcome, why));
        Ok(Self { worry: worry.no(), refused: WorryOutcome::ALL.iter().filter_map(may).collect() })
    }

    fn address(&self, child: ChildId) -> String {
        format!("{}/afslut", address(child, self.worry))
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        address(seen.child(), self.worry)
    }

    fn texts(&self, lang: Lang, seen: &Seen<'_>) -> [String; 3] {
        let name = [("name", seen.first_name().to_owned().into())];
        [t_with(lang, "worries-settle-title", &name), t(lang, "worries-settle-lead"), t(lang, "worries-settle-save")]
    }

    fn above(&self, lang: Lang) -> Markup {
        html! { @if self.refused.iter().any(|(_, why)| *why == NotSettled::NotifyFirst) { p.note { (t(lang, "worries-settle-harm")) } } }
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        let ends: Vec<Choice<'_>> = WorryOutcome::ALL.iter().map(|one| Choice::new(one.code(), lang.pick(one.da(), one.en()))).collect();
        html! {
            (Field::new(lang, "outcome", &t(lang, "worries-outcome-label")).typed(typed).radios(&ends))
            (Field::new(lang, "words", &t(lang, "worries-settle-words-label")).hint(&t(lang, "worries-settle-words-hint")).lines(4).typed(typed).text_area())
            (day(lang, "on", "worries-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let outcome = reader.choice("outcome", &t(lang, "worries-outcome"), WorryOutcome::from_code);
        if let Some((_, why)) = self.refused.iter().find(|(refused, _)| Some(*refused) == outcome) {
            let key = if *why == NotSettled::NotifyFirst { "worries-settle-notify-first" } else { "worries-settle-not-notified" };
            reader.fault("outcome", key, &t(lang, "worries-outcome"), &[]);
        }
        let words = reader.text("words", &t(lang, "worries-settle-words"));
        let on = reader.date("on", &t(lang, "worries-on"));
        Some(Fact::WorrySettled(WorrySettled { worry: self.worry, on: on?, outcome: outcome?, words })).filter(|_| reader.is_fine())
    }
}
