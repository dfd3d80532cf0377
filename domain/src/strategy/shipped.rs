//! The strategies that come with Trin (L5): four municipalities' published documents, read into files.

use super::Strategy;
use std::sync::OnceLock;

/// The files, in the order they are offered; the first is the standard.
const FILES: [&str; 4] = [
    include_str!("../../strategies/kerteminde-2021.toml"),
    include_str!("../../strategies/hvidovre-2014.toml"),
    include_str!("../../strategies/faxe-2019.toml"),
    include_str!("../../strategies/koege-2020.toml"),
];

impl Strategy {
    /// The strategies that come with Trin, the standard first.
    pub fn shipped() -> &'static [Self] {
        static SHIPPED: OnceLock<Vec<Strategy>> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            FILES.iter().map(|file| Self::parse(file).expect("the files are part of the program and a test reads each")).collect()
        })
    }

    /// The shipped strategy with this key.
    pub fn named(key: &str) -> Option<&'static Self> {
        Self::shipped().iter().find(|strategy| strategy.key == key)
    }

    /// The strategy that is chosen when nobody chooses: Kerteminde's.
    pub fn standard() -> &'static Self {
        &Self::shipped()[0]
    }
}
