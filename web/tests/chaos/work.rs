//! A round of ordinary work: everybody does what their own pages show them, and no more than one gets done in a few hours.

use super::month::{Round, birth, name};
use super::people::{Answer, Form, Town, child_of, links};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::copenhagen;
use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::kinds::Role;
use trin_store::child_for;

/// What a caseworker gets done in a round, and the intake.
const TASKS: usize = 3;
const ASSESSED: usize = 8;

/// An instant as a form has it.
pub fn typed(at: Timestamp) -> String {
    at.to_zoned(copenhagen().clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

impl Town {
    /// Everybody who is at work does theirs.
    pub async fn works(&mut self, round: &Round, nth: usize) {
        for _ in 0..round.notifications {
            let form = self.notification(round.is_on_call);
            self.notifies(form).await;
        }
        let intake = self.at_work(Role::Intake);
        if round.is_on_call {
            // Whoever has the duty, ill or not, is somebody.
            let on_call = intake.first().copied().unwrap_or(0);
            self.assesses(on_call, ASSESSED).await;
            return;
        }
        for who in intake {
            self.assesses(who, ASSESSED).await;
            self.offers_on(who, 4).await;
            self.tasks(who, 1).await;
        }
        for who in self.at_work(Role::Caseworker) {
            // Half of them are out in the morning, half in the afternoon.
            if (who + nth).is_multiple_of(2) {
                self.tasks(who, TASKS).await;
                self.writes(who).await;
            }
        }
        if nth.is_multiple_of(2) {
            for who in self.at_work(Role::TeamLeader) {
                self.leads(who).await;
            }
        }
        if nth.is_multiple_of(5) {
            for who in self.at_work(Role::HeadOfDepartment) {
                self.get(who, "/team").await;
                self.get(who, "/team/forfaldne").await;
                self.reviews(who).await;
            }
        }
    }

    /// A concern as somebody tells it: of a child nobody knows yet, or of one who has help.
    pub fn notification(&mut self, is_on_call: bool) -> Form {
        let mark = self.mark();
        let (intake, outside) = (self.at_work(Role::Intake), [self.at_work(Role::Teacher), self.at_work(Role::Pedagogue)].concat());
        let writes = if is_on_call || self.dice.one_in(2) { intake.first().copied().unwrap_or(0) } else { self.dice.of(&outside) };
        let role = self.people[writes].staff.role;
        let is_school = role == Role::Teacher;
        let kind = match role {
            Role::Teacher => "school",
            Role::Pedagogue => "day-care",
            _ if is_on_call => "police-or-court",
            _ => self.dice.of(&["family-or-friends", "health-care", "anonymous", "municipality"]),
        };
        let before = SignedDuration::from_mins(self.dice.below(150) as i64 + 1);
        let received = self.place.clock.truth() - before;
        let received = Timestamp::from_second(received.as_second() / 60 * 60).expect("an instant");
        self.received.insert(mark.clone(), received);
        let known = self.dice.one_in(4) && (is_school || role == Role::Intake);
        let mut form = self.form(writes, "/modtagelsen/ny", "0", &[], &mark);
        let (at, concern) = (typed(received), format!("Han er alene hjemme om aftenen, {mark}."));
        for (field, value) in [
            ("notifier", kind),
            ("notifier_name", if kind == "anonymous" { "" } else { "Kirsten Vang" }),
            ("received_at", &at),
            ("concern", &concern),
            ("causes", "school-problems"),
        ] {
            form.set(field, value);
        }
        if known {
            let nth = self.dice.below(super::month::BEFORE);
            let child = ChildId::from_label(&format!("before {nth}"));
            if is_school {
                form.path = format!("/modtagelsen/ny/{child}");
            } else {
                let name = self.children.iter().find(|(_, one)| **one == child).map(|(name, _)| name.clone()).expect("known");
                form.set("name", &name);
                form.set("born", &birth(nth).strftime("%d-%m-%Y").to_string());
                form.set("known", &child.to_string());
            }
        } else {
            let nth = self.children.len();
            let child = child_for(CommandKey::from_label(form.value("key")), 0);
            form.set("name", &name(nth, "Østergaard"));
            form.set("born", &birth(nth).strftime("%d-%m-%Y").to_string());
            self.children.insert(name(nth, "Østergaard"), child);
        }
        form
    }

    /// Sends a notification as a person does: the child it may be is chosen among those shown, and a time the server takes for tomorrow's is made
    /// the one its page offers.
    pub async fn notifies(&mut self, mut form: Form) -> Answer {
        let known = form.value("known").to_owned();
        form.fields.retain(|(field, _)| field != "known");
        let mut answer = self.send(&form).await;
        if answer == Answer::Refused && !known.is_empty() {
            form.set("barn", &known);
            answer = self.send(&form).await;
        }
        if answer == Answer::Refused {
            form.set("received_at", &typed(self.place.now()));
            answer = self.send(&form).await;
        }
        assert!(matches!(answer, Answer::Saved | Answer::Failed), "a notification is not taken: {form:?}");
        answer
    }

    /// Works down the queue: the clock of 24 hours first.
    async fn assesses(&mut self, who: usize, most: usize) {
        let queue = self.get(who, "/modtagelsen").await;
        let waiting: Vec<String> = links(&queue, "/modtagelsen/").into_iter().filter(|link| child_of(link).is_some()).collect();
        for path in waiting.into_iter().take(most) {
            self.assess(who, &path).await;
        }
    }

    async fn assess(&mut self, who: usize, path: &str) {
        let page = self.get(who, path).await;
        if page.status != StatusCode::OK || !page.says("name=\"set\"") {
            return;
        }
        let (mark, mut fields) = (self.mark(), Vec::new());
        let words = format!("Talt med skolen, {mark}.");
        let asks = |name: &str| page.says(&format!("name=\"{name}\""));
        if asks("danger") {
            let in_danger = self.dice.one_in(9);
            fields.push(("danger", if in_danger { "ja" } else { "nej" }));
            fields.push(("acute_reason", words.as_str()));
            fields.extend(in_danger.then_some(("acute_measure", "Barnet er hos sin mormor.")));
        }
        // One in three is thought over until another day.
        if asks("outcome") && !self.dice.one_in(3) {
            let outcome = self.dice.of(&["assessment", "early-help", "nothing-further", "part-of-ongoing"]);
            let reason = if asks("danger") { "Efter samtalen." } else { words.as_str() };
            fields.extend([("outcome", outcome), ("screening_reason", reason)]);
        }
        if asks("receipt") && self.dice.one_in(2) {
            fields.push(("receipt", "ja"));
        }
        let second = page.body.split_once("name=\"second\"").and_then(|(_, rest)| rest.split("<option value=\"").nth(2)).map(str::to_owned);
        let second = second.and_then(|rest| rest.split('"').next().map(str::to_owned));
        if let Some(second) = second.as_deref().filter(|_| self.dice.one_in(2)) {
            fields.extend([("second", second), ("second_conclusion", "Enig.")]);
        }
        if fields.is_empty() {
            return;
        }
        let form = self.form(who, path, &page.hidden("set"), &fields, &mark);
        self.send(&form).await;
    }

    /// Their own children, as their own list has them.
    pub async fn own(&mut self, who: usize) -> Vec<ChildId> {
        let page = self.get(who, "/boern").await;
        links(&page, "/boern/").iter().filter(|link| link.split('/').count() == 3).filter_map(|link| child_of(link)).collect()
    }

    /// Offers children one should not keep to caseworkers, each at most every third day.
    async fn offers_on(&mut self, who: usize, most: usize) {
        let today = self.today();
        let waited = |town: &Self, child: &ChildId| town.offered.get(child).is_none_or(|on| (today - *on).get_days() >= 3);
        let own: Vec<ChildId> = self.own(who).await.into_iter().filter(|child| waited(self, child)).take(most).collect();
        for child in own {
            let colleagues: Vec<StaffId> =
                self.at_work(Role::Caseworker).into_iter().filter(|one| *one != who).map(|one| self.people[one].staff.id).collect();
            let (to, mark) = (self.dice.of(&colleagues).to_string(), self.mark());
            let reason = format!("Dit distrikt, {mark}.");
            if self.fill(who, &format!("/boern/{child}/ansvar"), &[("to", &to), ("reason", &reason)], &mark).await.is_some() {
                self.offered.insert(child, today);
            }
        }
    }

    /// What the day shows is owed, and offered: some of it.
    async fn tasks(&mut self, who: usize, most: usize) {
        let day = self.get(who, "/min-dag").await;
        let mut todo: Vec<String> = links(&day, "/boern/").into_iter().chain(links(&day, "/modtagelsen/")).collect();
        todo.retain(|link| child_of(link).is_some() && link.split('/').count() > 3);
        for link in todo.into_iter().take(most + 2) {
            if !self.dice.one_in(4) {
                self.does(who, &link).await;
            }
        }
    }

    async fn does(&mut self, who: usize, path: &str) {
        let (mark, on) = (self.mark(), self.shown_today());
        let words = format!("Barnet fortæller om ugen, {mark}.");
        let fields: Vec<(&str, &str)> = match path.rsplit('/').next().unwrap_or_default() {
            "ansvar" if self.dice.one_in(6) => vec![("svar", "nej"), ("reason", &words)],
            "ansvar" => vec![("svar", "ja")],
            "kvittering" => vec![("on", &on)],
            "orientering" => vec![("on", &on), ("told", &words)],
            "boernesamtale" => vec![("on", &on), ("manner", "samtale"), ("words", &words)],
            "genlaesning" => vec![("on", &on), ("conclusion", &words)],
            "adgang" => return self.reviews_emergency(who, path).await,
            last if path.starts_with("/modtagelsen/") && last.parse::<u32>().is_ok() => return self.assess(who, path).await,
            // The plans, follow-ups and assessments of the month are left: they come to stand on the lists of what is late.
            _ => return,
        };
        self.fill(who, path, &fields, &mark).await;
    }

    /// A note about one of their own, and now and then a case that is closed.
    async fn writes(&mut self, who: usize) {
        if self.dice.one_in(2) {
            return;
        }
        let own = self.own(who).await;
        if own.is_empty() {
            return;
        }
        let (child, mark, on) = (self.dice.of(&own), self.mark(), self.shown_today());
        let words = format!("Ringede til mor, {mark}.");
        if self.dice.one_in(5) {
            self.fill(who, &format!("/boern/{child}/luk"), &[("on", &on), ("reason", &words)], &mark).await;
        } else {
            self.fill(who, &format!("/boern/{child}/note"), &[("on", &on), ("facts", &words)], &mark).await;
        }
    }

    /// Sees to the team: what is late, who is ill and has children, what was offered to nobody who is here, looks to review.
    async fn leads(&mut self, who: usize) {
        self.tasks(who, 2).await;
        let (today, unit) = (self.today(), self.people[who].staff.unit);
        let team = self.get(who, "/team").await;
        self.get(who, "/team/forfaldne").await;
        for offer in links(&team, "/boern/").into_iter().filter(|link| link.ends_with("/ansvar")) {
            let page = self.get(who, &offer).await;
            let is_gone = self.people.iter().any(|one| !one.staff.is_active && page.says(&one.staff.name));
            if is_gone && page.says("value=\"tilbage\"") {
                let mark = self.mark();
                let reason = format!("Er stoppet, {mark}.");
                let form = self.form(who, &offer, &page.hidden("set"), &[("svar", "tilbage"), ("reason", &reason)], &mark);
                self.send(&form).await;
            }
        }
        let ill: Vec<StaffId> = self
            .people
            .iter()
            .filter(|one| one.staff.is_active && !one.is_here(today) && one.staff.unit == unit && one.staff.role == Role::Caseworker)
            .map(|one| one.staff.id)
            .collect();
        for ill in ill {
            let page = self.get(who, &format!("/team/boern?hos={ill}")).await;
            let theirs: Vec<ChildId> =
                links(&page, "/boern/").iter().filter(|link| link.split('/').count() == 3).filter_map(|link| child_of(link)).collect();
            let here = self.at_work(Role::Caseworker);
            for child in theirs.into_iter().take(2) {
                let (to, mark) = (self.people[self.dice.of(&here)].staff.id.to_string(), self.mark());
                let reason = format!("Syg, {mark}.");
                self.fill(who, &format!("/boern/{child}/ansvar"), &[("svar", "flyt"), ("to", &to), ("reason", &reason)], &mark).await;
            }
        }
        self.offers_on(who, 3).await;
        self.reviews(who).await;
    }

    /// Looks of others, drawn from the log: three at a time.
    async fn reviews(&mut self, who: usize) {
        let page = self.get(who, "/team/log").await;
        for path in links(&page, "/team/log/").into_iter().take(3) {
            if let Some(browser) = self.browser(who).await {
                self.place.clock.go_on(self.pace);
                browser.post(&path, &[("finding", "ok")]).await;
            }
        }
    }

    async fn reviews_emergency(&mut self, who: usize, path: &str) {
        let page = self.get(who, path).await;
        if page.status != StatusCode::OK || !page.says("value=\"gennemsyn\"") {
            return;
        }
        let (_, form) = page.body.split_once("value=\"gennemsyn\"").expect("it is there");
        let no = form.split_once("name=\"no\" value=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned();
        let mark = self.mark();
        let fields = [("goer", "gennemsyn"), ("no", no.as_str()), ("finding", "ok"), ("note", "")];
        let form = self.form(who, path, &page.hidden("set"), &fields, &mark);
        self.send(&form).await;
    }
}
