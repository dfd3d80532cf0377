//! What the sources must not say.

use crate::repository::TextFile;

/// Ways to read a clock or draw chance. Time and randomness are arguments everywhere but in `app`.
const CLOCK_AND_CHANCE: [&str; 14] = [
    "Timestamp::now",
    "Zoned::now",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "rand::rng(",
    "rand::random",
    "thread_rng",
    "OsRng",
    "SysRng",
    "getrandom",
    "Uuid::new_v4",
    "Uuid::now_v7",
];

/// A place that may do what others may not, and why.
#[derive(Clone, Copy, Debug)]
pub struct Exception {
    /// The file.
    pub path: &'static str,
    /// What it may say.
    pub says: &'static str,
    /// Why.
    pub because: &'static str,
}

/// Every line that reads a clock or draws chance, save comments and exceptions.
pub fn clock_and_chance(file: &TextFile, exceptions: &[Exception]) -> Vec<String> {
    code_lines(&file.text)
        .flat_map(|(number, line)| {
            CLOCK_AND_CHANCE
                .iter()
                .filter(move |word| line.contains(*word))
                .filter(|word| !exceptions.iter().any(|exception| exception.path == file.path && exception.says == **word))
                .map(move |word| format!("{}:{number}: {word}", file.path))
        })
        .collect()
}

/// Exceptions that no source needs any more.
pub fn idle_exceptions(files: &[TextFile], exceptions: &[Exception]) -> Vec<String> {
    exceptions
        .iter()
        .filter(|exception| !files.iter().any(|file| file.path == exception.path && file.text.contains(exception.says)))
        .map(|exception| format!("{} no longer says {}", exception.path, exception.says))
        .collect()
}

/// Words of a score or a ranking of people (principle 1). Allowed nowhere as a name of a field, a column or a function.
const SCORES_OF_PEOPLE: [&str; 6] = ["risk", "probability", "likelihood", "propensity", "ranking", "danger_level"];

/// Every name that speaks of a score of people, in Rust or SQL.
pub fn scores_of_people(file: &TextFile) -> Vec<String> {
    code_lines(&file.text)
        .flat_map(|(number, line)| {
            names(line)
                .filter(|name| name.split('_').any(|part| SCORES_OF_PEOPLE.contains(&part)) || SCORES_OF_PEOPLE.contains(name))
                .map(move |name| format!("{}:{number}: {name}", file.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Every line with one of these paths of a machine somebody built on.
pub fn machine_paths(file: &TextFile, paths: &[String]) -> Vec<String> {
    file.text
        .lines()
        .zip(1..)
        .filter(|(line, _)| paths.iter().any(|path| line.contains(path.as_str())))
        .map(|(line, number)| format!("{}:{number}: {}", file.path, line.trim()))
        .collect()
}

/// The Danish words that sources give as the name of a type: `#[doc(alias = "…")]`.
pub fn danish_aliases(file: &TextFile) -> Vec<String> {
    const OPENING: &str = "#[doc(alias = \"";
    file.text
        .match_indices(OPENING)
        .filter_map(|(at, _)| file.text[at + OPENING.len()..].split_once('"').map(|(word, _)| word.to_owned()))
        .collect()
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.starts_with("--")
    })
}

/// The names in a line of code: words of lower-case letters, digits and `_`, outside string literals.
fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split('"')
        .step_by(2)
        .flat_map(|code| code.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')))
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> TextFile {
        TextFile { path: "domain/src/x.rs".into(), text: text.into() }
    }

    #[test]
    fn a_clock_is_found_unless_excepted() {
        let bad = file("fn due() {\n    // SystemTime is not read here\n    let now = Timestamp::now();\n}");
        assert_eq!(clock_and_chance(&bad, &[]), ["domain/src/x.rs:3: Timestamp::now"]);
        let exception = Exception { path: "domain/src/x.rs", says: "Timestamp::now", because: "a test" };
        assert_eq!(clock_and_chance(&bad, &[exception]), Vec::<String>::new());
        assert_eq!(idle_exceptions(&[bad], &[exception]), Vec::<String>::new());
        assert_eq!(idle_exceptions(&[file("")], &[exception]).len(), 1);
    }

    #[test]
    fn chance_is_found() {
        for word in CLOCK_AND_CHANCE {
            assert_eq!(clock_and_chance(&file(word), &[]).len(), 1, "{word}");
        }
    }

    #[test]
    fn a_score_of_people_is_found() {
        assert_eq!(scores_of_people(&file("pub risk_score: f64,")), ["domain/src/x.rs:1: risk_score"]);
        assert_eq!(scores_of_people(&file("    risk INTEGER NOT NULL,")).len(), 1);
        assert_eq!(scores_of_people(&file("// no risk here\nlet brisk = asterisk();\n\"at risk\"")), Vec::<String>::new());
    }

    #[test]
    fn a_machine_path_is_found() {
        let home = "/home/somebody/".to_owned();
        assert_eq!(machine_paths(&file("see /home/somebody/trin"), std::slice::from_ref(&home)).len(), 1);
        assert_eq!(machine_paths(&file("see target/trin"), &[home]), Vec::<String>::new());
    }

    #[test]
    fn aliases_are_read() {
        assert_eq!(danish_aliases(&file("#[doc(alias = \"frist\")]\n#[doc(alias = \"barnets plan\")]")), ["frist", "barnets plan"]);
    }
}
