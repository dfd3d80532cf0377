//! What belongs to no child's record has a short life: drafts, logins, what somebody searched for. Trin clears it by itself, and the log says how much.

use crate::cells::args;
use crate::db::statements;
use crate::log::{self, LogBody};
use crate::{Store, StoreError, enquiries};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::{WorkingDays, day_of, days_after, start_of_day};
use trin_domain::retention::{Class, rule};

statements! {
    DRAFTS = "DELETE FROM draft WHERE saved_at < $1";
    SESSIONS = "DELETE FROM session WHERE expires_at < $1";
    PROVIDER_LOGINS = "DELETE FROM provider_login WHERE expires_at < $1";
    PROVIDER_MESSAGES = "DELETE FROM provider_message WHERE expires_at < $1";
    CEREMONIES = "DELETE FROM ceremony WHERE expires_at < $1";
    BROWSERS = "DELETE FROM known_browser WHERE expires_at < $1";
    SEARCHES = "DELETE FROM search WHERE at < $1";
}

/// How long a working day's search can be asked for: less than its class allows.
const SEARCHES_LAST: SignedDuration = SignedDuration::from_hours(12);

/// What was cleared: how many of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tidied {
    /// Drafts nobody has touched for long.
    pub drafts: u64,
    /// Logins that have expired, begun and never finished, or asked of a passkey in vain; browsers nobody has come in by for long.
    pub logins: u64,
    /// Words somebody searched for.
    pub searches: u64,
    /// What was written in enquiries that were settled long ago.
    pub enquiries: u64,
}

impl Tidied {
    /// Whether there was anything.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Store {
    /// Clears what has had its time, with one row in the log that says how many of each; none when there was nothing.
    ///
    /// # Errors
    /// When the database fails. Then nothing was cleared.
    pub async fn tidy(&self, now: Timestamp) -> Result<Tidied, StoreError> {
        let mut tx = self.db.write().await?;
        let drafts = tx.run(DRAFTS, args![start_of_day(oldest(Class::Draft, day_of(now)))]).await?;
        let mut logins = 0;
        for statement in [SESSIONS, PROVIDER_LOGINS, PROVIDER_MESSAGES, CEREMONIES, BROWSERS] {
            logins += tx.run(statement, args![now]).await?;
        }
        let searches = tx.run(SEARCHES, args![now.saturating_sub(SEARCHES_LAST).unwrap_or(Timestamp::MIN)]).await?;
        let enquiries = enquiries::forget(&mut tx, start_of_day(oldest(Class::Enquiry, day_of(now)))).await?;
        let tidied = Tidied { drafts, logins, searches, enquiries };
        if tidied.is_nothing() {
            tx.undo().await?;
            return Ok(tidied);
        }
        let mut body = LogBody::by_trin(now, "tidy", "retention");
        body.fields = Some(format!("drafts={drafts} logins={logins} searches={searches} enquiries={enquiries}"));
        log::append(&mut tx, vec![body.row()?]).await?;
        tx.commit().await?;
        self.waiting.grew(1);
        Ok(tidied)
    }
}

/// The first day of which things of a class are still kept.
fn oldest(class: Class, today: Date) -> Date {
    let Some(keep) = rule(class).shortest() else { return Date::MIN };
    // The earliest day that, kept so long, lasts until today: looked for, for months are not all as long.
    let about = i32::from(keep.value.about_days());
    (0..=40)
        .map(|more| days_after(today, more - about - 20))
        .find(|day| keep.value.after(*day, WorkingDays::default()) >= today)
        .unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_draft_is_kept_a_month_to_the_day() {
        assert_eq!(oldest(Class::Draft, date(2026, 11, 22)), date(2026, 10, 22));
        assert_eq!(oldest(Class::Draft, date(2026, 3, 31)), date(2026, 2, 28).tomorrow().unwrap_or_default());
        assert_eq!(oldest(Class::Draft, date(2026, 2, 28)), date(2026, 1, 28));
    }
}
