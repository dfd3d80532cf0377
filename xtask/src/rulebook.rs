//! The rulebook: every duty with its law, values, sources and examples, in Danish, for people who read no code.

use jiff::civil::Date;
use std::fmt::Write;
use trin_domain::absence::law;
use trin_domain::duties::words::Da;
use trin_domain::duties::{self, ALL, Example, Rule};
use trin_domain::law::{CHILDRENS_ACT, LawValue, Period, SERVICE_ACT};
use trin_domain::retention::CLASSES;
use trin_domain::strategy::{Coverage, Strategy};

/// Where the chapter on absence is found.
const ABSENCE: &str = "skolefravaer";

/// Where the rulebook lies, from the root.
pub const PATH: &str = "docs/rulebook.md";
/// How it is written anew.
pub const COMMAND: &str = "cargo run -p trin-xtask -- rulebook";

/// The whole rulebook.
pub fn rulebook() -> String {
    let mut book = beginning();
    for (number, rule) in (1..).zip(duties::RULES) {
        chapter(&mut book, number, rule);
    }
    strategies(&mut book);
    absence(&mut book);
    retention(&mut book);
    unverified(&mut book);
    book
}

fn beginning() -> String {
    let mut book = format!(
        "# Regelbog\n\n\
        <!-- Denne fil er skrevet af `{COMMAND}`. Ret reglen i domain/src/duties/, ikke her. -->\n\n\
        Hvad kommunen skylder et barn, hvornår det senest skal være sket, og hvor det står. Bogen er skrevet ud af de samme filer, som Trin regner \
        efter, og hvert eksempel er prøvet: stemmer bog og program ikke, bliver programmet ikke udgivet.\n\n\
        ## Sådan læses den\n\n\
        - **Loven efter dato.** Serviceloven gælder til og med {last_service}, barnets lov fra {first_child}. Det, der afgør, hvilken lov en \
        frist følger, er dagen for den kendsgerning, fristen tælles fra: en indsats, der begyndte {last_service}, følges første gang op efter \
        serviceloven, også når dagen for opfølgningen ligger i det nye år. Kendsgerninger før {first_service} får ingen frist efter loven.\n\
        - **Loven og strategien.** Taler begge, gælder den tidligste dato, og den anden vises ved siden af. Siger de det samme, gælder loven.\n\
        - **Frister på en dag** er overholdt hele dagen, til midnat i Danmark. **Frister på et klokkeslæt** er overskredet i det øjeblik, \
        klokkeslættet kommer. Ingen frist flyttes, fordi den falder i en weekend eller på en helligdag; det gør kun de frister, der tælles i hverdage.\n\
        - **Måneder** tælles til samme dato, eller til månedens sidste dag, når måneden er kortere.\n\
        - **Opfyldt i tide, opfyldt for sent, bortfaldet** (før den blev overskredet), **aldrig opfyldt** (overskredet, og kan ikke længere nås).\n\
        - **Ikke verificeret** står ved en værdi, når lovens egen tekst eller en myndigheds gengivelse af den ikke er læst, eller når loven intet tal \
        giver. Den skal en jurist se på, før kommunen bygger på den. De er samlet bagest.\n\
        - **Den ansvarlige** er den, der har ansvaret for barnet nu; er der ingen, falder pligten til Modtagelsen, \
        rådgiverne eller teamlederen, alt efter hvad den gælder.\n\n\
        ## Pligterne\n\n",
        last_service = Da(CHILDRENS_ACT.yesterday().unwrap_or(CHILDRENS_ACT)),
        first_child = Da(CHILDRENS_ACT),
        first_service = Da(SERVICE_ACT),
    );
    for (number, rule) in (1..).zip(duties::RULES) {
        let _ = writeln!(book, "{number}. [{}](#{})", rule.kind.da(), rule.kind.code());
    }
    book
}

fn chapter(book: &mut String, number: usize, rule: &Rule) {
    let page = duties::page(rule.kind);
    let _ = writeln!(book, "\n<a id=\"{}\"></a>\n\n## {number}. {}", rule.kind.code(), rule.kind.da());
    for (heading, text) in &page.sections {
        if heading == "Dækker ikke" {
            examples(book, rule.examples);
        }
        let _ = writeln!(book, "\n### {heading}\n\n{text}");
        if heading == "Loven" && !rule.values.is_empty() {
            value_table(book, rule.values);
        }
    }
}

