//! The one place that words a field of a fact: what it is called and how what it says is written, on the child's page, in corrections and in
//! the family's copy.

use crate::my_day::entry_name;
use crate::names::Names;
use crate::words::{Lang, format, t, t_with};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::disclosure::Says;
use trin_domain::id::{StaffId, UnitId};
use trin_domain::record::{Birth, Entry, Fact, GoalSet};
use trin_domain::scenario::{Code, FactForm, List};

/// Two parts of who notified, which is one field of the form.
const NOTIFIER: [&str; 2] = ["notifier_name", "notifier_workplace"];

/// The text that says what a field of a kind of fact is called; a test holds the texts to the forms, both ways.
fn key(kind: &str, field: &str) -> String {
    format!("facts-{kind}-{}", field.replace('_', "-"))
}

/// What a field of a kind of fact is called; nothing when the fact has no such field.
pub(super) fn label(lang: Lang, kind: &str, field: &str) -> Option<String> {
    let form = FactForm::of(kind)?;
    let is_notifier = kind == "notification-received" && NOTIFIER.contains(&field);
    (is_notifier || form.field(field).is_some()).then(|| t(lang, &key(kind, field)))
}

/// Facts in a language, with the names there are.
pub(super) struct FactWords<'n> {
    /// The language.
    pub lang: Lang,
    /// Names of staff and places.
    pub names: &'n Names,
}

impl FactWords<'_> {
    fn coded(&self, list: List, code: &str) -> String {
        list.codes().into_iter().find(|known| known.code == code).map(|code| self.code(code)).unwrap_or_default()
    }
}

impl Says for FactWords<'_> {
    fn staff(&self, staff: StaffId) -> String {
        self.names.of(staff).to_owned()
    }

    fn workplace(&self, staff: StaffId) -> String {
        self.names.workplace(staff).map(|unit| self.names.of_unit(unit).to_owned()).unwrap_or_default()
    }

    fn unit(&self, unit: UnitId) -> String {
        self.names.of_unit(unit).to_owned()
    }

    fn day(&self, day: Date) -> String {
        format::date(self.lang, day)
    }

    fn instant(&self, at: Timestamp) -> String {
        let at = format::local(at);
        let values = [("day", self.day(at.date()).into()), ("time", format::clock(self.lang, at).into())];
        t_with(self.lang, "time-day-at", &values)
    }

    fn flag(&self, yes: bool) -> String {
        t(self.lang, if yes { "child-text-yes" } else { "child-text-no" })
    }

    fn code(&self, code: Code) -> String {
        self.lang.pick(code.da, code.en).to_owned()
    }

    fn birth(&self, birth: Birth) -> String {
        let key = if matches!(birth, Birth::Born(_)) { "facts-born" } else { "facts-expected" };
        t_with(self.lang, key, &[("day", self.day(birth.day()).into())])
    }

    fn fact(&self, kind: &'static str) -> String {
        entry_name(self.lang, kind)
    }

    fn field(&self, kind: &'static str, field: &'static str) -> String {
        t(self.lang, &key(kind, field))
    }

    fn corrected(&self, label: &str) -> String {
        t_with(self.lang, "facts-now-says", &[("label", label.to_owned().into())])
    }

    fn entry(&self, entry: &Entry, now: &Fact) -> String {
        let lang = self.lang;
        let on = now.day().unwrap_or_else(|| format::day_of(entry.recorded_at));
        let day = || ("day", self.day(on).into());
        let what = match now {
            // People are known by their names.
            Fact::RelationAdded(what) => {
                return format!("{}, {}", what.name, lang.pick(what.relation.da(), what.relation.en()).to_lowercase());
            }
            Fact::CoWorkerAdded(what) => return self.staff(what.staff),
            Fact::Enrolled(what) => t_with(lang, "facts-entry-enrolment", &[("place", what.unit_name.clone().into()), day()]),
            Fact::ConsentGiven(what) => {
                let values = [("who", what.given_by.clone().into()), ("what", what.purpose.clone().into())];
                t_with(lang, "facts-entry-consent", &values)
            }
            Fact::NotificationReceived(what) => {
                let day = self.day(format::day_of(what.received_at));
                t_with(lang, "facts-entry-notification", &[("day", day.into())])
            }
            Fact::ResponsibilityOffered(what) => t_with(lang, "facts-entry-offer", &[("who", self.staff(what.to).into()), day()]),
            Fact::ChildRestricted(_) => t_with(lang, "facts-entry-restriction", &[day()]),
            Fact::GlassBroken(_) => {
                let values = [("who", self.staff(entry.by.staff).into()), ("when", self.instant(entry.recorded_at).into())];
                t_with(lang, "facts-entry-glass", &values)
            }
            Fact::AddressStated(_) => t_with(lang, "facts-entry-address", &[day()]),
            Fact::AssessmentOpened(what) => {
                let code = serde_json::to_value(what.kind).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
                t_with(lang, "facts-entry-assessment", &[("kind", self.coded(List::AssessmentKind, &code).into()), day()])
            }
            Fact::InterventionDecided(what) => {
                let kind = lang.pick(what.kind.da(), what.kind.en());
                let help = what.offer.as_ref().map_or_else(|| kind.to_owned(), |offer| format!("{offer} ({})", kind.to_lowercase()));
                t_with(lang, "facts-entry-intervention", &[("help", help.into()), day()])
            }
            Fact::PlanMade(_) => t_with(lang, "facts-entry-plan", &[day()]),
            Fact::GoalSet(what) => t_with(lang, "facts-entry-goal", &[("goal", what.text.clone().into())]),
            Fact::MeetingPlanned(what) => {
                let kind = lang.pick(what.kind.da(), what.kind.en()).to_owned();
                t_with(lang, "facts-entry-meeting", &[("kind", kind.into()), ("when", self.instant(what.at).into())])
            }
            _ => t_with(lang, "facts-entry", &[("kind", entry_name(lang, now.kind()).into()), day()]),
        };
        t_with(lang, "facts-entry-numbered", &[("what", what.into()), ("no", entry.no.0.into())])
    }

    fn score(&self, goal: Option<&GoalSet>, score: i16, names_it: bool) -> String {
        let Some(goal) = goal else { return score.to_string() };
        let values = [
            ("goal", goal.text.clone().into()),
            ("score", score.to_string().into()),
            ("lowest", goal.lowest.to_string().into()),
            ("highest", goal.highest.to_string().into()),
            ("scale", goal.scale.clone().into()),
        ];
        t_with(self.lang, if names_it { "facts-score-of" } else { "facts-score" }, &values)
    }

    fn position(&self, position: i64) -> String {
        t_with(self.lang, "facts-position", &[("position", position.into())])
    }

    fn protected(&self) -> String {
        t(self.lang, "facts-protected")
    }
}

#[cfg(test)]
mod tests;
