use super::*;

fn a_frame() -> Frame {
    Frame {
        municipality: "Faxe Kommune".into(),
        me: Some(Me { name: "Mette Holm".into(), role: "rådgiver".into(), leave: Leave::LogOut }),
        rooms: vec![Room::MyDay, Room::Children],
        current: Some(Room::Children),
        here: "/boern?q=noah&side=2".into(),
        ..Frame::default()
    }
}

fn a_child() -> ChildHeader {
    ChildHeader {
        name: "Noah <Lund>".into(),
        href: "/boern/1".into(),
        age: "9 år".into(),
        responsible: "Mette Holm".into(),
        position: "Trin 3".into(),
        step: Some((3, 4)),
        next_duty: None,
        caution: None,
        close: None,
        is_heading: false,
    }
}

fn drawn(frame: &Frame) -> String {
    page(frame, "Børn", html! { h1 { "Børn" } }, None).into_string()
}

#[test]
fn the_rail_shows_only_the_rooms_one_has_and_where_one_is() {
    let page = drawn(&a_frame());
    assert!(page.contains("href=\"/min-dag\"") && page.contains("href=\"/boern\" aria-current=\"page\""));
    assert!(!page.contains("/strategi") && !page.contains("/team"));
    assert_eq!(page.matches("aria-current").count(), 1);
}

#[test]
fn a_stranger_meets_neither_search_nor_rooms() {
    let page = drawn(&Frame { me: None, rooms: Vec::new(), ..a_frame() });
    assert!(!page.contains("role=\"search\"") && !page.contains("<nav") && !page.contains("/log-ud"));
}

#[test]
fn the_language_switch_speaks_the_other_language_and_comes_back_here() {
    let danish = drawn(&a_frame());
    assert!(danish.contains("<html lang=\"da\">") && danish.contains(">English<"));
    assert!(danish.contains("name=\"til\" value=\"/boern?q=noah&amp;side=2\""));
    let english = drawn(&Frame { lang: Lang::En, ..a_frame() });
    assert!(english.contains("<html lang=\"en\">") && english.contains(">Dansk<") && english.contains("My day"));
}

#[test]
fn the_child_is_in_sight_and_on_every_printed_sheet() {
    let page = drawn(&Frame { child: Some(a_child()), ..a_frame() });
    assert!(page.contains("Noah &lt;Lund&gt;") && !page.contains("<Lund>"));
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.contains("class=\"running\""));
    let own = page_of_the_child();
    assert_eq!(own.matches("<h1").count(), 1, "the child's own page takes the name as its heading");
}

fn page_of_the_child() -> String {
    let frame = Frame { child: Some(ChildHeader { is_heading: true, ..a_child() }), ..a_frame() };
    page(&frame, "Noah", html! { p { "…" } }, None).into_string()
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    let flash = Some(Flash::Failed("Ikke gemt".into()));
    let page = drawn(&Frame { child: Some(a_child()), flash, why: Some("Du er ansvarlig.".into()), ..a_frame() });
    for forbidden in [" style=", "<style", "javascript:", "onclick", "http:", "https:", "//"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    for script in page.split("<script").skip(1) {
        assert!(script.starts_with(" src=\"/assets/") && script.contains("></script>"));
    }
    assert!(page.contains("role=\"alert\"") && page.contains("Derfor kan du se siden: Du er ansvarlig."));
}
