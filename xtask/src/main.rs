//! Writes the generated documents: `cargo run -p trin-xtask -- rulebook`.

use std::process::ExitCode;
use trin_xtask::repository::root;
use trin_xtask::rulebook;

fn main() -> ExitCode {
    let (path, text) = match std::env::args().nth(1).as_deref() {
        Some("rulebook") => (rulebook::PATH, rulebook::rulebook()),
        _ => {
            eprintln!("What to write? The generated documents are: rulebook");
            return ExitCode::from(2);
        }
    };
    match std::fs::write(root().join(path), text) {
        Ok(()) => {
            println!("wrote {path}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot write {path}: {error}");
            ExitCode::FAILURE
        }
    }
}
