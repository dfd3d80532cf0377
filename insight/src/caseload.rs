//! How the children who have an open case are shared among those responsible for them. A figure of the work, never of the one who does it.

/// Children and people, and what that is for each.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shared {
    /// Children someone is responsible for.
    pub children: i64,
    /// People responsible for at least one.
    pub people: i64,
    /// Children for each of these people on average; 0 when there is nobody.
    pub each: f64,
}

/// From how many children each person is responsible for. Whoever has none (a leader, someone on leave) does not lower the average.
pub fn shared(children_of_each: impl IntoIterator<Item = i64>) -> Shared {
    let (mut children, mut people) = (0_i64, 0_i64);
    for of_one in children_of_each.into_iter().filter(|children| *children > 0) {
        children += of_one;
        people += 1;
    }
    let each = if people == 0 { 0.0 } else { children as f64 / people as f64 };
    Shared { children, people, each }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_children_do_not_lower_the_average() {
        assert_eq!(shared([25, 0, 20]), Shared { children: 45, people: 2, each: 22.5 });
        assert_eq!(shared([0, 0]), Shared { children: 0, people: 0, each: 0.0 });
        assert_eq!(shared([]), Shared { children: 0, people: 0, each: 0.0 });
    }
}
