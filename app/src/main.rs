//! `trin`: the one executable. It reads arguments, the clock and files, and says what came of it; it holds no rule and no SQL.

mod arguments;
mod backup;
mod care;
mod clock;
mod database;
mod demo;
mod door;
mod due;
mod emergency;
mod files;
mod import;
mod init;
mod key_folders;
mod key_keeper;
mod keys;
mod log;
mod log_key;
mod people;
mod place;
mod problems;
mod provider;
mod rates;
mod samples;
mod sequencer;
mod serving;
mod speak;
mod staff;
mod strategies;
mod table;
mod tidy;
mod understand;
mod witness;

use arguments::{Arguments, Command, WitnessCommand};
use clap::Parser;
use clap::error::ErrorKind;
use speak::{Failure, Lang, Outcome, Reason};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    match Arguments::try_parse() {
        Ok(arguments) => finish(run(&arguments), arguments.lang),
        // Help and version are answers, not faults; without any word, help is the kindest answer too.
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            finish(Ok(error.render().to_string()), Lang::En)
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stderr(), "{}", error.render());
            ExitCode::from(2)
        }
        Err(error) => finish(Err(understand::complaint(&error)), Lang::asked_for(&words)),
    }
}

fn run(arguments: &Arguments) -> Outcome<String> {
    let lang = arguments.lang;
    match &arguments.command {
        Command::Demo(asked) => demo::run(asked, lang).map(|()| String::new()),
        Command::Serve(asked) => care::serve(asked, lang).map(|()| String::new()),
        Command::Init(asked) => init::run(asked, lang),
        Command::Staff(command) => staff::run(command, lang),
        Command::Due(asked) => due::run(asked, lang),
        Command::Strategy(command) => strategies::run(command, lang),
        Command::Import(asked) => import::run(asked, lang),
        Command::Export(asked) => care::export(asked, lang),
        Command::Verify(asked) => care::verify(asked, lang),
        Command::Log(command) => log::run(command, lang),
        Command::Witness(WitnessCommand::Serve(asked)) => witness::serve(asked, lang).map(|()| String::new()),
        Command::Backup(asked) => backup::take(asked, lang),
        Command::Restore(asked) => backup::restore(asked, lang),
        Command::Database(command) => database::run(command, lang),
        Command::Key(command) => backup::key(command, lang),
        Command::Child(command) => backup::child(command, lang),
        Command::Tidy(asked) => tidy::run(asked, lang),
        Command::Door(asked) => door::run(asked, lang),
        Command::Rates(asked) => rates::run(asked, lang),
    }
}

/// Prints the answer, or the one message about what went wrong.
fn finish(outcome: Outcome<String>, lang: Lang) -> ExitCode {
    let failure = match outcome {
        Ok(answer) => match std::io::stdout().write_all(answer.as_bytes()) {
            Ok(()) => return ExitCode::SUCCESS,
            // `trin … | head` has what it wanted.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Err(error) => Failure::fault(
                format!("svaret kunne ikke skrives: {}. Skriv det et andet sted hen.", Reason(&error, Lang::Da)),
                format!("the answer could not be written: {}. Write it somewhere else.", Reason(&error, Lang::En)),
            ),
        },
        Err(failure) => failure,
    };
    // When not even this can be written, the exit code still says it.
    let _ = writeln!(std::io::stderr(), "trin: {}", failure.message(lang));
    failure.exit_code()
}
