//! How practice goes: every probability and duration in one place, with its source. Numbers without a source are chosen
//! so that the published ones come out, which a test checks.

/// Share of children with an open case on a day, which sizes the caseworkers' teams. Chosen.
pub(crate) const OPEN_SHARE: f64 = 0.058;

/// Children per caseworker. Dansk Socialrådgiverforening counted 33 in 2019 and 31 in 2023.
pub(crate) const CHILDREN_PER_CASEWORKER: f64 = 28.0;

/// How much families carry, mean 1: concern gathers on few families, and the same ones return. Chosen, so that repeats come out.
pub(crate) const FAMILY_LOADS: &[(f64, f64)] = &[(0.65, 0.26), (0.25, 1.24), (0.08, 4.1), (0.02, 9.6)];
