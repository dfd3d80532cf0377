//! Everything the program says of itself while it is asked, at its most talkative, listened to for what it must not say.

use super::oracle::{Scanner, Spoken};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What was heard.
#[derive(Default)]
pub struct Heard {
    /// Events.
    pub lines: usize,
    /// Those of the database's library, which knows every statement.
    pub of_database: usize,
    /// Those that told something of somebody.
    pub told: Vec<String>,
}

/// An ear on all there is to hear.
#[derive(Clone, Default)]
pub struct Ear {
    heard: Arc<Mutex<Heard>>,
    numbers: Arc<Mutex<Scanner>>,
}

impl Ear {
    /// Listens to this program from now on.
    pub fn listens() -> Self {
        let ear = Self::default();
        let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false).with_writer(ear.clone()).finish();
        tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
        ear
    }

    /// Knows the children, with their numbers.
    pub fn knows(&self, scanner: &Scanner) {
        *self.numbers.lock().unwrap() = scanner.clone();
    }

    /// What was heard until now.
    pub fn heard(&self) -> Heard {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Write for Ear {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let spoken: Vec<Spoken> = self.numbers.lock().unwrap().scan(&text);
        let mut heard = self.heard.lock().unwrap();
        heard.lines += 1;
        heard.of_database += usize::from(text.contains(" sqlx"));
        if !spoken.is_empty() {
            heard.told.push(format!("{spoken:?}: {text}"));
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Ear {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}
