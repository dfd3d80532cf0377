//! What the fuzz targets reach of the inside.

/// Whether a provider with these keys (a JSON Web Key Set) would end logins with this message, on 1 January 2026 at noon.
pub fn ends_logins(keys: &str, message: &str) -> bool {
    crate::entrance::oidc::fuzz_ends_logins(keys, message)
}
