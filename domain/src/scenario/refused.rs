//! Refusals in words: why, and what to do.

use super::form::{FACTS, FactForm, Takes};
use super::time;
use crate::record::Refusal;

/// Why a command was refused and what to do, in Danish. The form of the refused fact gives the field its name in files.
pub fn explain_da(refusal: &Refusal, form: Option<&FactForm>) -> String {
    let field = |name: &'static str| field_name(name, form);
    match refusal {
        Refusal::Stale { seen, now } => {
            format!("barnets journal har {} poster, men der blev set {}. Læs igen, og prøv med det, der nu står", now.0, seen.0)
        }
        Refusal::Empty => "der er intet at skrive. Skriv mindst én post".into(),
        Refusal::NotRegistered => "barnet er ikke oprettet. Første post skal være \"registered\"".into(),
        Refusal::AlreadyRegistered => "barnet er allerede oprettet. Fjern posten, eller ret den første med \"corrected\"".into(),
        Refusal::AlreadyBorn => "barnet er allerede født. Ret fødselsdagen med \"corrected\"".into(),
        Refusal::NoSuchEntry(no, kind) => format!("post {no} er ikke {}. Henvis til en post, der er", kind_da(kind)),
        Refusal::AlreadyDone(no) => format!("det er allerede gjort i post {no}. Fjern posten, eller ret post {no} med \"corrected\""),
        Refusal::Missing("notifications") => "der er ingen underretninger at genlæse. Fjern posten".into(),
        Refusal::Missing("told") => "skriv enten \"told\" (hvad underretter fik at vide) eller \"withheld_because\" (hvorfor ikke)".into(),
        Refusal::Missing(name) => format!("\"{}\" er tom. Udfyld feltet", field(name)),
        Refusal::InTheFuture { field: name, now } => {
            format!(
                "\"{}\" ligger efter, at posten blev skrevet ({}). Ret dagen, eller giv posten en senere \"at\"",
                field(name),
                time::written(*now)
            )
        }
        Refusal::TooEarly { field: name, not_before } => {
            format!("\"{}\" ligger for tidligt: tidligst {not_before}. Ret dagen", field(name))
        }
        Refusal::OutsideScale { field: name, lowest, highest } => {
            format!("\"{}\" ligger uden for skalaen: fra {lowest} til {highest}", field(name))
        }
        Refusal::TooLong { field: name, most } => {
            format!("\"{}\" er for lang: højst {most} tegn. Del teksten i flere notater", field(name))
        }
        Refusal::WouldBeWithoutResponsible => {
            "sagen ville stå uden en ansvarlig. Tilføj \"responsibility-assigned\" lige efter, med samme \"at\" og \"by\"".into()
        }
        Refusal::NotYours => "tilbuddet er givet til en anden. Kun den, der er spurgt, kan svare: ret \"by\"".into(),
        Refusal::NotEnrolledThere => {
            "barnet går ikke på den enhed den dag. Ret \"unit\" eller \"on\", eller skriv \"enrolled\" først".into()
        }
        Refusal::AloneFirst => {
            "ingen har vurderet barnet alene i denne runde. Skriv først en \"wellbeing-assessed\" med \"together\": false".into()
        }
        Refusal::PlanRequired(no) => format!("indsatsen i post {no} skal have en plan efter loven. Skriv plan-made i stedet"),
        Refusal::NoPlanOwed(no) => format!("indsatsen i post {no} skal ikke have en plan efter loven. Slet posten"),
        Refusal::NotYoursToOffer(no) => {
            format!("barnet har en anden ansvarlig siden post {no}. Kun hun eller han, eller en leder, kan tilbyde det: ret \"by\"")
        }
        Refusal::NotYoursToWithdraw(no) => {
            format!("tilbuddet i post {no} er givet af en anden. Kun hun eller han, eller en leder, kan trække det tilbage: ret \"by\"")
        }
        Refusal::OfferPending(no) => format!("tilbuddet i post {no} venter på svar. Skriv svaret først"),
        Refusal::AlreadyResponsible => "den, der tilbydes ansvaret, har det allerede. Ret \"to\"".into(),
        Refusal::NotStarted => "indsatsen er ikke begyndt. Skriv først \"intervention-started\"".into(),
        Refusal::Ended(on) => format!("indsatsen sluttede {on}. Skriv det før slutningen, eller ret slutningen med \"corrected\""),
        Refusal::Unfinished(no) => format!("post {no} er ikke gjort færdig. Afslut den, før sagen lukkes"),
        Refusal::OtherKind => {
            "den post kan ikke rettes: ansvar, lukning og rettelser ændres ved en ny post, og en rettelse siger samme slags som det rettede"
                .into()
        }
        Refusal::WouldContradict(no) => format!("rettelsen passer ikke med post {no}, der blev skrevet bagefter. Ret post {no} først"),
        Refusal::OtherBirthDate(on) => format!("\"cpr\" hører til en anden fødselsdag end {on}. Ret nummeret eller dagen"),
        Refusal::NotOpen => {
            "der er ingen åben sag. Fjern posten, eller begynd med en underretning eller \"responsibility-assigned\"".into()
        }
        Refusal::Anonymous => "underretteren er anonym og får ingen kvittering. Fjern posten".into(),
        Refusal::TooLate { field: name, not_after } => format!("\"{}\" ligger for sent: senest {not_after}. Ret dagen", field(name)),
        Refusal::MustBeOffered(no) => format!(
            "barnet har en ansvarlig siden post {no}. Tilbyd ansvaret og tag imod det, eller lad en leder (role: team-leader) flytte det"
        ),
        Refusal::NotYoursToOpen => "kun den ansvarlige eller en leder kan gøre det: ret \"by\" eller \"role\"".into(),
        Refusal::OnlyLeaders => "kun en leder kan gøre det: ret \"role\" til \"team-leader\"".into(),
        Refusal::SaysTheAddress => "formålet siger selve adressen: ret \"purpose\"".to_owned(),
        Refusal::OwnGlass(no) => format!("nødadgangen i post {no} er ens egen. En anden leder ser den efter: ret \"by\""),
        Refusal::TookPart => "den anden fagperson har allerede deltaget i sagen. Skriv en, der ikke har".into(),
    }
}

