//! Writes the generated documents: `cargo run -p trin-xtask -- rulebook` and `rights`; measures the demo: `cargo run --release -p trin-xtask -- load`.

use std::process::ExitCode;
use trin_xtask::repository::root;
use trin_xtask::{load, rights, rulebook, supply};

fn main() -> ExitCode {
    let (path, text) = match std::env::args().nth(1).as_deref() {
        Some("rulebook") => (rulebook::PATH, rulebook::rulebook()),
        Some("rights") => (rights::PATH, rights::rights()),
        Some("supply") => {
            let database = std::env::args().nth(2).map(std::path::PathBuf::from);
            return match supply::run(&root(), database.as_deref()) {
                Ok(told) => {
                    println!("{told}");
                    ExitCode::SUCCESS
                }
                Err(faults) => {
                    eprintln!("{faults}");
                    ExitCode::FAILURE
                }
            };
        }
        Some("load") => {
            let arguments: Vec<String> = std::env::args().skip(2).collect();
            return match load::run(&arguments) {
                Ok(()) => ExitCode::SUCCESS,
                Err(why) => {
                    eprintln!("{why}");
                    ExitCode::FAILURE
                }
            };
        }
        _ => {
            eprintln!("What to do? rulebook and rights write generated documents; {}", load::USAGE);
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
