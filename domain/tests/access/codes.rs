//! What reasons and holders are called where they are kept, and whom a step shuts out.

use super::*;
use std::collections::BTreeSet;
use trin_domain::access::shut_out;

#[test]
fn a_holder_is_called_what_the_store_and_the_matrix_call_it() {
    let (who, unit) = (staff("ida"), mine());
    let called = [
        (Holder::Staff(who), "staff"),
        (Holder::Everyday(unit), "everyday"),
        (Holder::Provider(unit), "provider"),
        (Holder::LeadersOf(who), "leaders"),
        (Holder::Intake, "intake"),
        (Holder::Oversight, "oversight"),
    ];
    for (holder, code) in called {
        assert_eq!(holder.kind(), code);
    }
}

#[test]
fn a_reason_has_a_name_of_its_own_and_the_entry_it_rests_on() {
    let no = EntryNo(7);
    let resting = [
        (Because::CoWorker(no), "co-worker"),
        (Because::Offered(no), "offered"),
        (Because::Closed(no), "closed"),
        (Because::Notification(no), "notification"),
        (Because::Owed(no), "owed"),
        (Because::Glass(no), "glass"),
        (Because::GlassToReview(no), "glass-to-review"),
        (Because::Enrolled(no), "enrolled"),
        (Because::GivesHelp(no), "gives-help"),
        (Because::Meets(no), "meets"),
    ];
    let others = [
        (Because::Responsible, "responsible"),
        (Because::Leads, "leads"),
        (Because::NobodyResponsible, "nobody-responsible"),
        (Because::Oversees, "oversees"),
        (Because::Known, "known"),
        (Because::RetentionEnded, "retention-ended"),
    ];
    for (because, code) in resting {
        assert_eq!((because.code(), because.entry()), (code, Some(no)));
    }
    for (because, code) in others {
        assert_eq!((because.code(), because.entry()), (code, None));
    }
    let codes: BTreeSet<&str> = resting.iter().chain(&others).map(|(because, _)| because.code()).collect();
    assert_eq!(codes.len(), resting.len() + others.len());
}

#[test]
fn a_restriction_shuts_out_whose_access_rests_on_nothing_stronger_and_nobody_else() {
    // A pedagogue where the child goes, a co-worker, and a day-care the child has left.
    let gone = UnitId::from_label("left");
    let facts = vec![
        enrolled(gone, date(2023, 1, 1)),
        left(date(2023, 12, 31)),
        enrolled(elsewhere(), date(2024, 1, 1)),
        co_worker(date(2024, 5, 1), None),
    ];
    let before = relate(facts.clone());
    let after = relate(facts.into_iter().chain([restricted()]).collect());
    let out = shut_out(&before.record.state(), &after.record.state(), strategy(), now());
    let holders: Vec<Holder> = out.iter().map(|grant| grant.holder).collect();
    assert!(holders.contains(&Holder::Everyday(elsewhere())), "{holders:?}");
    assert!(holders.contains(&Holder::Oversight), "{holders:?}");
    assert!(!holders.contains(&Holder::Everyday(gone)), "what is over shuts nobody out: {out:?}");
    for stays in [Holder::Staff(staff("ida")), Holder::LeadersOf(staff("ida")), Holder::Staff(staff("me"))] {
        assert!(!holders.contains(&stays), "{stays:?} is told to be shut out: {out:?}");
    }
    // Nothing written, nobody shut out.
    assert_eq!(shut_out(&before.record.state(), &before.record.state(), strategy(), now()), vec![]);
}

#[test]
fn whoever_sees_less_afterwards_is_shut_out_of_the_rest() {
    let facts: Vec<Fact> = [co_worker(date(2024, 5, 1), None)].into_iter().chain(meeting(1, None)).collect();
    let before = relate(facts.clone());
    let ended = Fact::CoWorkerEnded(CoWorkerEnded { co_worker: EntryNo(6), on: TODAY });
    let after = relate(facts.into_iter().chain([ended]).collect());
    let out = shut_out(&before.record.state(), &after.record.state(), strategy(), now());
    let reasons: Vec<Because> = out.iter().map(|grant| grant.because).collect();
    assert_eq!(reasons, vec![Because::CoWorker(EntryNo(6))], "the meeting is still theirs, and the case is not");
}