fn value_table(book: &mut String, values: &[&dyn LawValue]) {
    let _ = writeln!(book, "\n| Værdi | | Fra | Til | Kilde | Læst |\n|---|---|---|---|---|---|");
    for value in values {
        for period in value.periods() {
            let _ = writeln!(
                book,
                "| {} | {} | {} | {} | {} | {} |",
                value.what_da(),
                period.value_da.as_deref().unwrap_or("ophævet"),
                Da(period.from),
                period.until.map_or_else(|| "gælder nu".to_owned(), |until| Da(until).to_string()),
                period.source.citation,
                how_read(&period)
            );
        }
    }
}

fn how_read(period: &Period) -> String {
    let source = period.source;
    let mark = if source.verified { "" } else { "**Ikke verificeret.** " };
    let note = if source.note.is_empty() { String::new() } else { format!(" {}", source.note) };
    format!("{mark}{}, læst {}.{note}", source.read_in, Da(source.read_on))
}

fn examples(book: &mut String, examples: &[Example]) {
    let _ = writeln!(book, "\n### Eksempler\n\n| Eksempel | Strategi | Det, der er sket | Det, der følger |\n|---|---|---|---|");
    for example in examples {
        let strategy = match Strategy::named(example.strategy) {
            Some(strategy) => &strategy.municipality,
            None if example.strategy == ALL => "alle",
            None => example.strategy,
        };
        let _ = writeln!(book, "| {} | {strategy} | {} | {} |", example.shows, lines(example.facts), lines(example.gives));
    }
}

/// The example's parts under each other, with days and times as people write them.
fn lines(text: &str) -> String {
    text.split("; ").map(in_words).collect::<Vec<_>>().join("<br>")
}

fn in_words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut after_day = false;
    for word in text.split(' ') {
        let (bare, mark) = word.split_at(word.trim_end_matches([',', ')']).len());
        let day = bare.parse::<Date>().ok();
        let time = bare.split_once(':').filter(|_| after_day && bare.starts_with(|first: char| first.is_ascii_digit()));
        words.push(match (day, time) {
            (Some(day), _) => format!("{}{mark}", Da(day)),
            (None, Some((hour, minute))) => match minute.split_once('+') {
                Some((minute, _)) => format!("kl. {hour}.{minute} (anden gang){mark}"),
                None => format!("kl. {hour}.{minute}{mark}"),
            },
            (None, None) => word.to_owned(),
        });
        after_day = day.is_some();
    }
    words.join(" ")
}

/// What the shipped strategies set, for the rules that ask them.
fn strategies(book: &mut String) {
    let _ = writeln!(
        book,
        "\n## Strategiernes tal\n\nDet, de fire strategier sætter, og hvor de gør det. En kommune skriver sin egen.\n\n\
        | Strategi | Tal | | Kilde |\n|---|---|---|---|"
    );
    for strategy in Strategy::shipped() {
        let mut row = |what: &str, value: &str, source: &str| {
            let _ = writeln!(book, "| {} | {what} | {value} | {source} |", strategy.municipality);
        };
        for cadence in &strategy.cadences {
            let covers = match cadence.covers {
                Coverage::Placement => "anbringelse",
                Coverage::Measure => "anden indsats",
                Coverage::EarlyHelp => "tidlig hjælp",
            };
            row(&format!("Første opfølgning, {covers}"), &format!("{} efter start", cadence.first), &cadence.source);
            row(&format!("Følgende opfølgninger, {covers}"), &format!("{} efter den forrige", cadence.then), &cadence.source);
        }
        if let Some(review) = &strategy.return_home_review {
            row("Vurdering af hjemgivelse", &format!("{} efter anbringelsens start", review.after), &review.source);
        }
        if let Some(maximum) = &strategy.placement_maximum {
            row("Anbringelsens længste varighed, medmindre den forlænges", &maximum.after.to_string(), &maximum.source);
        }
        row("Screening", &format!("{} efter underretningen", strategy.screening_within.after), &strategy.screening_within.source);
        row(
            "Svar på tilbudt ansvar",
            &format!("{} efter tilbuddet", strategy.answer_offer_within.after),
            &strategy.answer_offer_within.source,
        );
        row(
            "Genlæsning af alle bekymringer",
            &format!("fra underretning nr. {} på 12 måneder", strategy.reread_from_notification),
            &strategy.reread_source,
        );
        row("Lørdag", if strategy.saturdays_count { "hverdag" } else { "ikke hverdag" }, &strategy.saturdays_source);
    }
}

