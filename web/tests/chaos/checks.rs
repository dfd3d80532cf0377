//! What must be so: each day, and when the month is over.

use super::events::Nosy;
use super::people::{Answer, Town, child_of, links};
use crate::support::Page;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::duties::{self, Due, DutyKind, Standing};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_domain::oversight::Why;
use trin_domain::record::{Fact, Record};
use trin_store::{LogResult, Logged};
use uuid::Uuid;

/// A line of a list of what is owed: the child, what, and until when, as the page has them.
type Line = (ChildId, String, String);

/// Which duty a due date is of: child, kind, about, counted from, and which of several.
type Of = (String, String, i64, i64, i64);

impl Town {
    /// At the end of each day: nobody is without somebody, and no date that was promised has moved to a later one.
    pub async fn day_is_sound(&mut self) {
        let dropped: Vec<(String,)> = self
            .place
            .rows("SELECT c.id FROM child c LEFT JOIN staff s ON s.id = c.responsible WHERE c.is_open = 1 AND COALESCE(s.is_active, 0) = 0")
            .await;
        assert!(dropped.is_empty(), "open children without somebody who is here: {dropped:?}");
        let rows: Vec<(String, String, i64, i64, i64, i64)> =
            self.place.rows("SELECT child, kind, about, counted_from, nth, late_from FROM duty").await;
        for (child, kind, about, counted_from, nth, late_from) in rows {
            let of: Of = (child, kind, about, counted_from, nth);
            if let Some(before) = self.promised.get(&of) {
                assert!(late_from <= *before, "{of:?} is due later than it was");
            }
            self.promised.insert(of, late_from);
        }
        self.tries_as_leaver(&[]).await;
    }

    /// Whoever is responsible and at work can open the child, also after a clock was put right.
    pub async fn the_responsible_see_theirs(&mut self) {
        let today = self.today();
        let open: Vec<(String, String)> = self.place.rows("SELECT id, responsible FROM child WHERE is_open = 1 ORDER BY id").await;
        for (child, responsible) in open {
            let who = self.who(StaffId::new(Uuid::parse_str(&responsible).expect("an id"))).expect("somebody");
            if self.people[who].is_here(today) {
                let page = self.get(who, &format!("/boern/{child}")).await;
                assert_eq!(page.status, StatusCode::OK, "{} is responsible and cannot open the child", self.people[who].staff.name);
            }
        }
    }

