//! From the text of a strategy file to a `Strategy`, or to every fault in it.
//!
//! Where a field is wrong, a stand-in takes its place so that reading goes on and the rest of the file is checked too;
//! a strategy with stand-ins is never returned.

use super::fault::Fault;
use super::fields;
use super::form::{Between, Flag, Form, Key, Line, SpanText, Whole, Word, Year};
use super::read::{Reader, Section};
use super::words::Text;
use super::{LadderOrder, SourcedSpan, Span, Strategy, absence, guide, ladder, targets};

/// Longest name or title, in characters.
pub(super) const NAME: Line = Line(160);
/// Longest sentence.
pub(super) const SENTENCE: Line = Line(800);
/// Longest reference to a source.
pub(super) const SOURCE: Line = Line(300);

impl Strategy {
    /// Reads a strategy file; how to write one: `docs/how-to/write-a-strategy.md`.
    ///
    /// # Errors
    /// Every fault in the file, by line.
    pub fn parse(toml_text: &str) -> Result<Self, Vec<Fault>> {
        let (document, mut reader) = Reader::open(toml_text);
        let r = &mut reader;
        let file = r.root(document.get_ref(), fields::FILE);
        let (saturdays_count, saturdays_source) = sourced(r, &file, "saturdays-count", &Flag);
        let (reread, reread_source) = sourced(r, &file, "reread-from-notification", &Whole(2, 20));
        let strategy = Self {
            key: r.need(&file, "key", &Key).unwrap_or_default(),
            municipality: r.need(&file, "municipality", &Line(60)).unwrap_or_default(),
            title: r.need(&file, "title", &NAME).unwrap_or_default(),
            from_year: r.need(&file, "from-year", &Year).unwrap_or_default(),
            to_year: r.may(&file, "to-year", &Year),
            ages: r.may(&file, "ages", &Between(0, 30)),
            source: r.need(&file, "source", &SOURCE).unwrap_or_default(),
            saturdays_count: saturdays_count.unwrap_or_default(),
            saturdays_source,
            reread_from_notification: reread.and_then(|number| u8::try_from(number).ok()).unwrap_or_default(),
            reread_source,
            screening_within: need_span(r, &file, "screening-within"),
            answer_offer_within: need_span(r, &file, "answer-offer-within"),
            ladder_ordered_by: r
                .need_list(&file, "ladder-ordered-by", &Word(LadderOrder::ALL, LadderOrder::word))
                .into_iter()
                .map(|order| order.value)
                .collect(),
            steps: ladder::steps(r, &file),
            levels: ladder::levels(r, &file),
            cadences: targets::cadences(r, &file),
            return_home_review: may_span(r, &file, "return-home-review"),
            placement_maximum: may_span(r, &file, "placement-maximum"),
            retention: targets::retention(r, &file),
            placement_priority: ladder::placement_priority(r, &file),
            log_review_within: may_span(r, &file, "log-review-within"),
            caseload: targets::caseload(r, &file),
            forums: targets::forums(r, &file),
            routines: targets::routines(r, &file),
            guide: guide::guide(r, &file),
            absence: absence::roadmap(r, &file),
            school_holidays: absence::holidays(r, &file),
            investments: targets::investments(r, &file),
            indicators: targets::indicators(r, &file),
        };
        years(r, &file, &strategy);
        review_before_maximum(r, &file, &strategy);
        if reader.is_clean() { Ok(strategy) } else { Err(reader.into_faults()) }
    }
}

/// A value in a table of its own, with its source: `[saturdays-count]`, `value`, `source`.
fn sourced<F: Form>(r: &mut Reader, file: &Section<'_, '_>, key: &str, form: &F) -> (Option<F::Out>, String) {
    let Some(section) = r.need_section(file, key, fields::SOURCED_VALUE) else { return (None, String::new()) };
    (r.need(&section, "value", form), r.need(&section, "source", &SOURCE).unwrap_or_default())
}

fn need_span(r: &mut Reader, file: &Section<'_, '_>, key: &str) -> SourcedSpan {
    let section = r.need_section(file, key, fields::SOURCED_SPAN);
    section.map_or_else(stand_in, |section| read_span(r, &section))
}

fn may_span(r: &mut Reader, file: &Section<'_, '_>, key: &str) -> Option<SourcedSpan> {
    let section = r.may_section(file, key, fields::SOURCED_SPAN)?;
    Some(read_span(r, &section))
}

fn read_span(r: &mut Reader, section: &Section<'_, '_>) -> SourcedSpan {
    let after = r.need(section, "after", &SpanText).unwrap_or(Span::Days(1));
    SourcedSpan { after, source: r.need(section, "source", &SOURCE).unwrap_or_default() }
}

fn stand_in() -> SourcedSpan {
    SourcedSpan { after: Span::Days(1), source: String::new() }
}

fn years(r: &mut Reader, file: &Section<'_, '_>, strategy: &Strategy) {
    if let Some(to) = strategy.to_year
        && to < strategy.from_year
    {
        let from = strategy.from_year;
        r.fault_at(file, "to-year", Text::new(format!("{to} ligger før from-year {from}"), format!("{to} is before from-year {from}")));
    }
}

/// A review of the return home makes no sense after the placement should have ended.
fn review_before_maximum(r: &mut Reader, file: &Section<'_, '_>, strategy: &Strategy) {
    if let (Some(review), Some(maximum)) = (&strategy.return_home_review, &strategy.placement_maximum)
        && review.after.about_days() > maximum.after.about_days()
    {
        let (review, maximum) = (review.after, maximum.after);
        let da = format!("{review} er senere end anbringelsens længste varighed, {maximum}");
        let en = format!("{} is later than the longest placement, {}", review.en(), maximum.en());
        r.fault_at(file, "return-home-review", Text::new(da, en));
    }
}