/// The law's thresholds of absence from school, and each strategy's roadmap before them.
fn absence(book: &mut String) {
    let _ = writeln!(
        book,
        "\n<a id=\"{ABSENCE}\"></a>\n\n## Skolefravær\n\n\
        Ulovligt fravær tælles i kalenderkvartalet, af alle kvartalets skoledage. Skolen selv ser, hvad der skal gøres, og gør det; det er ingen pligt, \
        som andre ser på, før skolen underretter. Fristerne for lovens to trin er Trins forslag: loven nævner ingen. Kommunens egne trin ligger før dem, \
        i strategiens `[[absence]]`; en strategi uden dem følger dem, der kommer med Trin (`domain/strategies/absence.toml`).\n"
    );
    value_table(book, &law::VALUES);
    let _ = writeln!(book, "\n| Trins egne trin | Tærskel | Inden | Hvem | Kilde |\n|---|---|---|---|---|");
    for step in &Strategy::standard().absence {
        let within = step.within.map_or_else(|| "samme dag".to_owned(), |within| within.to_string());
        let threshold = step.threshold(step.percent).da;
        let _ = writeln!(book, "| {} | {threshold} | {within} | {} | {} |", step.name, step.responsible, step.source);
    }
}

/// How long what is kept is kept, class by class.
fn retention(book: &mut String) {
    let _ = writeln!(
        book,
        "\n<a id=\"opbevaring\"></a>\n\n## Opbevaring og sletning\n\n\
        En kommune må ikke slette data i et it-system uden hjemmel fra Rigsarkivet, og et barns sag overlever barndommen: voksne kommer efter \
        den. Derfor slettes der efter klasse, aldrig i kæde, og intet om et barn slettes af en maskine. En kommune kan bevare længere i sin strategi \
        (`[[retention]]`), aldrig kortere. Et slettestop går forud for alt.\n\n\
        | Klasse | Hvad der sker | Hvem | Kan forlænges | I strategifilen |\n|---|---|---|---|---|"
    );
    for rule in CLASSES {
        let (may, word) = if rule.may_lengthen { ("ja", format!("`{}`", rule.class.word())) } else { ("nej", String::new()) };
        let _ = writeln!(book, "| [{}](#{}) | {} | {} | {may} | {word} |", rule.class.da(), anchor(rule), rule.follows.da(), rule.by.da());
    }
    for rule in CLASSES {
        let _ = writeln!(book, "\n<a id=\"{}\"></a>\n\n### {}\n\n{}", anchor(rule), rule.class.da(), rule.says_da);
        match rule.value() {
            Some(value) => value_table(book, &[value]),
            None => {
                let _ = writeln!(book, "\nHvor længe: {}.", rule.kept_by);
            }
        }
    }
}

fn anchor(rule: &trin_domain::retention::ClassRule) -> String {
    format!("opbevaring-{}", rule.class.code())
}

fn unverified(book: &mut String) {
    let _ = writeln!(
        book,
        "\n## Ikke verificeret\n\nDisse værdier skal en jurist se på. De regnes med, som de står, til nogen har læst kilden og rettet dem.\n"
    );
    for rule in duties::RULES {
        for value in rule.values {
            for period in value.periods().into_iter().filter(|period| !period.source.verified) {
                let _ = writeln!(
                    book,
                    "- [{}](#{}), fra {}, {}: {}",
                    rule.kind.da(),
                    rule.kind.code(),
                    Da(period.from),
                    period.source.citation,
                    period.source.note
                );
            }
        }
    }
    for value in law::VALUES {
        for period in value.periods().into_iter().filter(|period| !period.source.verified) {
            let (citation, note) = (period.source.citation, period.source.note);
            let _ = writeln!(book, "- [Skolefravær](#{ABSENCE}), fra {}, {citation}: {note}", Da(period.from));
        }
    }
    for rule in CLASSES {
        for period in rule.value().map(LawValue::periods).unwrap_or_default().into_iter().filter(|period| !period.source.verified) {
            let _ = writeln!(
                book,
                "- [Opbevaring: {}](#{}), {}: {}",
                rule.class.da(),
                anchor(rule),
                period.source.citation,
                period.source.note
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn days_and_times_are_written_as_people_write_them() {
        assert_eq!(in_words("2024-05-14 09:00 underretning fra skole"), "14. maj 2024 kl. 09.00 underretning fra skole");
        assert_eq!(in_words("2024-10-27 02:30+01 status"), "27. oktober 2024 kl. 02.30 (anden gang) status");
        assert_eq!(
            in_words("frist 2024-01-29 efter strategien (loven: 2024-04-15), opfyldt i tide"),
            "frist 29. januar 2024 efter strategien (loven: 15. april 2024), opfyldt i tide"
        );
        assert_eq!(in_words("2024-06-12 screenet: ingen"), "12. juni 2024 screenet: ingen");
    }
}
