//! What the documents say of the repository must be so.

use crate::repository::TextFile;
use std::path::{Path, PathBuf};

/// Links to files that do not exist. Links to other sites are not followed.
pub fn broken_links(document: &TextFile, root: &Path) -> Vec<String> {
    links(&document.text)
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:") && !target.starts_with('#'))
        .filter(|target| {
            let file = target.split('#').next().unwrap_or_default();
            !beside(document, root, file).exists()
        })
        .map(|target| format!("{} links to {target}, which does not exist", document.path))
        .collect()
}

/// Files and directories named in backticks that do not exist.
pub fn missing_files(document: &TextFile, root: &Path) -> Vec<String> {
    quoted(&document.text)
        .filter(|name| looks_like_a_path(name))
        .filter(|name| !root.join(name).exists() && !beside(document, root, name).exists())
        .map(|name| format!("{} names {name}, which does not exist", document.path))
        .collect()
}

fn beside(document: &TextFile, root: &Path, file: &str) -> PathBuf {
    root.join(&document.path).parent().unwrap_or(root).join(file)
}

/// The targets of Markdown links, outside code blocks.
fn links(text: &str) -> impl Iterator<Item = &str> {
    outside_code(text).flat_map(|line| line.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target)))
}

/// What stands in single backticks, outside code blocks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    outside_code(text).flat_map(|line| line.split('`').skip(1).step_by(2))
}

fn outside_code(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        if line.trim_start().starts_with("```") {
            inside = !inside;
            return false;
        }
        !inside
    })
}

/// A relative path to a file or directory: no spaces, placeholders or leading `/` (those are addresses of pages). A bare name such as
/// `note_write.rs` says how a file is called, not where one is; only documents at the root go by their bare name.
fn looks_like_a_path(name: &str) -> bool {
    let plain =
        !name.starts_with('/') && !name.starts_with("target/") && name.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let at_the_root = [".md", ".toml", ".yml"].iter().any(|ending| name.len() > ending.len() && name.ends_with(ending));
    plain && (at_the_root || name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> TextFile {
        TextFile { path: "xtask/x.md".into(), text: text.into() }
    }

    #[test]
    fn a_broken_link_is_found() {
        let root = crate::repository::root();
        assert_eq!(broken_links(&document("[a](no-such.md) [b](../Cargo.toml#x) [c](https://example.org) [d](#here)"), &root).len(), 1);
        assert_eq!(broken_links(&document("```\n[a](no-such.md)\n```"), &root), Vec::<String>::new());
    }

    #[test]
    fn a_missing_file_is_found() {
        let root = crate::repository::root();
        let found = missing_files(
            &document("`domain/src/gone.rs` `domain/src/lib.rs` `/min-dag` `Cargo.toml` `cargo run` `a/{id}` `gone/` `gone.rs` `GONE.md`"),
            &root,
        );
        assert_eq!(
            found,
            [
                "xtask/x.md names domain/src/gone.rs, which does not exist",
                "xtask/x.md names gone/, which does not exist",
                "xtask/x.md names GONE.md, which does not exist"
            ]
        );
    }
}
