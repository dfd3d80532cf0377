//! Figures out of times.

use std::time::Duration;

/// How long requests took, and how much came back.
#[derive(Default)]
pub(super) struct Times {
    each: Vec<Duration>,
    warming_up: usize,
    bytes: usize,
}

impl Times {
    pub(super) fn add(&mut self, time: Duration, bytes: usize) {
        self.each.push(time);
        self.bytes += bytes;
    }

    /// A request before the measurement began; only its CPU time counts.
    pub(super) fn warm_up(&mut self) {
        self.warming_up += 1;
    }

    pub(super) fn join(&mut self, other: Self) {
        self.each.extend(other.each);
        self.warming_up += other.warming_up;
        self.bytes += other.bytes;
    }

    /// The time that so many of a hundred requests did not exceed.
    fn percentile(&mut self, percent: usize) -> Duration {
        self.each.sort_unstable();
        let nth = (self.each.len() * percent).div_ceil(100);
        self.each.get(nth.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// One line of the table.
    pub(super) fn line(&mut self, name: &str, took: Duration, cpu: Option<Duration>) -> String {
        let count = self.each.len().max(1);
        let milliseconds = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        let [p50, p95, p99] = [50, 95, 99].map(|percent| milliseconds(self.percentile(percent)));
        let rate = self.each.len() as f64 / took.as_secs_f64();
        let cpu = cpu.map_or_else(|| "?".into(), |cpu| format!("{:.2}", cpu.as_secs_f64() * 1000.0 / (count + self.warming_up) as f64));
        format!("| {name} | {rate:.0} | {p50} | {p95} | {p99} | {cpu} | {} |", self.bytes / count)
    }
}

/// Millions of bytes.
pub(super) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let mut times = Times::default();
        for millisecond in (1..=200).rev() {
            times.add(Duration::from_millis(millisecond), 10);
        }
        let of = [50, 95, 99, 100].map(|percent| times.percentile(percent).as_millis());
        assert_eq!(of, [100, 190, 198, 200]);
        assert_eq!(Times::default().percentile(95), Duration::ZERO);
        let mut one = Times::default();
        one.add(Duration::from_millis(7), 1);
        assert_eq!(one.percentile(1), Duration::from_millis(7));
    }

    #[test]
    fn a_line_says_requests_a_second_and_cpu_of_each() {
        let mut times = Times::default();
        for _ in 0..100 {
            times.add(Duration::from_millis(4), 1500);
        }
        for _ in 0..25 {
            times.warm_up();
        }
        let line = times.line("Min dag", Duration::from_secs(2), Some(Duration::from_millis(250)));
        assert_eq!(line, "| Min dag | 50 | 4.0 | 4.0 | 4.0 | 2.00 | 1500 |");
    }
}
