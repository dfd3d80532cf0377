//! The style sheet page: every part and every picture with made-up data, as static files to look at.
//!
//! `cargo run -p trin-web --example frame -- FOLDER` writes the pages with their assets into FOLDER; open `index.html` there.

use std::error::Error;
use std::path::Path as Folder;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use maud::{Markup, html};
use trin_domain::rounds::Situation;
use trin_web::assets;
use trin_web::frame::{ChildHeader, Flash, Frame, Leave, Me, Room, Shortcut, page};
use trin_web::parts::button::{self, Weight};
use trin_web::parts::compare::{Side, compare};
use trin_web::parts::duty::{self, Due, DutyView};
use trin_web::parts::field::{self, Choice, Field, Typed};
use trin_web::parts::letter::{Letter, letter};
use trin_web::parts::list::{self, Tone};
use trin_web::parts::table::{Column, table};
use trin_web::parts::timeline::{Entry, timeline};
use trin_web::svg::{self, Flow, Goal, Mark, MarkKind, Promise, Scale, ScalePoint, Stair, Staircase, Step, Stretch};
use trin_web::words::Lang;

const TODAY: Date = date(2026, 5, 9);

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write into")?;
    let folder = Folder::new(&folder);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        std::fs::write(folder.join(asset.url.trim_start_matches('/')), &asset.content)?;
    }
    let now: Timestamp = "2026-05-09T08:10:00Z".parse()?;
    for lang in Lang::ALL {
        let suffix = lang.pick("", "-en");
        for (name, page) in [
            ("index", child_page(lang, now)),
            ("day", day_page(lang, now)),
            ("form", form_page(lang)),
            ("stairs", stairs_page(lang)),
            ("letter", letter_page(lang)),
        ] {
            // Opened from a folder, so the addresses are made relative.
            let text = page.into_string().replace("\"/assets/", "\"assets/");
            std::fs::write(folder.join(format!("{name}{suffix}.html")), text)?;
        }
    }
    for asset in assets::all().iter().filter(|asset| asset.name.ends_with(".css")) {
        let text = String::from_utf8_lossy(&asset.content).replace("\"/assets/", "\"");
        std::fs::write(folder.join(asset.url.trim_start_matches('/')), text)?;
    }
    Ok(())
}

fn frame(lang: Lang, current: Room) -> Frame {
    Frame {
        lang,
        municipality: "Kerteminde Kommune".into(),
        me: Some(Me { name: "Mette Holm".into(), role: lang.pick("rådgiver", "caseworker").into(), leave: Leave::ChoosePerson }),
        rooms: Room::ALL.to_vec(),
        current: Some(current),
        here: current.href().into(),
        ..Frame::default()
    }
}

fn child(now: Timestamp, lang: Lang, is_heading: bool) -> ChildHeader {
    ChildHeader {
        name: "Noah Kirkegaard Lund".into(),
        href: "/boern/1".into(),
        age: "9 år".into(),
        responsible: "Mette Holm".into(),
        position: "Trin 3, hjemmebaseret støtte siden 14. marts; mål: ned på trin 2 inden sommer".into(),
        step: Some((3, 4)),
        next_duty: Some(duty::short(lang, &duties()[1], now)),
        caution: None,
        close: None,
        is_heading,
    }
}

fn duties() -> Vec<DutyView> {
    let view = |what: &str, due, leads: &str, other: Option<(&str, Due)>| DutyView {
        what: what.into(),
        href: Some("#".into()),
        child: None,
        due,
        person: "Mette Holm".into(),
        leads: leads.into(),
        other: other.map(|(who, due)| (who.into(), due)),
        because: vec!["Støtte i hjemmet begyndte 14. marts 2026.".into(), "Seneste opfølgning blev holdt 11. april 2026.".into()],
        rule: "Ved forebyggende hjælp følger vi op første gang efter fire uger og derefter hver anden måned.".into(),
        source: "Lige muligheder 2014, afsnit 2".into(),
        source_href: Some("/strategi".into()),
    };
    vec![
        view("Samtale med Noah før afgørelsen", Due::Day(date(2026, 5, 6)), "loven", None),
        view(
            "Opfølgning på støtte i hjemmet",
            Due::Day(date(2026, 5, 12)),
            "Hvidovres kadence",
            Some(("loven", Due::Day(date(2026, 7, 14)))),
        ),
        view("Børnefaglig undersøgelse afsluttet", Due::Day(date(2026, 8, 2)), "loven", None),
    ]
}