/// Why a command was refused and what to do, in English.
pub fn explain_en(refusal: &Refusal, form: Option<&FactForm>) -> String {
    let field = |name: &'static str| field_name(name, form);
    match refusal {
        Refusal::Stale { seen, now } => {
            format!("the child's record has {} entries, but {} were seen. Read again, and try with what is there now", now.0, seen.0)
        }
        Refusal::Empty => "there is nothing to write. Write at least one entry".into(),
        Refusal::NotRegistered => "the child is not registered. The first entry must be \"registered\"".into(),
        Refusal::AlreadyRegistered => "the child is registered already. Remove the entry, or correct the first with \"corrected\"".into(),
        Refusal::AlreadyBorn => "the child is born already. Correct the day of birth with \"corrected\"".into(),
        Refusal::NoSuchEntry(no, kind) => format!("entry {no} is not of the kind \"{kind}\". Refer to one that is"),
        Refusal::AlreadyDone(no) => format!("it was done already in entry {no}. Remove the entry, or correct entry {no} with \"corrected\""),
        Refusal::Missing("notifications") => "there are no notifications to reread. Remove the entry".into(),
        Refusal::Missing("told") => "write either \"told\" (what the notifier was told) or \"withheld_because\" (why not)".into(),
        Refusal::Missing(name) => format!("\"{}\" is empty. Fill it in", field(name)),
        Refusal::InTheFuture { field: name, now } => {
            format!("\"{}\" lies after the entry was written ({}). Correct the day, or give the entry a later \"at\"", field(name), time::written(*now))
        }
        Refusal::TooEarly { field: name, not_before } => {
            format!("\"{}\" is too early: at the earliest {not_before}. Correct the day", field(name))
        }
        Refusal::OutsideScale { field: name, lowest, highest } => format!("\"{}\" is outside the scale: from {lowest} to {highest}", field(name)),
        Refusal::TooLong { field: name, most } => format!("\"{}\" is too long: at most {most} characters. Split it into several notes", field(name)),
        Refusal::WouldBeWithoutResponsible => {
            "the case would be without a responsible professional. Add \"responsibility-assigned\" right after, with the same \"at\" and \"by\"".into()
        }
        Refusal::NotYours => "the offer was made to someone else. Only the one asked can answer: correct \"by\"".into(),
        Refusal::NotEnrolledThere => {
            "the child is not enrolled at the unit on that day. Correct \"unit\" or \"on\", or write \"enrolled\" first".into()
        }
        Refusal::AloneFirst => {
            "nobody has assessed the child alone in this round. First write a \"wellbeing-assessed\" with \"together\": false".into()
        }
        Refusal::PlanRequired(no) => format!("the law asks for a plan for the intervention in entry {no}. Write plan-made instead"),
        Refusal::NoPlanOwed(no) => format!("no plan is owed for the intervention in entry {no}. Remove the entry"),
        Refusal::NotYoursToOffer(no) => {
            format!("somebody else is responsible since entry {no}. Only they, or a leader, can offer the child: correct \"by\"")
        }
        Refusal::NotYoursToWithdraw(no) => {
            format!("the offer in entry {no} was made by someone else. Only they, or a leader, can withdraw it: correct \"by\"")
        }
        Refusal::OfferPending(no) => format!("the offer in entry {no} awaits an answer. Write the answer first"),
        Refusal::AlreadyResponsible => "the one offered the responsibility has it already. Correct \"to\"".into(),
        Refusal::NotStarted => "the intervention has not started. Write \"intervention-started\" first".into(),
        Refusal::Ended(on) => format!("the intervention ended on {on}. Write it before the end, or correct the end with \"corrected\""),
        Refusal::Unfinished(no) => format!("entry {no} is unfinished. Finish it before the case is closed"),
        Refusal::OtherKind => {
            "that entry cannot be corrected: responsibility, closing and corrections are changed by a new entry, and a correction states the same kind of fact".into()
        }
        Refusal::WouldContradict(no) => format!("the correction does not fit with entry {no}, which was written afterwards. Correct entry {no} first"),
        Refusal::OtherBirthDate(on) => format!("\"cpr\" belongs to another day of birth than {on}. Correct the number or the day"),
        Refusal::NotOpen => "no case is open. Remove the entry, or begin with a notification or \"responsibility-assigned\"".into(),
        Refusal::Anonymous => "the notifier is anonymous and gets no receipt. Remove the entry".into(),
        Refusal::TooLate { field: name, not_after } => format!("\"{}\" is too late: {not_after} at the latest. Correct the day", field(name)),
        Refusal::MustBeOffered(no) => format!("the child has somebody responsible since entry {no}. Offer responsibility and accept it, or let a leader (role: team-leader) move it"),
        Refusal::NotYoursToOpen => "only the responsible or a leader can do that: correct \"by\" or \"role\"".into(),
        Refusal::OnlyLeaders => "only a leader can do that: correct \"role\" to \"team-leader\"".into(),
        Refusal::SaysTheAddress => "the purpose says the address itself: correct \"purpose\"".to_owned(),
        Refusal::OwnGlass(no) => format!("the opening in entry {no} was one's own. Another leader reviews it: correct \"by\""),
        Refusal::TookPart => "the second professional has already taken part in the case. Write one who has not".into(),
    }
}

