//! What goes wrong in the month: a server that is killed, a full disk, a wrong clock, somebody who leaves, is ill, or looks where they have no
//! business.

use super::month::{Event, Round};
use super::people::{Answer, Form, Town, child_of, posted};
use crate::support::Person;
use axum::http::StatusCode;
use jiff::Timestamp;
use std::time::Duration;
use trin_domain::access::grant;
use trin_domain::calendar::days_after;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_domain::oversight::Why;

/// A look without business, and under which heading the rules always draw it.
#[derive(Clone, Copy, Debug)]
pub struct Nosy {
    pub by: StaffId,
    pub child: Option<ChildId>,
    pub at: Timestamp,
    pub why: Why,
}

/// Somebody who has left, with the browser they did not close.
pub struct Left {
    pub staff: StaffId,
    pub at: Timestamp,
    pub browser: Person,
    pub child: ChildId,
    pub names: Vec<String>,
}

impl Town {
    /// What the round brings before anybody works.
    pub async fn happens(&mut self, round: &Round, nosy: usize) {
        for event in &round.events {
            match *event {
                Event::Hired(which) => self.hires(which).await,
                Event::Ill(who, days) => {
                    let today = self.today();
                    self.people[who].ill = Some((today, days_after(today, days)));
                    self.event(format!("{} is ill for {days} days", self.people[who].staff.name));
                }
                Event::Leaves(who) => self.leaves(who).await,
                Event::Nosy => self.is_nosy(nosy).await,
                Event::Browses => self.browses().await,
                Event::Clock(hours) => {
                    self.place.clock.goes_wrong_by(hours);
                    self.event(format!("the clock goes wrong by {hours} hours"));
                }
                Event::Killed => self.dies().await,
                Event::Full => self.fills_up().await,
            }
        }
    }

    /// Some forms that several people are about to send: notes about their own, and a notification.
    async fn forms(&mut self) -> Vec<Form> {
        let first = self.notification(false);
        // Whoever writes it has just come from another page: nobody unlocks anything on a full disk.
        self.get(first.who, "/min-dag").await;
        let mut forms = vec![first];
        for who in self.at_work(Role::Caseworker) {
            let own = self.own(who).await;
            if forms.len() > 4 || own.is_empty() {
                continue;
            }
            let (child, mark, on) = (self.dice.of(&own), self.mark(), self.shown_today());
            let path = format!("/boern/{child}/note");
            let page = self.get(who, &path).await;
            let words = format!("Set barnet hjemme, {mark}.");
            forms.push(self.form(who, &path, &page.hidden("set"), &[("on", &on), ("facts", &words)], &mark));
        }
        forms
    }

    /// The server is killed while people send. They hear nothing, and send again when it is there.
    async fn dies(&mut self) {
        let forms = self.forms().await;
        let mut sent = Vec::new();
        for form in &forms {
            let Some(browser) = self.browser(form.who).await else { continue };
            let (path, mut fields) = (form.path.clone(), form.fields.clone());
            fields.retain(|(field, _)| field != "known");
            sent.push(tokio::spawn(async move { posted(&browser, &path, fields).await.status }));
        }
        // Somebody reads meanwhile.
        let reader = &forms[1];
        let (who, path) = (reader.who, format!("/boern/{}", child_of(&reader.path).expect("a child")));
        if let Some(browser) = self.browser(who).await {
            *self.told.maybe.entry((self.people[who].staff.id, child_of(&path).expect("a child"))).or_default() += 1;
            sent.push(tokio::spawn(async move { browser.get(&path).await.status }));
        }
        // At any moment: before the first is answered, between two, after the last but one; and some way into what comes then.
        let answers = self.dice.below(sent.len());
        while sent.iter().filter(|one| one.is_finished()).count() < answers {
            tokio::time::sleep(Duration::from_micros(100)).await;
        }
        tokio::time::sleep(Duration::from_micros(self.dice.below(3_000) as u64)).await;
        let mut answered = 0;
        for one in sent {
            answered += u32::from(one.is_finished());
            one.abort();
        }
        self.place.killed().await;
        let here = self.place.nobody();
        let left = self.left.as_mut().map(|left| &mut left.browser);
        for browser in self.people.iter_mut().filter_map(|one| one.browser.as_mut()).chain(left) {
            *browser = browser.at_pages_of(&here);
        }
        self.killed.push(answered);
        self.event("killed");
        for form in forms {
            let answer = self.notifies_or_sends(form).await;
            assert_eq!(answer, Answer::Saved, "sent again after the server was killed: {}", self.failure);
        }
    }