fn a_path() -> svg::Path {
    let step = |number, name: &str| Step { number, name: name.into() };
    let stretch = |from, until, step, label: &str, href: &str| Stretch { from, until, step, label: label.into(), href: href.into() };
    let held = |year, month, day, entry: u32| Mark {
        on: date(year, month, day),
        kind: MarkKind::Held,
        label: "Opfølgning holdt".into(),
        href: format!("#entry-{entry}"),
    };
    let other = |on, kind, label: &str| Mark { on, kind, label: label.into(), href: "#entry-12".into() };
    let score = |year, month, day, value| ScalePoint { on: date(year, month, day), value, href: "#entry-12".into() };
    svg::Path {
        id: "path".into(),
        title: "Noah er på vej ned: fra anbringelse over støtte i hjemmet mod trin 2".into(),
        from: date(2024, 9, 1),
        until: date(2026, 9, 15),
        today: TODAY,
        steps: vec![step(1, "Trivsel og sundhedsfremme"), step(2, "Forebygge"), step(3, "Foranstalte"), step(4, "Anbringe")],
        stretches: vec![
            stretch(date(2024, 10, 7), Some(date(2025, 2, 3)), 2, "Støttepædagog", "#entry-2"),
            stretch(date(2025, 2, 3), Some(date(2025, 6, 16)), 3, "Kontaktperson", "#entry-5"),
            stretch(date(2025, 6, 16), Some(date(2026, 3, 14)), 4, "Netværksplejefamilie", "#entry-8"),
            stretch(date(2026, 3, 14), None, 3, "Hjemgivet med støtte i hjemmet", "#entry-11"),
        ],
        promises: vec![Promise {
            on: date(2026, 6, 20),
            step: Some(2),
            label: "Ned på trin 2 inden sommer".into(),
            href: "#entry-11".into(),
        }],
        marks: vec![
            other(date(2024, 9, 12), MarkKind::Notification, "Underretning fra skolen"),
            other(date(2025, 1, 20), MarkKind::Notification, "Underretning fra sundhedsplejersken"),
            other(date(2025, 1, 28), MarkKind::Notification, "Underretning fra politiet"),
            other(date(2025, 5, 20), MarkKind::Event, "Børnefaglig undersøgelse afsluttet"),
            other(date(2025, 6, 2), MarkKind::Event, "Barnets plan"),
            held(2024, 11, 4, 3),
            held(2025, 1, 6, 4),
            held(2025, 3, 3, 6),
            held(2025, 5, 5, 7),
            held(2025, 7, 14, 9),
            held(2025, 8, 25, 9),
            held(2025, 10, 6, 9),
            held(2025, 11, 17, 10),
            held(2025, 12, 29, 10),
            held(2026, 2, 9, 10),
            held(2026, 4, 11, 12),
            Mark {
                on: date(2026, 5, 12), kind: MarkKind::Owed, label: "Opfølgning på støtte i hjemmet".into(), href: "#entry-12".into()
            },
            Mark {
                on: date(2026, 7, 12), kind: MarkKind::Owed, label: "Opfølgning på støtte i hjemmet".into(), href: "#entry-12".into()
            },
        ],
        scales: vec![Scale {
            label: "Fremmøde i skolen".into(),
            lowest: 0.0,
            highest: 10.0,
            points: vec![
                score(2024, 11, 4, 3.0),
                score(2025, 3, 3, 2.0),
                score(2025, 5, 5, 2.5),
                score(2025, 8, 25, 5.0),
                score(2025, 11, 17, 6.0),
                score(2026, 2, 9, 6.0),
                score(2026, 4, 11, 7.0),
            ],
        }],
    }
}

