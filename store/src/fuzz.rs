//! What the fuzz targets reach of the inside.

/// The words of what somebody typed in a search field.
pub fn searched_words(typed: &str) -> Vec<String> {
    crate::text::searched_words(typed)
}

/// The key by which names are in Danish order.
pub fn sort_key(name: &str) -> String {
    crate::text::sort_key(name)
}
