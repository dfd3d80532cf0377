//! Reading files that people name.

use crate::speak::{Failure, Lang, Outcome, Reason};
use std::io::Read as _;
use std::path::Path;

/// Larger than any record or strategy; a bound keeps a film named by mistake from filling the memory.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A whole file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    let shown = path.display();
    let unreadable = |error: &std::io::Error| {
        Failure::fault(
            format!("{shown} kan ikke læses: {}. Kontrollér stien.", Reason(error, Lang::Da)),
            format!("{shown} cannot be read: {}. Check the path.", Reason(error, Lang::En)),
        )
    };
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    } else {
        if path.is_dir() {
            return Err(Failure::fault(
                format!("{shown} er en mappe. Nævn en fil i den, fx {}.", path.join("barn.json").display()),
                format!("{shown} is a directory. Name a file in it, e.g. {}.", path.join("child.json").display()),
            ));
        }
        let file = std::fs::File::open(path).map_err(|error| unreadable(&error))?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::fault(
            format!("{shown} fylder mere end 64 MB. Det kan ikke være den rigtige fil."),
            format!("{shown} is larger than 64 MB. It cannot be the right file."),
        ));
    }
    Ok(bytes)
}
