//! Licence expressions as crates write them: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, and the older `MIT/Apache-2.0`.

/// Whether what is allowed is enough for an expression. What cannot be read is not allowed.
pub fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, allowed).is_some_and(|enough| enough && at == words.len())
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> Option<bool> {
    let mut enough = both(words, at, allowed)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        enough |= both(words, at, allowed)?;
    }
    Some(enough)
}

fn both(words: &[&str], at: &mut usize, allowed: &[String]) -> Option<bool> {
    let mut enough = one(words, at, allowed)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        enough &= one(words, at, allowed)?;
    }
    Some(enough)
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> Option<bool> {
    let word = *words.get(*at)?;
    *at += 1;
    if word == "(" {
        let enough = either(words, at, allowed)?;
        (words.get(*at) == Some(&")")).then_some(())?;
        *at += 1;
        return Some(enough);
    }
    // An exception only ever allows more.
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    (!matches!(word, ")" | "OR" | "AND" | "WITH")).then(|| allowed.iter().any(|name| name == word))
}
