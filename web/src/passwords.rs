//! Local passwords: what one must be, and what is kept of it.
//!
//! Length is what makes a password hard to guess, so that is what is asked for; nothing is asked of which letters it holds, it may be pasted,
//! and it need never be changed without a reason. What many people choose is refused. Why: `docs/decisions/0007-identity.md`.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Shortest password, in characters.
pub const SHORTEST: usize = 12;
/// Longest, in characters: far more than anybody types, and little enough to hash.
pub const LONGEST: usize = 256;
/// Memory for each hash, in KiB; passes over it; lanes. What OWASP's cheat sheet names as least for Argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// Verified when there is no password to verify, so that the answer takes as long as for one that is wrong. Made with [`COST`] of a password
/// nobody has: sixteen and thirty-two bytes of no meaning.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$p2HhJv1vFfVb3g0N4uXc2S3Yk7oKpX0mHq1e9x3b7uI";

/// What many people choose, and what lies close in a municipality: one to a line.
const REFUSED: &str = include_str!("passwords/refused.txt");

/// Why a password is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`].
    TooLong,
    /// Among the first that anybody would try.
    Common,
    /// Little but the user's own name, or the municipality's.
    Own,
}

/// Whether a password may be used; `own` are the words close to its owner: user name, names, municipality.
///
/// # Errors
/// Why not.
pub fn allowed(password: &str, own: &[&str]) -> Result<(), Refused> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Refused::TooShort);
    }
    if length > LONGEST {
        return Err(Refused::TooLong);
    }
    let plain = plain(password);
    if is_repetitive(&plain) {
        return Err(Refused::Common);
    }
    let left = left_of(&plain, REFUSED.lines().filter(|line| !line.starts_with('#') && !line.is_empty()));
    if left < FEWEST_OF_ONES_OWN {
        return Err(Refused::Common);
    }
    let own: Vec<String> =
        own.iter().flat_map(|words| words.split_whitespace()).map(self::plain).filter(|word| word.chars().count() >= 3).collect();
    if left_of(&plain, own.iter().map(String::as_str)) < FEWEST_OF_ONES_OWN {
        return Err(Refused::Own);
    }
    Ok(())
}

/// Characters that must be left when what anybody would try is taken out.
const FEWEST_OF_ONES_OWN: usize = 6;

/// How many letters are left of a password without these words and without the digits and signs people put around them.
fn left_of<'a>(plain: &str, words: impl Iterator<Item = &'a str>) -> usize {
    let mut words: Vec<&str> = words.filter(|word| plain.contains(word)).collect();
    // The longest first: "kommune" before "kom".
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if words.is_empty() {
        return usize::MAX;
    }
    let mut left = plain.to_owned();
    for word in words {
        left = left.replace(word, " ");
    }
    left.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// In small letters, with the signs read as letters that people write for them.
fn plain(password: &str) -> String {
    password.to_lowercase().replace('@', "a").replace('0', "o").replace('$', "s").replace('3', "e").replace('1', "i")
}

/// Fewer than five different characters.
fn is_repetitive(plain: &str) -> bool {
    let mut met: Vec<char> = plain.chars().collect();
    met.sort_unstable();
    met.dedup();
    met.len() < 5
}

fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, lanes, None).unwrap_or_default())
}

/// What is kept of a password: Argon2id with a salt of its own.
///
/// # Errors
/// What the hash said, when the password could not be hashed.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, String> {
    hasher().hash_password_with_salt(password.as_bytes(), salt).map(|hash| hash.to_string()).map_err(|error| error.to_string())
}

/// Whether a password is the one kept; takes as long when none is.
pub fn fits(kept: Option<&str>, password: &str) -> bool {
    let is_known = kept.is_some();
    let fits = PasswordHash::new(kept.unwrap_or(NOBODY)).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok());
    fits && is_known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_asked_for_and_nothing_of_which_letters() {
        for fine in ["korrekt hest batteri", "blå cykel under trappen", "aaaaaaaabcdefg", "ÆØÅ æøå ÆØÅ æøå!", "tolvtegn-her"] {
            assert_eq!(allowed(fine, &[]), Ok(()), "{fine}");
        }
        assert_eq!(allowed("elleve tegn", &[]), Err(Refused::TooShort));
        assert_eq!(allowed(&"abcdef ".repeat(40), &[]), Err(Refused::TooLong));
    }

    #[test]
    fn what_anybody_would_try_is_refused() {
        for common in [
            "password1234",
            "P@ssw0rd2026!",
            "adgangskode12",
            "Kommune12345",
            "qwertyuiop12",
            "111111111111",
            "Sommer2026!!",
            "velkommen2026",
            "abababababab",
            "trintrintrin",
        ] {
            assert_eq!(allowed(common, &[]), Err(Refused::Common), "{common}");
        }
    }

    #[test]
    fn ones_own_name_is_refused_and_a_sentence_with_it_is_not() {
        let own = ["mette", "Mette Holm", "Kerteminde Kommune"];
        for close in ["mette-holm-1979", "Kerteminde2026!", "metteholm12345"] {
            assert!(allowed(close, &own).is_err(), "{close}");
        }
        assert_eq!(allowed("mette spiser gulerødder", &own), Ok(()));
    }

    #[test]
    fn a_hash_fits_its_password_alone() {
        let kept = hash("blå cykel under trappen", &[7; 16]).expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(fits(Some(&kept), "blå cykel under trappen"));
        assert!(!fits(Some(&kept), "blå cykel under trappen "));
        assert!(!fits(None, "anything"));
        assert!(PasswordHash::new(NOBODY).is_ok(), "else an unknown user is answered at once");
    }
}
