//! A share, with the interval it lies in; small numbers are not shown as shares.

/// A share of fewer cases than this says more about single families than about a service, and is not given (principle 10).
pub const FEWEST: u64 = 5;
/// The two-sided 95 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// How large a part of something went one way, with a 95 % interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// Those that did.
    pub part: u64,
    /// All.
    pub whole: u64,
    /// Part of whole, from 0 to 1.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The share with Wilson's interval; `None` when there are fewer than [`FEWEST`] cases, or more parts than wholes.
    ///
    /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if whole < FEWEST || part > whole {
            return None;
        }
        let (p, n) = (part as f64 / whole as f64, whole as f64);
        let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        Some(Self { part, whole, value: p, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: u64, whole: u64, low: f64, high: f64) {
        let share = Share::of(part, whole).expect("enough cases");
        assert!((share.low - low).abs() < 5e-4 && (share.high - high).abs() < 5e-4, "{share:?}");
    }

    #[test]
    fn intervals_are_wilsons() {
        // Worked by hand from the formula; the first is Newcombe's (1998) own example, 81 of 263.
        check(81, 263, 0.2553, 0.3662);
        check(0, 20, 0.0, 0.1611);
        check(29, 29, 0.8830, 1.0);
        check(5, 10, 0.2366, 0.7634);
    }

    #[test]
    fn a_handful_of_cases_is_no_share() {
        assert_eq!(Share::of(2, 4), None);
        assert!(Share::of(2, 5).is_some());
        assert_eq!(Share::of(6, 5), None);
    }
}