/// A refusal names the record's own field; a few are called otherwise in files, where `at` and `by` say who wrote and when.
fn field_name(name: &'static str, form: Option<&FactForm>) -> &'static str {
    let Some(form) = form.filter(|form| form.field(name).is_none()) else {
        return name;
    };
    let other = match name {
        "at" => form.fields.iter().find(|field| field.takes == Takes::Instant),
        "by" => form.fields.iter().find(|field| field.name.ends_with("_by")),
        _ => None,
    };
    other.map_or(name, |field| field.name)
}

fn kind_da(kind: &str) -> String {
    let fact = match kind {
        "notification" => "notification-received",
        "intervention" => "intervention-decided",
        "placement" => return "en anbringelse (\"intervention-decided\" med et anbringelsessted)".into(),
        "enrolment" => "enrolled",
        "relation" => "relation-added",
        "consent" => "consent-given",
        "offer" => "responsibility-offered",
        "co-worker" => "co-worker-added",
        "restriction" => "child-restricted",
        "opening" => "glass-broken",
        "assessment" => "assessment-opened",
        "plan" => "plan-made",
        "goal" => "goal-set",
        "meeting" => "meeting-planned",
        "wellbeing-assessed" => "wellbeing-assessed",
        _ => return "en tidligere post".into(),
    };
    let da = FACTS.iter().find(|form| form.name == fact).map_or("", |form| form.da);
    format!("\"{fact}\" ({da})")
}
