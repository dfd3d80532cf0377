//! How the family sees an entry: written from the entry, and shown with it wherever it is shown.

use crate::support::{HELP, TODAY, Town};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{RelationKind, Role};
use trin_domain::record::*;

/// Noah with a plan (8) and a goal (9), and a mother with custody (10).
async fn noah(town: &Town) -> ChildId {
    let (child, _) = town.planned().await;
    let mother = RelationAdded {
        relation: RelationKind::Mother,
        name: "Sanne <b>Holm".to_owned(),
        child: None,
        has_custody: true,
        on: date(2016, 4, 2),
    };
    town.write(child, Role::Caseworker, vec![Fact::RelationAdded(mother)]).await;
    child
}

#[tokio::test]
async fn a_custody_holders_words_are_written_from_the_entry_and_stand_with_it_unfolded() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = town.as_caseworker().await;
    let address = format!("/boern/{child}/post/6/syn");
    mette.get(&format!("/boern/{child}")).await.must(StatusCode::OK, &[&address]);
    let form = mette.get(&address).await;
    form.must(StatusCode::OK, &["Noah Holm, barnet selv", "Sanne &lt;b&gt;Holm, mor, forældremyndighed", "En anden"]);
    let said = "Vi bad om en anden slags hjælp.\nDet skriver I ikke.";
    let saved = mette.fill(&address, &[("party", "10"), ("text", said), ("on", "2026-05-10")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    mette.get(&saved.to).await.must(StatusCode::OK, &["Deres syn er gemt ved posten."]);
    let record = town.record(child).await;
    let Fact::ViewAttached(view) = &record.entries().last().expect("an entry").fact else { panic!("a view was written") };
    assert_eq!((view.entry, view.relation, view.text.as_str()), (HELP, Some(EntryNo(10)), said));
    // On the child's page it stands outside what is folded, so that it is read and printed with the entry.
    let page = mette.get(&format!("/boern/{child}?post=6")).await;
    let (_, entry) = page.body.split_once("id=\"entry-6\"").expect("the help");
    let (entry, _) = entry.split_once("</li>").expect("its end");
    let (_, after) = entry.rsplit_once("</details>").expect("what unfolds");
    let words = ["Sanne &lt;b&gt;Holm, mor, forældremyndighed ser det anderledes", "Vi bad om en anden slags hjælp.", "Skrevet ind"];
    for word in words.into_iter().chain(["10. maj", "Mette Holm, Rådgiver"]) {
        assert!(after.contains(word), "“{word}” is not beside the entry: {after}");
    }
    // And where the help is read by itself, by everybody who sees it.
    for (role, who) in [(Role::Caseworker, "Sanne &lt;b&gt;Holm, mor, forældremyndighed"), (Role::Provider, "Familien")] {
        let page = town.as_role(role).await.get(&format!("/boern/{child}/indsats/6")).await;
        page.must(StatusCode::OK, &[&format!("{who} ser det anderledes"), "Vi bad om en anden slags hjælp."]);
        assert_eq!(page.says("Sanne"), role == Role::Caseworker, "the family's names are for those who see the network");
        // Unfolded on the child's page too.
        let page = town.as_role(role).await.get(&format!("/boern/{child}")).await;
        page.must(StatusCode::OK, &["Vi bad om en anden slags hjælp."]);
        assert_eq!(page.says("Sanne"), role == Role::Caseworker);
    }
    // Nobody corrects it; a correction of the entry leaves it.
    let no = record.version().0;
    assert_eq!(mette.get(&format!("/boern/{child}/post/{no}/ret")).await.status, StatusCode::NOT_FOUND);
    let fields = [("f-purpose", "Ro om morgenen."), ("reason", "Upræcist.")];
    mette.fill(&format!("/boern/{child}/post/6/ret"), &fields).await;
    mette.get(&format!("/boern/{child}/indsats/6")).await.must(StatusCode::OK, &["Ro om morgenen.", "Vi bad om en anden slags hjælp."]);
}

#[tokio::test]
async fn the_plan_and_its_goals_are_printed_with_how_the_child_sees_them() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = town.as_caseworker().await;
    for (no, text) in [(8, "Jeg vil hellere spille bold."), (9, "Det er ikke et mål for mig.")] {
        mette.fill(&format!("/boern/{child}/post/{no}/syn"), &[("party", "barn"), ("text", text), ("on", "2026-05-11")]).await;
    }
    let plan = mette.get(&format!("/boern/{child}/plan")).await;
    plan.must(
        StatusCode::OK,
        &["Noah Holm, barnet selv ser det anderledes", "Jeg vil hellere spille bold.", "Det er ikke et mål for mig."],
    );
}

#[tokio::test]
async fn what_is_missing_or_not_possible_is_said_and_nothing_is_written() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = town.as_caseworker().await;
    let address = format!("/boern/{child}/post/6/syn");
    let today = TODAY.to_string();
    let before = town.record(child).await.version();
    let long = "a".repeat(201);
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("nobody said it", &[("text", "Nej.")]),
        ("nobody of the child's", &[("party", "6"), ("text", "Nej.")]),
        ("somebody without a name", &[("party", "anden"), ("text", "Nej.")]),
        ("a name too long", &[("party", "anden"), ("who", &long), ("text", "Nej.")]),
        ("two at once", &[("party", "barn"), ("who", "Karen, farmor"), ("text", "Nej.")]),
        ("no words", &[("party", "barn"), ("text", " ")]),
        ("tomorrow", &[("party", "barn"), ("text", "Nej."), ("on", "2027-01-01")]),
    ];
    for (why, fields) in cases {
        let mut fields = fields.to_vec();
        if !fields.iter().any(|(name, _)| *name == "on") {
            fields.push(("on", &today));
        }
        let page = mette.fill(&address, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    }
    assert_eq!(town.record(child).await.version(), before);
    let other = [("party", "anden"), ("who", "Karen Holm, farmor"), ("text", "Nej."), ("on", today.as_str())];
    assert_eq!(mette.fill(&address, &other).await.status, StatusCode::SEE_OTHER);
    mette.get(&address).await.must(StatusCode::OK, &["Karen Holm, farmor ser det anderledes"]);
    assert_eq!(mette.get(&format!("/boern/{child}/post/99/syn")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.as_role(Role::Provider).await.get(&address).await.status, StatusCode::NOT_FOUND, "who does not write notes");
}