fn entries() -> Vec<Entry> {
    let entry = |id: u32,
                 day,
                 time: Option<&str>,
                 kind: &str,
                 line: &str,
                 who: &str,
                 role: &str,
                 tags: Vec<(String, Tone)>,
                 more: Option<Markup>| Entry {
        id: format!("entry-{id}"),
        day,
        time: time.map(String::from),
        kind: kind.into(),
        line: line.into(),
        who: who.into(),
        role: role.into(),
        tags,
        more,
        beside: maud::html! {},
    };
    vec![
        entry(
            14,
            TODAY,
            Some("9.12"),
            "Note",
            "Skolen ringer: Noah har været der hver dag siden påske og spiser nu frokost med de andre.",
            "Mette Holm",
            "rådgiver",
            vec![],
            None,
        ),
        entry(
            13,
            TODAY,
            Some("8.40"),
            "Samtale med Noah",
            "»Det er bedst, når far også er hjemme om aftenen.«",
            "Mette Holm",
            "rådgiver",
            vec![],
            Some(html! { p { "Noah fortalte om weekenden. Han vil gerne have, at vi spørger ham igen, før noget ændres." } }),
        ),
        entry(
            12,
            date(2026, 4, 11),
            None,
            "Opfølgning",
            "Fremmøde 7 af 10. Familien mærker mere ro om aftenen. Hjælpen fortsætter.",
            "Mette Holm",
            "rådgiver",
            vec![("Fortsæt".into(), Tone::Work)],
            Some(html! { p { "Næste opfølgning senest 12. maj 2026." } }),
        ),
        entry(
            11,
            date(2026, 3, 14),
            None,
            "Hjemgivet",
            "Noah er flyttet hjem. Støtte i hjemmet otte timer om ugen.",
            "Mette Holm",
            "rådgiver",
            vec![("Et trin ned".into(), Tone::Down)],
            Some(html! { p { "Mål: ned på trin 2 inden sommer." } }),
        ),
        entry(
            8,
            date(2025, 6, 16),
            None,
            "Anbringelse",
            "Noah er flyttet til sin moster og onkel.",
            "Søren Dahl",
            "rådgiver",
            vec![("Et trin op".into(), Tone::Up), ("rettet".into(), Tone::Plain)],
            None,
        ),
    ]
}

fn child_page(lang: Lang, now: Timestamp) -> Markup {
    let mut frame = frame(lang, Room::Children);
    frame.child = Some(child(now, lang, true));
    frame.why = Some("Du er Noahs ansvarlige rådgiver siden 2. juni 2025.".into());
    frame.flash = Some(Flash::Done("Opfølgningen er gemt. Næste opfølgning er senest 12. maj.".into()));
    frame.shortcuts = vec![Shortcut { key: 'n', what: "Skriv en note".into() }, Shortcut { key: 'o', what: "Hold opfølgning".into() }];
    let main = html! {
        (svg::path(lang, &a_path()))
        (button::row(html! {
            (button::link_with_key("Skriv en note", "#", Weight::Main, 'n'))
            (button::link_with_key("Hold opfølgning", "#", Weight::Other, 'o'))
            (button::print("Udskriv"))
        }))
        (list::tabs("Noahs sider", &[("Forløb", "/boern/1"), ("Netværk", "/boern/1/netvaerk"), ("Undersøgelse", "#u"), ("Plan og mål", "#p"), ("Hjælp", "#h")], "/boern/1"))
        (timeline(lang, &entries(), TODAY))
        (list::pager(lang, None, Some("?foer=11")))
    };
    let side = html! {
        (list::section("Det skylder vi", duty::duties(lang, &duties(), now)))
        (list::section("Mål", html! { p { b { "Noah er i skole hver dag" } } (svg::goal(lang, &a_goal())) }))
        (list::section("Hvem kan se", list::facts(&[("Ansvarlig", html! { "Mette Holm" }), ("Skolen", html! { "planens mål" }), ("Familien", html! { "plan og afgørelser" })])))
    };
    page(&frame, "Noah Kirkegaard Lund", main, Some(side))
}

fn a_goal() -> Goal {
    Goal {
        id: "goal".into(),
        title: "Noah er i skole hver dag".into(),
        scale: (0.0, 10.0),
        start: (date(2025, 6, 16), 2.5),
        target: (date(2026, 6, 20), 8.0),
        scores: vec![(date(2025, 8, 25), 5.0), (date(2025, 11, 17), 6.0), (date(2026, 2, 9), 6.0), (date(2026, 4, 11), 7.0)],
        today: TODAY,
    }
}

