//! Children who live away from home: visits, the way home, prolongation.

use super::follow_up::after;
use super::{Event, Life};
use crate::practice;
use crate::texts::{Stage, placement as texts};
use jiff::Timestamp;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::record::{Fact, PlacementProlonged, ReturnHomeReviewed, SupervisionVisited};

impl Life<'_> {
    /// Arranges what a placement owes the child.
    pub(super) fn placed(&mut self, at: Timestamp, help: usize) {
        let on = day_of(at);
        self.next_visit(at, help, true);
        if let Some(review) = &self.strategy.return_home_review {
            let due = after(review.after, on);
            let drawn = self.chance.unit();
            if drawn < practice::REVIEW_IN_TIME {
                let early = self.chance.between(0, 20);
                self.arrange_after(days_after(due, -early), 0, Event::ReviewHome(help));
            } else if drawn < practice::REVIEW_EVER {
                let late = self.chance.between(10, 120);
                self.arrange_after(due, late, Event::ReviewHome(help));
            }
        }
        if let Some(maximum) = &self.strategy.placement_maximum {
            let due = after(maximum.after, on);
            let drawn = self.chance.unit();
            if drawn < practice::PROLONGED_IN_TIME {
                let early = self.chance.between(0, 25);
                self.arrange_after(days_after(due, -early), 0, Event::Prolong(help));
            } else if drawn < practice::PROLONGED_EVER {
                let late = self.chance.between(10, 150);
                self.arrange_after(due, late, Event::Prolong(help));
            }
        }
    }

    fn next_visit(&mut self, at: Timestamp, help: usize, is_first: bool) {
        let days = if is_first {
            self.chance.around(95.0, 0.4)
        } else if self.chance.is(practice::VISITED_IN_TIME) {
            f64::from(self.chance.between(120, 178))
        } else {
            f64::from(self.chance.between(190, 320))
        };
        self.arrange_after(day_of(at), days as i32, Event::Visit(help));
    }

    pub(super) fn visit(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.has_ended || this.started_on.is_none() || self.is_grown(at) {
            return;
        }
        let no = this.no;
        let words = self.words(at);
        let talked_with_child = words.stage > Stage::Infant && self.chance.is(practice::TALKED_AT_VISIT);
        let templates: &[&str] = match (talked_with_child, words.stage) {
            (true, _) => texts::VISITS,
            (false, Stage::Infant) => texts::VISITS_TO_INFANTS,
            (false, _) => texts::VISITS_WITHOUT_TALK,
        };
        let note = words.one(self.chance, templates);
        let by = self.responsible();
        self.write(
            at,
            by,
            vec![Fact::SupervisionVisited(SupervisionVisited { intervention: no, on: day_of(at), talked_with_child, note })],
        );
        self.next_visit(at, help, false);
    }

    pub(super) fn review_home(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.has_ended || this.started_on.is_none() {
            return;
        }
        let (no, ends_on) = (this.no, this.ends_on);
        let on = day_of(at);
        let less_intrusive_possible = ends_on < days_after(on, 150);
        let reason = self.text(at, if less_intrusive_possible { texts::CAN_RETURN } else { texts::CANNOT_RETURN });
        let by = self.responsible();
        let reviewed = ReturnHomeReviewed { intervention: no, on, less_intrusive_possible, reason };
        self.write(at, by, vec![Fact::ReturnHomeReviewed(reviewed)]);
    }

    pub(super) fn prolong(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.has_ended || this.started_on.is_none() || this.ends_on < days_after(day_of(at), 40) {
            return;
        }
        let no = this.no;
        let reason = self.text(at, texts::PROLONGED);
        let by = self.responsible();
        self.write(at, by, vec![Fact::PlacementProlonged(PlacementProlonged { intervention: no, on: day_of(at), reason })]);
    }
}
