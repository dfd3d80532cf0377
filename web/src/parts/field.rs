//! Form fields. Each keeps what was typed and shows its error beside itself; [`errors`] lists them all at the top with links.

use maud::{Markup, html};

use crate::words::{Lang, format, t, t_with};

pub use super::typed::Typed;

/// One field: its name in the form, its label, and what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    lang: Lang,
    name: &'a str,
    label: &'a str,
    hint: Option<&'a str>,
    typed: Option<&'a Typed>,
    is_optional: bool,
    is_marked: bool,
    lines: u8,
    unit: Option<&'a str>,
    is_first: bool,
}

/// One of several answers.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: &'a str,
    /// More about it, in few words.
    pub hint: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// An answer without a hint.
    pub const fn new(value: &'a str, label: &'a str) -> Self {
        Self { value, label, hint: None }
    }

    /// An answer with a hint under it.
    pub const fn with_hint(value: &'a str, label: &'a str, hint: &'a str) -> Self {
        Self { value, label, hint: Some(hint) }
    }
}

impl<'a> Field<'a> {
    /// A field that must be filled in.
    pub const fn new(lang: Lang, name: &'a str, label: &'a str) -> Self {
        Self { lang, name, label, hint: None, typed: None, is_optional: false, is_marked: true, lines: 4, unit: None, is_first: false }
    }

    /// Says under the label what is wanted, and why.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What was typed before and what was wrong with it.
    pub const fn typed(mut self, typed: &'a Typed) -> Self {
        self.typed = Some(typed);
        self
    }

    /// May be left empty; the label says so.
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// May be left empty in some cases, which its hint tells; the label says nothing.
    pub const fn when_needed(mut self) -> Self {
        self.is_optional = true;
        self.is_marked = false;
        self
    }

    /// Height of a text area; it grows with the text.
    pub const fn lines(mut self, lines: u8) -> Self {
        self.lines = lines;
        self
    }

    /// One writes here at once when the page opens: only on a page opened for the sake of this field.
    pub const fn first(mut self) -> Self {
        self.is_first = true;
        self
    }

    /// A word after the box: "timer", "kr.".
    pub const fn unit(mut self, unit: &'a str) -> Self {
        self.unit = Some(unit);
        self
    }

    /// One line of text.
    pub fn text(self) -> Markup {
        self.input("text")
    }

    /// A day, sent as `2026-05-12`.
    pub fn date(self) -> Markup {
        self.input("date")
    }

    /// A day and a time, sent as `2026-05-12T15:30`.
    pub fn date_and_time(self) -> Markup {
        self.input("datetime-local")
    }

    /// A whole number.
    pub fn number(self) -> Markup {
        self.input("number")
    }

    /// A telephone number.
    pub fn telephone(self) -> Markup {
        self.input("tel")
    }

    /// An e-mail address.
    pub fn email(self) -> Markup {
        self.input("email")
    }

    /// A secret word, which a password manager may fill in: `current-password` or `new-password`. Never shown again.
    pub fn secret(self, remembered_as: &str) -> Markup {
        self.input_as("password", remembered_as, None)
    }

    /// A user name, which a password manager may fill in.
    pub fn user_name(self) -> Markup {
        self.input_as("text", "username", None)
    }

    /// A code that is used once.
    pub fn code(self) -> Markup {
        self.input_as("text", "one-time-code", Some("text"))
    }

    fn input(self, kind: &str) -> Markup {
        self.input_as(kind, "off", (kind == "number").then_some("numeric"))
    }

    fn input_as(self, kind: &str, autocomplete: &str, inputmode: Option<&str>) -> Markup {
        let id = self.id();
        let value = if kind == "password" { "" } else { self.value() };
        // A browser empties a field for dates or numbers that holds anything else; what was typed must stay to be put right.
        let kind = if can_hold(kind, value) { kind } else { "text" };
        self.wrapped(html! {
            div.with-unit {
                input id=(id) name=(self.name) type=(kind) class=(kind) value=(value) inputmode=[inputmode]
                    aria-describedby=[self.described_by()] aria-invalid=[self.error().map(|_| "true")]
                    aria-required=[self.required()] autocomplete=(autocomplete);
                @if let Some(unit) = self.unit { span.unit { (unit) } }
            }
        })
    }

    /// Several lines of text.
    pub fn text_area(self) -> Markup {
        let id = self.id();
        self.wrapped(html! {
            textarea id=(id) name=(self.name) rows=(self.lines) autofocus[self.is_first && self.is_fine()] aria-describedby=[self.described_by()]
                aria-invalid=[self.error().map(|_| "true")] aria-required=[self.required()] { (self.value()) }
        })
    }