    async fn notifies_or_sends(&mut self, form: Form) -> Answer {
        if form.path.starts_with("/modtagelsen/ny") { self.notifies(form).await } else { self.send(&form).await }
    }

    /// The disk fills up in the middle of the day, and somebody makes room.
    async fn fills_up(&mut self) {
        let forms = self.forms().await;
        let Some(filler) = self.place.filled().await else {
            self.event("the disk cannot be filled here");
            return;
        };
        self.event("the disk is full");
        for form in &forms {
            let answer = self.notifies_or_sends(form.clone()).await;
            assert_eq!(answer, Answer::Failed, "saved on a full disk, or refused for another reason: {form:?}");
        }
        let reader = &forms[1];
        let child = child_of(&reader.path).expect("a child");
        let page = self.get(reader.who, &format!("/boern/{child}")).await;
        let name = self.children.iter().find(|(_, one)| **one == child).map(|(name, _)| name.clone()).expect("a name");
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "a look that could not be logged was let through");
        assert!(!page.says(&name), "a look that could not be logged was shown");
        drop(filler);
        self.event("there is room again");
        for form in forms {
            let answer = self.notifies_or_sends(form).await;
            assert_eq!(answer, Answer::Saved, "sent again when there is room");
        }
        self.filled += 1;
    }

    /// Somebody leaves at once. Their browser is still open, with a form in it.
    async fn leaves(&mut self, who: usize) {
        let own = self.own(who).await;
        let child = own.first().copied().expect("a caseworker has children");
        let path = format!("/boern/{child}/note");
        let page = self.get(who, &path).await;
        let (mark, on) = (self.mark(), self.shown_today());
        let words = format!("Skrevet, før jeg gik, {mark}.");
        let form = self.form(who, &path, &page.hidden("set"), &[("on", &on), ("facts", &words)], &mark);
        let browser = self.browser(who).await.expect("they are in");
        let staff = self.people[who].staff.clone();
        let leader = self.people.iter().find(|one| one.staff.role == Role::TeamLeader && one.staff.unit == staff.unit).expect("a leader");
        let (heir, trin) = (leader.staff.clone(), StaffId::from_label("Trin"));
        let (strategy, now) = (self.place.strategy.clone(), self.place.now());
        let moved = self.place.beside(async |store| store.leave(&strategy, now, trin, &staff, Some(&heir), "Er stoppet").await).await;
        assert_eq!(moved.expect("they leave") as usize, own.len(), "every child of theirs went to their leader");
        self.people[who].staff.is_active = false;
        self.people[who].browser = Some(browser.clone());
        let names = self.children.keys().cloned().collect();
        self.left = Some(Left { staff: staff.id, at: self.place.clock.truth(), browser, child, names });
        self.event(format!("{} leaves, {} children move", staff.name, own.len()));
        self.tries_as_leaver(&["/min-dag"]).await;
        let answer = self.send(&form).await;
        assert_eq!(answer, Answer::LoggedOut, "somebody who has left wrote");
    }

    /// The browser that was left open is tried, and the door.
    pub async fn tries_as_leaver(&mut self, more: &[&str]) {
        let Some(left) = &self.left else { return };
        let (own, note) = (format!("/boern/{}", left.child), format!("/boern/{}/note", left.child));
        let paths = [own.as_str(), note.as_str(), "/boern", "/mig/sessioner"].into_iter().chain(more.iter().copied());
        for path in paths {
            let page = left.browser.get(path).await;
            assert!(page.status == StatusCode::SEE_OTHER && page.to == "/", "{path} answered somebody who has left with {}", page.status);
            assert!(!left.names.iter().any(|name| page.says(name)), "{path} told somebody who has left of a child");
        }
        let proof = left.browser.post("/bekraeft", &[("hvorfor", "laas"), ("til", "/min-dag")]).await;
        assert_eq!(proof.to, "/", "somebody who has left unlocks nothing");
        let entered = self.place.nobody().post("/ind", &[("person", &left.staff.to_string())]).await;
        assert_ne!(entered.status, StatusCode::SEE_OTHER, "somebody who has left comes in");
    }

    /// A caseworker looks for a child of another team, and opens it in an emergency that is none.
    async fn is_nosy(&mut self, who: usize) {
        let Some(child) = self.a_strangers(who).await else { return };
        let by = self.people[who].staff.id;
        let path = format!("/boern/{child}");
        let at = self.place.now();
        let page = self.get(who, &path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "a child of another team is shown");
        self.nosy.push(Nosy { by, child: Some(child), at, why: Why::NoRelation });
        self.event(format!("{} asks for another's child", self.people[who].staff.name));
        if self.nosy.len() > 1 && self.dice.one_in(2) {
            return;
        }
        let door = format!("{path}/noedadgang");
        self.get(who, &door).await;
        let key = self.key();
        let fields = [("key", key.as_str()), ("reason", "child-in-danger"), ("text", "Jeg er bekymret.")];
        let browser = self.browser(who).await.expect("in");
        assert_eq!(browser.post(&door, &fields).await.status, StatusCode::FORBIDDEN, "who one is, first");
        self.prove(who, &browser, "bevis", &door).await;
        let browser = self.browser(who).await.expect("in");
        assert_eq!(browser.post(&door, &fields).await.status, StatusCode::SEE_OTHER, "an emergency access is recorded, not prevented");
        let at = self.place.now();
        assert_eq!(self.get(who, &path).await.status, StatusCode::OK, "it is open");
        self.nosy.push(Nosy { by, child: Some(child), at, why: Why::Emergency });
        self.event(format!("{} opens it in an emergency", self.people[who].staff.name));
    }

    /// An open child somebody has nothing to do with: with their own surname first.
    async fn a_strangers(&mut self, who: usize) -> Option<ChildId> {
        let staff = self.people[who].staff.clone();
        let surname = staff.name.split(' ').next_back().expect("a name").to_owned();
        let units: Vec<_> = self.people.iter().map(|one| (one.staff.id, one.staff.unit)).collect();
        let unit_of = |of: StaffId| units.iter().find(|(one, _)| *one == of).map(|(_, unit)| *unit);
        let mut children: Vec<(bool, ChildId)> = self
            .children
            .iter()
            .map(|(name, child)| (!name.ends_with(&surname), *child))
            .filter(|(_, child)| !self.asked_for(*child))
            .collect();
        children.sort_unstable();
        for (_, child) in children {
            let Some(record) = self.place.store.record(child).await.expect("the store") else { continue };
            let state = record.state();
            let is_strange = grant(&state, &self.place.strategy, &staff, unit_of, self.place.now()).is_none();
            if state.is_open && is_strange && !state.took_part(staff.id) {
                return Some(child);
            }
        }
        None
    }

    fn asked_for(&self, child: ChildId) -> bool {
        self.nosy.iter().any(|look| look.child == Some(child))
    }

    /// The head of department opens one child after another.
    async fn browses(&mut self) {
        let Some(head) = self.at_work(Role::HeadOfDepartment).first().copied() else { return };
        let at = self.place.now();
        let children: Vec<ChildId> = self.children.values().copied().collect();
        let mut opened = 0;
        for child in children {
            opened += u32::from(self.get(head, &format!("/boern/{child}")).await.status == StatusCode::OK);
            if opened == 42 {
                break;
            }
        }
        if opened == 42 {
            self.nosy.push(Nosy { by: self.people[head].staff.id, child: None, at, why: Why::ManyChildren });
        }
        self.event(format!("the head of department opens {opened} children in a row"));
    }
}