fn day_page(lang: Lang, now: Timestamp) -> Markup {
    let mut frame = frame(lang, Room::MyDay);
    frame.flash = Some(Flash::Notice("Sara Bang tilbyder dig ansvaret for Ida. Sig ja eller nej inden fredag.".into()));
    let mut mine = duties();
    mine.insert(
        0,
        DutyView {
            what: "Akut vurdering af underretning".into(),
            href: Some("#".into()),
            child: None,
            due: Due::Instant("2026-05-09T13:30:00Z".parse().unwrap_or_default()),
            person: String::new(),
            leads: "loven".into(),
            other: None,
            because: vec!["Underretningen kom i går kl. 15.30.".into()],
            rule: "Vi vurderer inden for 24 timer, om et barn eller en ung har akut behov for hjælp.".into(),
            source: "Barnets lov § 133".into(),
            source_href: None,
        },
    );
    for (index, view) in mine.iter_mut().enumerate() {
        let (name, href) = [("Ida Bruun Friis", "/boern/2"), ("Noah Kirkegaard Lund", "/boern/1")][usize::from(index > 0)];
        view.child = Some((name.into(), href.into()));
        view.person = String::new();
    }
    let rows = [
        ("Ida Bruun Friis", "4 år", 2_u8, 3, Situation::Yellow),
        ("Noah Kirkegaard Lund", "9 år", 3, 12, Situation::Green),
        ("Sofie Skov", "14 år", 4, 27, Situation::Red),
    ];
    let children = rows.iter().map(|(name, age, step, weeks, position)| {
        vec![
            html! { a href="#" { (name) } " " span.age { (age) } },
            html! { (svg::step_mark(lang, *step, 4)) "Trin " (step) },
            html! { (weeks) },
            html! { (list::situation(lang, *position)) },
        ]
    });
    let main = html! {
        h1 { "Min dag" }
        (list::figures(html! {
            (list::figure("forpligtelser denne uge", "4", Some("#")))
            (list::figure("forfalden", "1", Some("#")))
            (list::figure("børn, jeg har ansvar for", "27", Some("#")))
        }))
        (list::section("Det skylder jeg", duty::duties(lang, &mine, now)))
        (list::section("Mine børn", html! {
            (field::filters(lang, "/boern", html! {
                (Field::new(lang, "trin", "Trin").optional().select(&[Choice::new("1", "Trin 1"), Choice::new("2", "Trin 2")]))
                (Field::new(lang, "siden", "Set siden").optional().date())
            }, Some("/boern")))
            (table("27 børn, ordnet efter navn", &[Column::text("Barn"), Column::text("Står på"), Column::number("Uger på trinnet"), Column::text("Trivsel")], children.collect()))
            (list::pager(lang, Some("?efter=a"), Some("?efter=b")))
        }))
        (list::section("Kladder", list::empty("Her ligger det, du er begyndt på.", "En kladde gemmes af sig selv, mens du skriver.", Some(button::link("Skriv en note", "#", Weight::Other)))))
    };
    let side = html! {
        (list::section("Nyt om mine børn", html! { p { "Ida: underretning fra sundhedsplejersken, i går kl. 15.30" } }))
        (list::section("Møder i dag", list::facts(&[("10.00", html! { "Netværksmøde om Noah" }), ("13.30", html! { "TVÆRS, Hindsholmskolen" })])))
    };
    page(&frame, "Min dag", main, Some(side))
}

fn form_page(lang: Lang) -> Markup {
    let now = Timestamp::from_second(1_778_314_200).unwrap_or_default();
    let mut frame = frame(lang, Room::Children);
    frame.child = Some(child(now, lang, false));
    frame.flash = Some(Flash::Failed("Opfølgningen er ikke gemt endnu.".into()));
    let mut typed = Typed::new(vec![
        ("stemme".into(), "Noah siger, at det er bedst, når far også er hjemme om aftenen.".into()),
        ("fremmoede".into(), "7".into()),
        ("til-stede".into(), "mor".into()),
        ("til-stede".into(), "laerer".into()),
    ])
    .or_else("naeste", "2026-07-12");
    typed.wrong("familie", "Skriv, hvad familien siger, eller hvorfor den ikke er spurgt");
    typed.wrong("beslutning", "Vælg, hvad I besluttede");
    let body = html! {
            (field::hidden("version", "14"))
            (Field::new(lang, "stemme", "Hvad siger Noah?").typed(&typed).hint("Med Noahs egne ord.").text_area())
            (Field::new(lang, "familie", "Hvad siger familien?").typed(&typed).lines(3).text_area())
            (Field::new(lang, "fremmoede", "Fremmøde i skolen").typed(&typed).scale(0, 10, "aldrig", "hver dag"))
            (Field::new(lang, "til-stede", "Hvem var med?").typed(&typed).optional().checkboxes(&[Choice::new("mor", "Mor"), Choice::new("far", "Far"), Choice::new("laerer", "Klasselærer"), Choice::new("leverandoer", "Leverandør")]))
            (Field::new(lang, "timer", "Støtte om ugen").typed(&typed).unit("timer").optional().number())
            (Field::new(lang, "beslutning", "Hvad besluttede I?").typed(&typed).radios(&[
                Choice::new("fortsaet", "Fortsæt"),
                Choice::with_hint("justér", "Justér", "Samme hjælp, andet indhold eller omfang"),
                Choice::with_hint("ned", "Et trin ned", "Mindre indgribende hjælp"),
                Choice::with_hint("op", "Et trin op", "Mere indgribende hjælp"),
                Choice::new("stop", "Stop, fordi hjælpen ikke virker"),
            ]))
            (Field::new(lang, "naeste", "Næste opfølgning").typed(&typed).hint("Foreslået efter strategien: hver anden måned.").date())
            (Field::new(lang, "skole", "Skole").typed(&typed).select(&[Choice::new("1", "Hindsholmskolen"), Choice::new("2", "Nymarkskolen")]))
            (Field::new(lang, "hoert", "Noah har set, hvad jeg har skrevet").typed(&typed).tick())
            (button::row(html! { (button::submit("Gem opfølgningen", Weight::Main)) (button::submit_as("Gem kladde", Weight::Other, "goer", "kladde")) (button::link("Fortryd", "/boern/1", Weight::Quiet)) }))
    };
    let main = html! {
        h1 { "Opfølgning på støtte i hjemmet" }
        (field::errors(lang, &typed, &body))
        (field::form(lang, "/boern/1/opfoelgning", Some("opfoelgning-1"), body))
        (list::section("To har rettet det samme", compare(
            &Side { heading: "Din tekst".into(), body: html! { p { "Hjælpen fortsætter til sommer." } } },
            &Side { heading: "Søren Dahl, i dag kl. 9.12".into(), body: html! { p { "Hjælpen fortsætter til 1. juni." } } },
        )))
        (button::post("#", &[], "Afslut sagen", Weight::Grave))
    };
    page(
        &frame,
        "Opfølgning",
        main,
        Some(list::section(
            "Siden sidst",
            html! { p { "To noter og ét møde siden 11. april." } (list::unfold("Se dem", html! { p { "…" } })) },
        )),
    )
}

