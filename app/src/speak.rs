//! Two languages and one kind of message for what went wrong: what was understood, and what to do.

use std::fmt;
use std::process::ExitCode;

/// The language messages are in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub(crate) enum Lang {
    /// Dansk.
    #[default]
    Da,
    /// English.
    En,
}

impl Lang {
    /// The text in this language.
    pub(crate) const fn pick<'t>(self, da: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Da => da,
            Self::En => en,
        }
    }

    /// The language asked for anywhere among the arguments, known before they are understood.
    pub(crate) fn asked_for(arguments: &[String]) -> Self {
        let follows = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
        if follows || arguments.iter().any(|argument| argument == "--lang=en") { Self::En } else { Self::Da }
    }
}

/// What went wrong, in both languages.
#[derive(Debug)]
pub(crate) struct Failure {
    da: String,
    en: String,
    is_usage: bool,
}

/// The outcome of a command.
pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// Something is wrong with a file, the data or the machine: exit code 1.
    pub(crate) fn fault(da: impl Into<String>, en: impl Into<String>) -> Self {
        Self { da: da.into(), en: en.into(), is_usage: false }
    }

    /// The command was written wrongly: exit code 2.
    pub(crate) fn usage(da: impl Into<String>, en: impl Into<String>) -> Self {
        Self { da: da.into(), en: en.into(), is_usage: true }
    }

    /// The message.
    pub(crate) fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.da, &self.en)
    }

    /// 2 for a command written wrongly, else 1.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if self.is_usage { 2 } else { 1 })
    }
}

/// What the operating system says, without its error number.
pub(crate) struct Reason<'e>(pub(crate) &'e std::io::Error, pub(crate) Lang);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use std::io::ErrorKind;
        let (da, en) = match self.0.kind() {
            ErrorKind::NotFound => ("findes ikke", "does not exist"),
            ErrorKind::PermissionDenied => ("der er ikke adgang", "access is denied"),
            ErrorKind::IsADirectory => ("er en mappe", "is a directory"),
            ErrorKind::NotADirectory => ("en del af stien er ikke en mappe", "part of the path is not a directory"),
            ErrorKind::AddrInUse => ("adressen er i brug", "the address is in use"),
            ErrorKind::AddrNotAvailable => ("maskinen har ikke den adresse", "this machine does not have that address"),
            ErrorKind::StorageFull => ("disken er fuld", "the disk is full"),
            ErrorKind::ReadOnlyFilesystem => ("disken er skrivebeskyttet", "the disk is read-only"),
            ErrorKind::BrokenPipe => ("modtageren holdt op med at læse", "the reader stopped reading"),
            _ => {
                let text = self.0.to_string();
                return f.write_str(text.split(" (os error").next().unwrap_or(&text));
            }
        };
        f.write_str(self.1.pick(da, en))
    }
}