    /// One of many, where a list of [`Self::radios`] would be too long.
    pub fn select(self, choices: &[Choice<'_>]) -> Markup {
        let (id, value) = (self.id(), self.value());
        self.wrapped(html! {
            select id=(id) name=(self.name) aria-describedby=[self.described_by()] aria-invalid=[self.error().map(|_| "true")]
                aria-required=[self.required()] {
                option value="" selected[value.is_empty()] { (t(self.lang, "field-choose")) }
                @for choice in choices { option value=(choice.value) selected[choice.value == value] { (choice.label) } }
            }
        })
    }

    /// As [`Self::select`], with the choices in named groups.
    pub fn select_grouped(self, groups: &[(&str, Vec<Choice<'_>>)]) -> Markup {
        let (id, value) = (self.id(), self.value());
        self.wrapped(html! {
            select id=(id) name=(self.name) aria-describedby=[self.described_by()] aria-invalid=[self.error().map(|_| "true")]
                aria-required=[self.required()] {
                option value="" selected[value.is_empty()] { (t(self.lang, "field-choose")) }
                @for (name, choices) in groups {
                    optgroup label=(name) {
                        @for choice in choices { option value=(choice.value) selected[choice.value == value] { (choice.label) } }
                    }
                }
            }
        })
    }

    /// One of a few, each a large target.
    pub fn radios(self, choices: &[Choice<'_>]) -> Markup {
        let value = self.value();
        self.group("radio", choices, |choice| choice.value == value)
    }

    /// As [`Self::radios`], with the choices under headings; each may say more.
    pub fn radios_under(self, groups: &[(&str, &str, Vec<Choice<'_>>)]) -> Markup {
        let (id, value) = (self.id(), self.value());
        self.fieldset(html! {
            @for (at, (heading, more, choices)) in groups.iter().enumerate().filter(|(_, (.., choices))| !choices.is_empty()) {
                @let heads = format!("{id}-gruppe-{at}");
                div role="group" aria-labelledby=(heads) {
                    p.note id=(heads) { b { (heading) } @if !more.is_empty() { ": " (more) } }
                    (choices_of(&id, self.name, "radio", choices, |choice| choice.value == value))
                }
            }
        })
    }

    /// Any number of them.
    pub fn checkboxes(self, choices: &[Choice<'_>]) -> Markup {
        let chosen: Vec<&str> = self.typed.map(|typed| typed.all(self.name).collect()).unwrap_or_default();
        self.group("checkbox", choices, |choice| chosen.contains(&choice.value))
    }

    /// A single box to tick, sent as `name=ja`.
    pub fn tick(self) -> Markup {
        let id = self.id();
        html! {
            div.field.tick id=(format!("{id}-field")) {
                @if let Some(error) = self.error() { p.error id=(format!("{id}-error")) { (error) } }
                label.choice for=(id) {
                    input id=(id) name=(self.name) type="checkbox" value="ja" checked[self.value() == "ja"]
                        aria-describedby=[self.described_by()] aria-invalid=[self.error().map(|_| "true")];
                    span { (format::capital(self.label)) @if let Some(hint) = self.hint { span.hint id=(format!("{id}-hint")) { (hint) } } }
                }
            }
        }
    }

    /// A scale of the situation, such as 0 to 10, with a word at each end. For the ruler from 1 to 5 too.
    pub fn scale(self, from: u8, to: u8, low: &str, high: &str) -> Markup {
        let (id, value) = (self.id(), self.value());
        self.fieldset(html! {
            div.scale {
                span.low { (low) }
                div.points {
                    @for point in from..=to {
                        @let this = format!("{id}-{point}");
                        label for=(this) {
                            input id=(this) name=(self.name) type="radio" value=(point) checked[value == point.to_string()]
                                aria-label=(t_with(self.lang, "field-scale-point", &[("point", point.into()), ("highest", to.into())]));
                            span aria-hidden="true" { (point) }
                        }
                    }
                }
                span.high { (high) }
            }
        })
    }

    fn group(self, kind: &str, choices: &[Choice<'_>], is_chosen: impl Fn(&Choice<'_>) -> bool) -> Markup {
        let id = self.id();
        self.fieldset(choices_of(&id, self.name, kind, choices, is_chosen))
    }

    fn fieldset(self, body: Markup) -> Markup {
        let id = self.id();
        html! {
            fieldset.field.wrong[self.error().is_some()] id=(id) tabindex=[self.error().map(|_| "-1")] aria-describedby=[self.described_by()] {
                legend { (format::capital(self.label)) (self.optional_word()) }
                (self.hint_and_error(&id))
                (body)
            }
        }
    }

    fn wrapped(self, control: Markup) -> Markup {
        let id = self.id();
        html! {
            div.field.wrong[self.error().is_some()] {
                label for=(id) { (format::capital(self.label)) (self.optional_word()) }
                (self.hint_and_error(&id))
                (control)
            }
        }
    }

    fn hint_and_error(self, id: &str) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p.hint id=(format!("{id}-hint")) { (hint) } }
            @if let Some(error) = self.error() { p.error id=(format!("{id}-error")) { (error) } }
        }
    }

    fn optional_word(self) -> Markup {
        html! { @if self.is_optional && self.is_marked { " " span.optional { (t(self.lang, "field-optional")) } } }
    }

    fn id(self) -> String {
        id_of(self.name)
    }

    fn value(&self) -> &'a str {
        self.typed.map(|typed| typed.value(self.name)).unwrap_or_default()
    }

    fn error(self) -> Option<&'a str> {
        self.typed.and_then(|typed| typed.error(self.name))
    }

    fn required(self) -> Option<&'static str> {
        (!self.is_optional).then_some("true")
    }

    /// Where something is wrong, the errors are read first.
    fn is_fine(self) -> bool {
        self.typed.is_none_or(Typed::is_fine)
    }

    fn described_by(self) -> Option<String> {
        let id = self.id();
        match (self.hint.is_some(), self.error().is_some()) {
            (true, true) => Some(format!("{id}-hint {id}-error")),
            (true, false) => Some(format!("{id}-hint")),
            (false, true) => Some(format!("{id}-error")),
            (false, false) => None,
        }
    }
}

fn choices_of(id: &str, name: &str, kind: &str, choices: &[Choice<'_>], is_chosen: impl Fn(&Choice<'_>) -> bool) -> Markup {
    html! {
        div.choices {
            @for choice in choices {
                @let this = format!("{id}-{}", choice.value);
                label.choice for=(this) {
                    input id=(this) name=(name) type=(kind) value=(choice.value) checked[is_chosen(choice)];
                    span { (choice.label) @if let Some(hint) = choice.hint { span.hint { (hint) } } }
                }
            }
        }
    }
}

/// Whether a browser keeps this value in an input of this kind.
fn can_hold(kind: &str, value: &str) -> bool {
    match kind {
        _ if value.is_empty() => true,
        "date" => value.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == value),
        "datetime-local" => value.parse::<jiff::civil::DateTime>().is_ok() && value.contains('T'),
        "number" => value.parse::<f64>().is_ok_and(f64::is_finite),
        _ => true,
    }
}

