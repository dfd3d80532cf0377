//! trin
fn main() {}
