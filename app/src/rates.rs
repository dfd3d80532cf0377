//! `trin rates`: how often things happen in a municipality here, beside what is published of the real ones.

use crate::arguments::Rates as Asked;
use crate::clock::SystemClock;
use crate::place;
use crate::speak::{Lang, Outcome};
use crate::table::Table;
use std::fmt::Write as _;
use trin_store::setting;
use trin_synthetic::{Options, Rates, compare};

/// Records read at a time.
const AT_A_TIME: u32 = 500;

/// Counts; what it prints.
pub(crate) fn run(asked: &Asked, lang: Lang) -> Outcome<String> {
    let at = place::or_demo(&asked.place);
    let url = place::url(&at)?;
    place::run(async {
        let place = place::open(&at, lang).await?;
        let failed = |error| place::failed(&error);
        // An invented municipality's years ended when it was made.
        let made_at = place.store.setting(setting::MADE_AT).await.map_err(failed)?.and_then(|at| at.parse().ok());
        let now = made_at.filter(|_| place.is_invented).unwrap_or_else(SystemClock::now);
        let mut rates = Rates::new(Options::new(0, now).start(), now);
        let mut after = None;
        loop {
            let records = place.store.records_after(after, AT_A_TIME).await.map_err(failed)?;
            let Some(last) = records.last() else { break };
            after = Some(last.child);
            records.iter().for_each(|record| rates.add(record, &place.strategy));
        }
        place.store.close().await;

        let mut page = format!("{} · {}\n", place.municipality, place::shown(&url));
        if rates.child_years == 0 {
            page.push_str(lang.pick(
                "Der er endnu intet at sammenligne: ingen børn her var under 18 i den tid, der opgøres for.\n",
                "There is nothing to compare yet: no child here was under 18 in the time that is counted.\n",
            ));
            return Ok(page);
        }
        let mut table = Table::new(&[
            lang.pick("Hvad", "What"),
            lang.pick("Her", "Here"),
            lang.pick("Offentliggjort", "Published"),
            lang.pick("Enhed", "Unit"),
            lang.pick("Nær", "Near"),
            lang.pick("Kilde", "Source"),
        ]);
        for row in compare(&rates) {
            table.row([
                lang.pick(row.name_da, row.name_en).to_owned(),
                number(row.synthetic, lang),
                number(row.published, lang),
                lang.pick(row.unit_da, row.unit_en).to_owned(),
                if row.is_near() { lang.pick("ja", "yes") } else { lang.pick("nej", "no") }.to_owned(),
                row.source.to_owned(),
            ]);
        }
        if let (Some((first, _)), Some((_, last))) = (rates.years.first(), rates.years.last()) {
            let _ = writeln!(page, "{} {first} – {last}", lang.pick("Opgjort for", "Counted for"));
        }
        let _ = write!(page, "{table}");
        let _ = writeln!(
            page,
            "{}",
            lang.pick(
                "»Nær« er målt efter, hvor langt tallene må ligge fra hinanden ved 20.000 børn; med færre børn spiller tilfældet mere ind.",
                "\"Near\" goes by how far apart the numbers may lie at 20,000 children; with fewer children chance plays a larger part.",
            )
        );
        Ok(page)
    })
}

/// With one decimal, as the language writes it.
fn number(value: f64, lang: Lang) -> String {
    let text = format!("{value:.1}");
    if lang == Lang::Da { text.replace('.', ",") } else { text }
}