/// The element id of the field with this name, for links to it.
pub fn id_of(name: &str) -> String {
    format!("f-{name}")
}

/// What is wrong with the form, at its top: every error links to its field, and it says that nothing is lost. What has no field of its own on
/// the page links to the first there is in `fields`.
pub fn errors(lang: Lang, typed: &Typed, fields: &Markup) -> Markup {
    let target = |name: &str| {
        let id = id_of(name);
        if fields.0.contains(&format!("id=\"{id}\"")) { Some(id) } else { first_id(fields) }
    };
    html! {
        @if !typed.is_fine() {
            div.errors role="alert" tabindex="-1" id="errors" {
                h2 { (t_with(lang, "field-errors", &[("count", typed.errors.len().into())])) }
                ul { @for (name, error) in &typed.errors { li { @match target(name) { Some(id) => a href=(format!("#{id}")) { (error) }, None => (error), } } } }
                @if !has_secret(fields) { p { (t(lang, "field-errors-kept")) } }
            }
        }
    }
}

/// Whether something is typed here that is never sent back: a password, a code.
fn has_secret(fields: &Markup) -> bool {
    ["type=\"password\"", "autocomplete=\"one-time-code\""].iter().any(|sign| fields.0.contains(sign))
}

/// The element id of the first field.
fn first_id(fields: &Markup) -> Option<String> {
    let (_, rest) = fields.0.split_once(&format!("id=\"{}", id_of("")))?;
    rest.split_once('"').map(|(name, _)| id_of(name))
}

/// A form that posts to `action`. With a `draft` key what is typed is saved as a draft at `/kladder/<key>` while one writes.
pub fn form(lang: Lang, action: &str, draft: Option<&str>, body: Markup) -> Markup {
    html! {
        form.form method="post" action=(action) novalidate data-autosave=[draft.map(|key| format!("/kladder/{key}"))]
            data-saved=[draft.map(|_| t(lang, "draft-saved"))] data-unsaved=[draft.map(|_| t(lang, "draft-not-saved"))]
            data-signed-out=[draft.map(|_| t(lang, "errors-signed-out-draft"))] {
            (body)
            @if draft.is_some() { p.draft role="status" {} }
        }
    }
}