    async fn records(&self) -> Vec<Record> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let some = self.place.store.records_after(after, 50).await.expect("records");
            let Some(last) = some.last() else { return all };
            after = Some(last.child);
            all.extend(some);
        }
    }

    /// When the month is over.
    pub async fn all_is_sound(&mut self) {
        let report = self.place.store.verify(&self.place.strategy).await.expect("it verifies");
        assert!(report.is_sound(), "{report:#?}");
        assert_eq!(self.place.store.check_samples().await.expect("the draws"), Vec::<String>::new());
        let records = self.records().await;
        self.nothing_is_lost_or_doubled(&records);
        self.each_child_has_one_who_is_here(&records);
        self.what_is_owed_is_met_or_listed(&records).await;
        let log = self.place.store.log_between(Timestamp::MIN, Timestamp::MAX).await.expect("the log");
        self.every_look_is_in_the_log(&log);
        self.who_left_saw_nothing(&log);
        self.nosy_looks_are_found(&log).await;
    }

    fn nothing_is_lost_or_doubled(&mut self, records: &[Record]) {
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let mut marks: BTreeMap<String, u32> = BTreeMap::new();
        for record in records {
            *names.entry(record.state().name().to_owned()).or_default() += 1;
            for entry in record.entries() {
                let text = format!("{:?}", entry.fact);
                // The reason of a screening is the reason of the assessment it opens.
                let is_told_twice = matches!(entry.fact, Fact::AssessmentOpened(_));
                let mark = text.split_once("mærke").filter(|_| !is_told_twice).map(|(_, rest)| format!("mærke{}", &rest[..5]));
                if let Some(mark) = mark {
                    *marks.entry(mark).or_default() += 1;
                }
                // The clock of 24 hours runs from when it came, however the server's own clock went.
                if let Fact::NotificationReceived(what) = &entry.fact
                    && let Some((_, rest)) = what.concern.split_once("mærke")
                {
                    let came = self.received[&format!("mærke{}", &rest[..5])];
                    let late = what.received_at.duration_since(came);
                    assert!((-65..=0).contains(&late.as_mins()), "a notification of {came} is written as of {}", what.received_at);
                }
            }
        }
        let twice: Vec<_> = names.iter().chain(&marks).filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "doubled: {twice:?}");
        for (mark, answer) in &self.told.forms {
            let is_there = marks.contains_key(mark);
            match answer {
                Answer::Saved => assert!(is_there, "{mark} was answered as saved, and is lost"),
                _ => assert!(!is_there, "{mark} was answered with {answer:?}, and is there"),
            }
        }
        let unknown: Vec<_> = marks.keys().filter(|mark| !self.told.forms.contains_key(*mark)).collect();
        assert!(unknown.is_empty(), "nobody was told that these were saved: {unknown:?}");
        let notifications = self.received.keys().filter(|mark| self.told.forms.get(*mark) == Some(&Answer::Saved)).count();
        assert_eq!(notifications, self.received.len(), "a notification that came is not there");
    }

    fn each_child_has_one_who_is_here(&self, records: &[Record]) {
        for record in records {
            let state = record.state();
            let has = state.responsible.and_then(|responsible| self.who(responsible.staff));
            assert!(!state.is_open || has.is_some_and(|who| self.people[who].staff.is_active), "{} has nobody who is here", record.child);
        }
    }

    /// What is owed is met, or on the list of whoever it falls to; what is late in an open case, on a leader's list too.
    async fn what_is_owed_is_met_or_listed(&mut self, records: &[Record]) {
        let (mut own, mut shared, mut led, mut glass) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        for who in 0..self.people.len() {
            let staff = self.people[who].staff.clone();
            if !staff.is_active || !trin_domain::access::is_authority(staff.role) {
                continue;
            }
            let late = self.lines(who, "/min-dag?liste=forfaldne").await;
            let coming = self.lines(who, "/min-dag").await;
            own.insert(staff.id, late.into_iter().chain(coming).collect::<BTreeSet<Line>>());
            if matches!(staff.role, Role::Intake | Role::TeamLeader) {
                shared.entry(staff.role).or_insert_with(BTreeSet::new).extend(self.lines(who, "/min-dag?liste=faelles").await);
            }
            if matches!(staff.role, Role::TeamLeader | Role::HeadOfDepartment) {
                led.extend(self.lines(who, "/team/forfaldne").await);
                let day = self.get(who, "/min-dag").await;
                glass.extend(links(&day, "/boern/").iter().filter(|link| link.ends_with("/adgang")).filter_map(|link| child_of(link)));
            }
        }
        let now = self.place.now();
        for record in records {
            let state = record.state();
            let all = duties::of(&state, &self.place.strategy);
            for duty in &all {
                let standing = duty.standing(now);
                self.owed.entry(standing).and_modify(|count| *count += 1).or_insert(1);
                let is_late = standing == Standing::Late;
                if !is_late && standing != Standing::Owed {
                    continue;
                }
                // An assessment and the preliminary one about the same are one line.
                let is_part = duty.kind == DutyKind::PreliminaryAssessment
                    && all.iter().any(|other| other.kind == DutyKind::Assessment && other.about == duty.about && other.met.is_none());
                let due = match duty.due() {
                    Due::At(at) => at.to_string(),
                    Due::On(on) => on.to_string(),
                };
                let line: Line = (record.child, duty.kind.da().to_owned(), due);
                let holder = duty.responsible.and_then(|staff| own.get(&staff));
                let is_listed = match holder {
                    Some(lines) => lines.contains(&line),
                    None => {
                        shared.get(&duty.role).is_some_and(|lines| lines.contains(&line))
                            || (duty.responsible.is_some() && led.contains(&line))
                    }
                };
                let is_reviewed = duty.kind == DutyKind::GlassReview && glass.contains(&record.child);
                let with = duty.responsible.and_then(|staff| self.who(staff)).map_or("nobody", |who| self.people[who].staff.name.as_str());
                assert!(
                    is_listed || is_part || is_reviewed,
                    "owed and on nobody's list: {line:?}, {standing:?}, falls to {:?} ({with})",
                    duty.role
                );
                assert!(!is_late || !state.is_open || is_part || led.contains(&line), "late and on no leader's list: {line:?} ({with})");
            }
        }
    }

    /// All lines of a list, from its first page to its last.
    async fn lines(&mut self, who: usize, path: &str) -> Vec<Line> {
        let (mut lines, mut next) = (Vec::new(), path.to_owned());
        loop {
            let page = self.get(who, &next).await;
            assert_eq!(page.status, StatusCode::OK, "{next}");
            lines.extend(lines_of(&page));
            match page.body.split_once("rel=\"next\"").and_then(|(before, _)| before.rsplit_once("href=\"")) {
                Some((_, link)) => next = link.split('"').next().expect("an address").replace("&amp;", "&"),
                None => return lines,
            }
        }
    }

    /// Each page about a child that was shown is a row, and no row tells of a page nobody asked for.
    fn every_look_is_in_the_log(&self, log: &[Logged]) {
        let mut rows: BTreeMap<(StaffId, ChildId), u32> = BTreeMap::new();
        let pages = ["GET /boern/{id}", "GET /modtagelsen/{id}"];
        for row in
            log.iter().filter(|row| row.body.result == LogResult::Shown && pages.iter().any(|page| row.body.action.starts_with(page)))
        {
            *rows.entry((row.body.actor, row.body.child.expect("about one"))).or_default() += 1;
            assert!(!row.body.purpose.is_empty() && row.body.purpose != "none", "a look without a purpose: {row:?}");
        }
        for (look, shown) in &self.told.shown {
            let (found, maybe) = (rows.remove(look).unwrap_or(0), self.told.maybe.get(look).copied().unwrap_or(0));
            assert!((*shown..=shown + maybe).contains(&found), "{found} rows of {shown} looks of {look:?}");
        }
        rows.retain(|look, count| self.told.maybe.get(look).is_none_or(|maybe| *count > *maybe));
        assert!(rows.is_empty(), "rows of looks nobody took: {rows:?}");
    }

    fn who_left_saw_nothing(&self, log: &[Logged]) {
        let left = self.left.as_ref().expect("somebody left");
        // The clock that is a day ahead dates rows a day ahead: the order of the rows is the order of things.
        let end = log.iter().find(|row| row.body.purpose == "staff-leaves").map_or(i64::MAX, |row| row.id);
        // That they were not let in is in the log too.
        let tells = |row: &&Logged| row.body.child.is_some() || !row.body.children.is_empty();
        let after: Vec<_> = log.iter().filter(|row| row.body.actor == left.staff && row.id > end && tells(row)).collect();
        assert!(after.is_empty(), "after {} left: {after:?}", left.at);
    }

    /// Each look without business is in the log with its purpose, in the family's view, and among what is drawn to be reviewed.
    async fn nosy_looks_are_found(&mut self, log: &[Logged]) {
        let drawn: Vec<(i64, String)> = self.place.rows("SELECT entry, why FROM sample").await;
        assert!(self.nosy.iter().any(|look| look.why == Why::Emergency), "nobody was nosy");
        for look in self.nosy.clone() {
            let wanted = if look.why == Why::NoRelation { LogResult::Refused } else { LogResult::Shown };
            let is_near = |row: &&Logged| {
                let near = (row.body.at - look.at.as_microsecond()).abs() < SignedDuration::from_mins(20).as_micros() as i64;
                near && row.body.actor == look.by && (look.child.is_none() || row.body.child == look.child)
            };
            let near: Vec<&Logged> = log.iter().filter(is_near).collect();
            let rows: Vec<&Logged> = near.iter().copied().filter(|row| row.body.result == wanted).collect();
            assert!(!rows.is_empty(), "not in the log: {look:?}");
            // The first look of a kind stands for those after it: the way to an emergency access is part of it.
            let is_drawn = drawn.iter().any(|(entry, why)| why == look.why.code() && near.iter().any(|row| row.id == *entry));
            assert!(is_drawn, "not among what is drawn: {look:?}");
            if let Some(child) = look.child {
                self.the_family_sees(child, &look, rows.iter().map(|row| row.id).collect()).await;
            }
        }
        // And everything else the rules always draw: refused, in an emergency, once for each person and child at least.
        let of = |row: &Logged| (row.body.actor, row.body.child);
        let refused: BTreeSet<_> = log
            .iter()
            .filter(|row| row.body.result == LogResult::Refused && row.body.child.is_some() && row.body.purpose != "emergency")
            .map(of)
            .collect();
        let is_drawn: BTreeSet<_> =
            log.iter().filter(|row| drawn.iter().any(|(entry, why)| *entry == row.id && why == "no-relation")).map(of).collect();
        assert_eq!(refused, is_drawn, "who asked for a child without a relation, and what is drawn of it");
    }

    async fn the_family_sees(&mut self, child: ChildId, look: &Nosy, rows: Vec<i64>) {
        let record = self.place.store.record(child).await.expect("the store").expect("a child");
        let Some(who) = record.state().responsible.and_then(|responsible| self.who(responsible.staff)) else { return };
        let (mut shown, mut next) = (Vec::new(), format!("/boern/{child}/opslag?alle=ja"));
        loop {
            let page = self.get(who, &next).await;
            assert_eq!(page.status, StatusCode::OK, "{next}");
            let table = page.body.split_once("<tbody").and_then(|(_, rest)| rest.split_once("</tbody>")).expect("a table").0;
            shown.extend(table.split("class=\"proof\">").skip(1).filter_map(|line| line.split(' ').next()?.parse::<i64>().ok()));
            match page.body.split_once("rel=\"next\"").and_then(|(before, _)| before.rsplit_once("href=\"")) {
                Some((_, link)) => next = link.split('"').next().expect("an address").replace("&amp;", "&"),
                None => break,
            }
        }
        assert!(rows.iter().all(|row| shown.contains(row)), "the family does not see {look:?}: rows {rows:?}");
    }
}

fn lines_of(page: &Page) -> Vec<Line> {
    let mut lines = Vec::new();
    for rest in page.body.split("<p class=\"what\">").skip(1) {
        let line = rest.split("</p>").next().unwrap_or_default();
        let Some(child) = line.split_once("class=\"child\" href=\"").and_then(|(_, link)| child_of(link.split('"').next()?)) else {
            continue;
        };
        let Some((what, due)) = line.split_once(" · ").and_then(|(_, rest)| rest.split_once("<span class=\"due")) else { continue };
        let due = due.split_once("datetime=\"").and_then(|(_, at)| at.split('"').next()).unwrap_or_default();
        lines.push((child, without_tags(what), due.to_owned()));
    }
    lines
}

fn without_tags(html: &str) -> String {
    let (mut text, mut is_tag) = (String::new(), false);
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.trim().to_owned()
}
