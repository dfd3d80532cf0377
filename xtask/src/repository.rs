//! The files of the repository, as they lie in the working copy.

use std::fs;
use std::path::{Path, PathBuf};

/// What lies in the working copy without being the repository's own. In a second working copy `.git` is a file.
const NOT_OURS: [&str; 5] = [".git", "target", "node_modules", "tmp", "data"];

/// A text file of the repository.
#[derive(Debug)]
pub struct TextFile {
    /// Its path from the root, with `/` between the parts.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// The root of the working copy.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Every text file, in the order of their paths. Files that are not UTF-8 (pictures, fonts) are left out.
///
/// # Panics
/// When a directory cannot be read: then nothing can be checked.
pub fn text_files() -> Vec<TextFile> {
    let root = root();
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(root: &Path, directory: &Path, files: &mut Vec<TextFile>) {
    let listing = fs::read_dir(directory).unwrap_or_else(|error| panic!("cannot list {}: {error}", directory.display()));
    for item in listing {
        let path = item.unwrap_or_else(|error| panic!("cannot list {}: {error}", directory.display())).path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_symlink() || NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path)
            && let Ok(relative) = path.strip_prefix(root)
        {
            files.push(TextFile { path: relative.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// The Rust sources of one crate, without its tests and benchmarks in directories of their own.
pub fn sources_of<'a>(files: &'a [TextFile], krate: &str) -> impl Iterator<Item = &'a TextFile> {
    let inside = format!("{krate}/src/");
    files.iter().filter(move |file| file.path.starts_with(&inside) && file.path.ends_with(".rs"))
}