/// A value that travels with the form unseen, such as the version of the record one saw.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Search and filters over a list: a `GET` form in one line, with a way to clear it when something is chosen.
pub fn filters(lang: Lang, action: &str, fields: Markup, clear: Option<&str>) -> Markup {
    html! {
        form.filters method="get" action=(action) {
            (fields)
            div.buttons {
                (super::button::submit(&t(lang, "filter-show"), super::button::Weight::Other))
                @if let Some(clear) = clear { a href=(clear) { (t(lang, "filter-clear")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        let mut typed = Typed::new(vec![("navn".into(), " Noah & co ".into()), ("med".into(), "mor".into()), ("med".into(), "far".into())])
            .or_else("dag", "2026-05-12")
            .or_else("navn", "overskrevet");
        typed.wrong("stemme", "Skriv, hvad Noah siger");
        typed.wrong("stemme", "for sent");
        typed
    }

    #[test]
    fn what_was_typed_stays_and_a_proposal_fills_only_what_is_empty() {
        let typed = typed();
        assert_eq!((typed.value("navn"), typed.value("dag"), typed.value("andet")), ("Noah & co", "2026-05-12", ""));
        assert_eq!(typed.all("med").collect::<Vec<_>>(), ["mor", "far"]);
        assert_eq!(typed.all("navn").count(), 1, "a proposal is no second answer");
        let field = Field::new(Lang::Da, "navn", "Navn").typed(&typed).text().into_string();
        assert!(field.contains("value=\"Noah &amp; co\""), "{field}");
        let choices = [Choice::new("mor", "Mor"), Choice::new("skole", "Skole")];
        let boxes = Field::new(Lang::Da, "med", "Med").typed(&typed).checkboxes(&choices).into_string();
        assert!(boxes.contains("value=\"mor\" checked") && !boxes.contains("value=\"skole\" checked"), "{boxes}");
    }

    #[test]
    fn an_error_stands_at_its_field_and_the_summary_links_there() {
        let typed = typed();
        let field = Field::new(Lang::Da, "stemme", "Hvad siger Noah?").hint("Egne ord").typed(&typed).text_area();
        let summary = errors(Lang::Da, &typed, &field).into_string();
        let field = field.into_string();
        assert!(field.contains("aria-invalid=\"true\"") && field.contains("aria-describedby=\"f-stemme-hint f-stemme-error\""), "{field}");
        assert!(field.contains("Skriv, hvad Noah siger") && !field.contains("for sent"), "the first error is the one shown");
        assert!(summary.contains("href=\"#f-stemme\"") && summary.contains("står her endnu"), "{summary}");
        assert!(errors(Lang::Da, &Typed::default(), &html! {}).into_string().is_empty());
        for secret in [Field::new(Lang::Da, "stemme", "").secret("current-password"), Field::new(Lang::Da, "stemme", "").code()] {
            assert!(!errors(Lang::Da, &typed, &secret).into_string().contains("står her endnu"), "a password and a code are typed again");
        }
        let other = Field::new(Lang::Da, "dag", "Dag").typed(&typed).date();
        assert!(errors(Lang::Da, &typed, &other).into_string().contains("href=\"#f-dag\""), "a link leads somewhere");
        assert!(!errors(Lang::Da, &typed, &html! {}).into_string().contains("href"), "or is none");
    }

    #[test]
    fn what_is_no_date_or_number_stays_to_be_put_right() {
        let kind_of = |typed: &str, kind: &str| {
            let typed = Typed::new(vec![("dag".into(), typed.into())]);
            let field = Field::new(Lang::Da, "dag", "Dag").typed(&typed).input(kind).into_string();
            field.split("type=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
        };
        for (typed, kind) in [("", "date"), ("2024-02-29", "date"), ("30-02-2024", "text"), ("2024-02-30", "text"), ("i går", "text")] {
            assert_eq!(kind_of(typed, "date").as_deref(), Some(kind), "{typed}");
        }
        for (typed, kind) in [("", "number"), ("7", "number"), ("-1", "number"), ("7,5", "text"), ("syv", "text"), ("NaN", "text")] {
            assert_eq!(kind_of(typed, "number").as_deref(), Some(kind), "{typed}");
        }
        for (typed, kind) in [("2026-05-12T09:30", "datetime-local"), ("i morges", "text"), ("12-05-2026 9.30", "text")] {
            assert_eq!(kind_of(typed, "datetime-local").as_deref(), Some(kind), "{typed}");
        }
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let typed = Typed::new(vec![("kode".into(), "hemmelig".into())]);
        assert!(!Field::new(Lang::Da, "kode", "Kode").typed(&typed).secret("current-password").into_string().contains("hemmelig"));
    }

    #[test]
    fn every_point_of_a_scale_has_a_name() {
        let typed = Typed::new(vec![("ro".into(), "7".into())]);
        let scale = Field::new(Lang::Da, "ro", "Ro").typed(&typed).scale(0, 10, "ingen", "god").into_string();
        assert_eq!(scale.matches("type=\"radio\"").count(), 11);
        assert!(scale.contains("value=\"7\" checked aria-label=\"7 af 10\""), "{scale}");
    }
}