fn stairs_page(lang: Lang) -> Markup {
    let stair = |number: u8, name: &str, children, before| Stair {
        number,
        name: name.into(),
        children,
        href: "#".into(),
        before,
        before_href: "#".into(),
    };
    let flow =
        |from: u8, to: u8, children| Flow { from: (from > 0).then_some(from), to: (to > 0).then_some(to), children, href: "#".into() };
    let picture = Staircase {
        id: "stairs".into(),
        title: "Flere børn går ned end op: 61 mod 40 det seneste år".into(),
        period: "9. maj 2025 til 9. maj 2026".into(),
        stairs: vec![
            stair(1, "Trivsel og sundhedsfremme", 268, 241),
            stair(2, "Forebygge", 174, 183),
            stair(3, "Foranstalte", 96, 118),
            stair(4, "Anbringe", 47, 52),
        ],
        flows: vec![
            flow(2, 1, 34),
            flow(3, 2, 19),
            flow(4, 3, 6),
            flow(4, 2, 2),
            flow(1, 2, 21),
            flow(2, 3, 13),
            flow(3, 4, 5),
            flow(1, 3, 1),
            flow(0, 1, 88),
            flow(0, 2, 31),
            flow(0, 3, 7),
            flow(0, 4, 2),
            flow(1, 0, 71),
            flow(2, 0, 18),
            flow(4, 0, 3),
        ],
    };
    let mut frame = frame(lang, Room::Staircase);
    frame.wide = true;
    page(&frame, "Trappen", html! { h1 { "Trappen" } (svg::staircase(lang, &picture)) }, None)
}

fn letter_page(lang: Lang) -> Markup {
    let text = html! {
        p { "Kære Jonas Krogh" }
        p { "Vi har modtaget din underretning om Noah den 8. maj 2026 kl. 15.30. Tak, fordi du skrev." }
        p { "Vi har vurderet inden for 24 timer, om Noah har akut behov for hjælp. Du hører fra os igen, når vi har besluttet, hvad der skal ske." }
    };
    let content = Letter {
        municipality: "Kerteminde Kommune".into(),
        sender: vec!["Modtagelsen".into(), "Hans Schacksvej 4".into(), "5300 Kerteminde".into()],
        recipient: vec!["Jonas Krogh".into(), "Hindsholmskolen".into()],
        date: "9. maj 2026".into(),
        reference: Some("Sag 2026-0412".into()),
        subject: "Kvittering for din underretning".into(),
        signature: vec!["Venlig hilsen".into(), "Mette Holm".into(), "rådgiver".into()],
    };
    page(&frame(lang, Room::Intake), "Kvittering", html! { (button::row(button::print("Udskriv brevet"))) (letter(&content, text)) }, None)
}
