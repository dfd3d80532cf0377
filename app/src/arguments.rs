//! The command line. `--help` is in English and names the Danish words; messages are in Danish unless `--lang en`.

use crate::speak::Lang;
use clap::{Args, Parser, Subcommand};
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;
use trin_proof::PublicKey;
use trin_web::PublicUrl;
use trin_web::limits::Rate;

/// Trin: a municipality's early help for children, from a notification (underretning) to the bottom of the ladder (indsatstrappen).
#[derive(Debug, Parser)]
#[command(name = "trin", version, propagate_version = true, disable_help_subcommand = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Language of messages: da (Danish) or en (English)
    #[arg(long, global = true, default_value = "da", value_name = "LANG", hide_possible_values = true)]
    pub(crate) lang: Lang,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make an invented municipality (the first time) and serve it
    Demo(Demo),
    /// Serve a municipality, with login
    Serve(Serve),
    /// Make an empty municipality with its first user
    Init(Init),
    /// Who works here and may log in (medarbejdere)
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Print where a child stands and what the municipality owes (frister og forpligtelser)
    Due(Due),
    /// Check, compare and list strategies
    #[command(subcommand)]
    Strategy(StrategyCommand),
    /// Import a folder of scenario files (docs/scenario.md)
    Import(Import),
    /// Print one child's record as a scenario file
    Export(Export),
    /// Rebuild what follows from the journal, compare it with what is stored, and check every invariant
    Verify(Verify),
    /// Proofs and signed heads of the log (loggen), to keep elsewhere
    #[command(subcommand)]
    Log(LogCommand),
    /// A witness that signs for the heads of logs; runs on another machine than theirs
    #[command(subcommand)]
    Witness(WitnessCommand),
    /// Take a backup while the municipality is in use (sikkerhedskopi)
    Backup(Backup),
    /// Restore a backup to an empty place and check everything in it
    Restore(Restore),
    /// The PostgreSQL database and the roles that use it
    #[command(subcommand)]
    Database(DatabaseCommand),
    /// The municipality's key, which its data is sealed with (kommunens nøgle)
    #[command(subcommand)]
    Key(KeyCommand),
    /// What is done to one child's data as a whole
    #[command(subcommand)]
    Child(ChildCommand),
    /// Clear drafts, logins and searches that have had their time (oprydning); `trin serve` does it every hour
    Tidy(Tidy),
    /// What the page says that everybody can write on without a login (henvendelser)
    Door(Door),
    /// Show how often things happen here beside the published rates (Danmarks Statistik, Ankestyrelsen)
    Rates(Rates),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Directory of the invented municipality [default: the platform's data directory, else ./trin-demo]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Address to serve on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS", value_parser = address)]
    pub(crate) listen: SocketAddr,
    /// A strategy that comes with Trin (`trin strategy list`), or a strategy file
    #[arg(long, value_name = "STRATEGY")]
    pub(crate) strategy: Option<String>,
    /// How many children under 18, from 100 to 1200000 [default: 4700]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=1_200_000))]
    pub(crate) children: Option<u32>,
    /// Another seed, another municipality [default: 1]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// A file whose room (8 MB) is taken at the start, for emergency accesses when the disk is full (nødlog)
    #[arg(long, value_name = "FILE")]
    pub(crate) emergency_log: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) key: KeyFrom,
}

/// Which database. One of the two.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Where {
    /// Directory with an embedded database
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Address of a PostgreSQL database: postgres://USER:PASSWORD@HOST/NAME; `--data` goes before the environment
    #[arg(long, value_name = "URL", env = "TRIN_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    #[command(flatten)]
    pub(crate) key: KeyFrom,
}

/// Where the municipality's key is, which its database is sealed with. Without any of these: the environment variable TRIN_KEY, else the
/// file trin.key in the data directory.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct KeyFrom {
    /// File with the municipality's key [default: the environment variable TRIN_KEY, else trin.key in the data directory]
    #[arg(long, value_name = "FILE", conflicts_with = "key_command")]
    pub(crate) key_file: Option<PathBuf>,
    /// Command that prints the municipality's key, such as one that asks a key store
    #[arg(long, value_name = "COMMAND")]
    pub(crate) key_command: Option<String>,
}

/// An address such as 127.0.0.1:8080 or localhost:8080.
fn address(given: &str) -> Result<SocketAddr, String> {
    given.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or_else(|| "no such address".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Address to serve on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS", value_parser = address)]
    pub(crate) listen: SocketAddr,
    /// Log in at the municipality's identity provider (OpenID Connect), described by this mapping file (docs/how-to/connect-an-identity-provider.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) oidc: Option<PathBuf>,
    /// The address people open Trin at, such as https://trin.example.dk; needed unless Trin listens on this machine alone.
    /// With https the session cookie is marked secure, and every other host name is refused
    #[arg(long, value_name = "URL", env = "TRIN_PUBLIC_URL", value_parser = public_url)]
    pub(crate) public_url: Option<PublicUrl>,
    /// A proxy of yours stands in front and says in X-Forwarded-For who asks; the last address there is believed
    #[arg(long)]
    pub(crate) trusted_proxy: bool,
    /// How much is taken at a time, N in SECONDS: login (tries at an account from one address), login-address (tries from one address),
    /// login-account (tries at an account from anywhere), look-ups (searches and children opened by one person), names (children
    /// asked for by name and birthday by one person), forms (from one address before login). May be given more than once [default: login=10/300 login-address=60/300 login-account=100/3600 look-ups=300/600 names=20/600 forms=120/300]
    #[arg(long, value_name = "WHAT=N/SECONDS", value_parser = limit)]
    pub(crate) limit: Vec<(String, Rate)>,
    /// Folder where the children's present keys are kept for restoring backups, in one file that is written anew within a minute of a child
    /// being registered or a key destroyed [default: child-keys beside the key file]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) keys_to: Option<PathBuf>,
    /// A witness that each signed head of the log is shown to (`trin witness serve` on another machine), and the key it signs with, as it
    /// prints it; may be given several times
    #[arg(long, value_name = "URL=KEY", value_parser = witness)]
    pub(crate) witness: Vec<(String, PublicKey)>,
    /// A file whose room (8 MB) is taken at the start, for emergency accesses when the disk is full (nødlog); best on a disk of its own
    #[arg(long, value_name = "FILE")]
    pub(crate) emergency_log: Option<PathBuf>,
    /// The log's key is lost: sign from now on with a new one. Heads signed with the old one are checked with the old log.pub alone
    #[arg(long)]
    pub(crate) new_log_key: bool,
}

/// A witness's address and key.
fn witness(given: &str) -> Result<(String, PublicKey), String> {
    let (url, key) = given.split_once('=').ok_or("it must be URL=KEY, with the key that `trin witness serve` prints as it starts")?;
    let key =
        PublicKey::parse(key).map_err(|_| "what follows the = is not a witness's key: `trin witness serve` prints it as it starts")?;
    Ok((url.to_owned(), key))
}

/// An address people open.
fn public_url(given: &str) -> Result<PublicUrl, String> {
    PublicUrl::parse(given).ok_or_else(|| "it must be http(s)://HOST, without a path".to_owned())
}

/// What limits are called on the command line.
pub(crate) const LIMITS: [&str; 6] = ["login", "login-address", "login-account", "look-ups", "names", "forms"];

fn limit(given: &str) -> Result<(String, Rate), String> {
    let (what, rate) = given.split_once('=').ok_or("it must be WHAT=N/SECONDS, such as look-ups=300/600")?;
    let rate = Rate::parse(rate).ok_or("the rate must be N/SECONDS, such as 300/600")?;
    if LIMITS.contains(&what) { Ok((what.to_owned(), rate)) } else { Err(format!("there are: {}", LIMITS.join(", "))) }
}

#[derive(Debug, Args)]
pub(crate) struct Tidy {
    #[command(flatten)]
    pub(crate) place: Where,
}

#[derive(Debug, Args)]
pub(crate) struct Door {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Whom to call outside office hours when a child is in danger, as it is to stand on the page: a name and a number; empty for nobody
    #[arg(long, value_name = "TEXT")]
    pub(crate) on_call: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Name of the municipality, such as "Kerteminde Kommune"
    #[arg(long, value_name = "NAME")]
    pub(crate) municipality: String,
    /// A strategy that comes with Trin (`trin strategy list`), or a strategy file
    #[arg(long, default_value = "kerteminde-2021", value_name = "STRATEGY")]
    pub(crate) strategy: String,
    /// User name of the first user. The password is asked for on the terminal, or read as one line from standard input
    #[arg(long, value_name = "USER")]
    pub(crate) user: String,
    /// Full name of the first user
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// Role of the first user: team-leader (teamleder), intake (modtagelse), caseworker (rådgiver), head-of-department (afdelingschef), …
    #[arg(long, default_value = "team-leader", value_name = "ROLE")]
    pub(crate) role: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Everyone who works here or has, with role, place and login
    List {
        #[command(flatten)]
        place: Where,
    },
    /// Give a colleague a login; the password is asked for as by `trin init`
    Add(AddStaff),
    /// Give somebody another role or place
    Move(MoveStaff),
    /// Give somebody a new password
    Password {
        #[command(flatten)]
        place: Where,
        /// Their user name, or full name
        #[arg(value_name = "USER")]
        user: String,
    },
    /// Take the second factors (passkeys, app, recovery codes) from somebody who lost theirs; they set up new ones at the next login
    ResetSecondFactor {
        #[command(flatten)]
        place: Where,
        /// Their user name, or full name
        #[arg(value_name = "USER")]
        user: String,
    },
    /// Close the login of somebody who has left, at once, also where they are logged in, and give their children to somebody who is here
    Leave {
        #[command(flatten)]
        place: Where,
        /// Their user name, or full name
        #[arg(value_name = "USER")]
        user: String,
        /// Who has the children until they are given on: a user name, or a full name [default: the team leader]
        #[arg(long, value_name = "USER")]
        children_to: Option<String>,
    },
    /// Open the login of somebody who has come back
    Return {
        #[command(flatten)]
        place: Where,
        /// Their user name, or full name
        #[arg(value_name = "USER")]
        user: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AddStaff {
    #[command(flatten)]
    pub(crate) place: Where,
    /// User name; capitals do not matter
    #[arg(long, value_name = "USER")]
    pub(crate) user: String,
    /// Full name
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// Role: caseworker (rådgiver), intake (modtagelse), pedagogue (pædagog), teacher (lærer), health-visitor (sundhedsplejerske), provider (leverandør), …
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: String,
    /// Where they work, such as "Skolen ved Skoven"; made when it is not there. May be left out when the municipality has one such place
    #[arg(long, value_name = "PLACE")]
    pub(crate) unit: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MoveStaff {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Their user name, or full name
    #[arg(value_name = "USER")]
    pub(crate) user: String,
    /// Their new role, as for `staff add`; the one they have when left out
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Option<String>,
    /// Where they work now; made when it is not there
    #[arg(long, value_name = "PLACE")]
    pub(crate) unit: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Due {
    /// A strategy that comes with Trin (`trin strategy list`), or a strategy file
    #[arg(long, default_value = "kerteminde-2021", value_name = "STRATEGY")]
    pub(crate) strategy: String,
    /// The day (its end) or point in time to answer for, such as 2024-03-01 or 2024-03-01T09:30 [default: now]
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// Answer as JSON (docs/scenario.md)
    #[arg(long)]
    pub(crate) json: bool,
    /// The child's record: a scenario file (docs/scenario.md), or - for standard input
    #[arg(value_name = "SCENARIO.json")]
    pub(crate) scenario: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StrategyCommand {
    /// Check a strategy file: every fault with line, field and what is allowed
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// What differs between two strategies
    Diff {
        /// A strategy that comes with Trin, or a strategy file
        #[arg(value_name = "A")]
        a: String,
        /// Another
        #[arg(value_name = "B")]
        b: String,
    },
    /// The strategies that come with Trin
    List,
    /// Let a municipality follow another strategy from now on, or its own file as it is now; what follows from its records is worked out anew
    Adopt {
        #[command(flatten)]
        place: Where,
        /// A strategy that comes with Trin, or a strategy file
        #[arg(value_name = "STRATEGY")]
        strategy: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Folder whose files ending in .json are read, those in folders within it too
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) place: Where,
    /// The child: its UUID, or the name it has in scenario files
    #[arg(value_name = "CHILD")]
    pub(crate) child: String,
    /// Who asks for it: a user name, or a full name. The log gets a row, which the family sees; only invented children need none
    #[arg(long, value_name = "USER", requires = "purpose")]
    pub(crate) by: Option<String>,
    /// For which purpose, as the log has it: casework, copy, import, …
    #[arg(long, value_name = "PURPOSE", requires = "by")]
    pub(crate) purpose: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) place: Where,
    /// A head of the log held elsewhere, such as a witness's file; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) witness: Vec<PathBuf>,
    /// The log's public key [default: log.pub beside the key]
    #[arg(long, value_name = "FILE")]
    pub(crate) log_key: Option<PathBuf>,
    /// Somebody has looked into what a start had to put right: the row of the log that tells of it
    #[arg(long, value_name = "ROW")]
    pub(crate) acknowledge: Option<i64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Print the public key that heads and proofs are checked with
    Key {
        #[command(flatten)]
        place: Where,
    },
    /// Print the newest signed head, to keep elsewhere
    Head {
        #[command(flatten)]
        place: Where,
    },
    /// Print the proof that a row is in the log, as text a family can keep
    Proof {
        #[command(flatten)]
        place: Where,
        /// The row's number
        #[arg(value_name = "ROW")]
        id: i64,
    },
    /// Check a proof without the log
    Check {
        /// The proof
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The log's public key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Carry over what waits in an emergency log (nødlog) that was sealed before the municipality's key was changed
    Carry {
        #[command(flatten)]
        place: Where,
        /// The emergency log
        #[arg(value_name = "FILE")]
        emergency_log: PathBuf,
        /// File with the municipality's key from before it was changed
        #[arg(long, value_name = "FILE")]
        sealed_with: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum WitnessCommand {
    /// Serve `POST /add-checkpoint` (C2SP tlog-witness)
    Serve(WitnessServe),
}

#[derive(Debug, Args)]
pub(crate) struct WitnessServe {
    /// Directory of the witness: its key, and one head for each log
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Name of the witness, without spaces, such as its host name; kept with its key
    #[arg(long, default_value = "trin-witness", value_name = "NAME")]
    pub(crate) name: String,
    /// Address to serve on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8090", value_name = "ADDRESS", value_parser = address)]
    pub(crate) listen: SocketAddr,
    /// The public key of a log it signs for (`trin log key`); may be given several times
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) log: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Folder where the children's present keys are kept, in one file that each backup replaces; never in the backup, and never kept from
    /// one day to the next [default: child-keys beside the key file]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) keys_to: Option<PathBuf>,
    /// Folder for the backup: new or empty
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Where to restore to: an empty directory or database. The key is today's
    #[command(flatten)]
    pub(crate) place: Where,
    /// Folder with the file of the children's present keys [default: child-keys beside the key file]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) keys: Option<PathBuf>,
    /// The municipality's key of the day the backup was taken, when it was changed since
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_key: Option<PathBuf>,
    /// The log's public key, which must have signed the heads in the backup [default: log.pub beside the log's key or the key file]
    #[arg(long, value_name = "FILE")]
    pub(crate) log_key: Option<PathBuf>,
    /// The list of destroyed keys that is kept outside the database [default: destroyed-keys.txt beside the key file]
    #[arg(long, value_name = "FILE")]
    pub(crate) destroyed: Option<PathBuf>,
    /// The backup's folder
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DatabaseCommand {
    /// Bring the tables up to date as their owner, and give another role what `trin serve` takes and nothing more: it adds to the journal and
    /// the log and can change neither. Once for each new version of Trin
    Grant {
        #[command(flatten)]
        place: Where,
        /// The role, which must be there already, such as trin_app
        #[arg(long, value_name = "ROLE")]
        role: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Write a new key to a file
    New {
        /// The file; it must not be there already
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write the file of the children's present keys anew in every folder that has one (`trin key rotate` and `trin child destroy-key` do)
    Keep {
        #[command(flatten)]
        place: Where,
        /// Write none, and forget this folder: it is gone for good, and so is the key file in it
        #[arg(long, value_name = "FOLDER")]
        forget: Option<PathBuf>,
    },
    /// Seal the municipality's data with another key; the old one opens nothing of it afterwards. Stop `trin serve` first
    Rotate {
        #[command(flatten)]
        place: Where,
        /// File with the new key, as `trin key new` wrote it
        #[arg(long, value_name = "FILE")]
        new: PathBuf,
        /// Folder with the file of the children's present keys, which is written anew [default: child-keys beside the key file, when it is there]
        #[arg(long, value_name = "FOLDER")]
        keys_to: Option<PathBuf>,
        /// The emergency log (nødlog): what waits in it is carried over first, for the new key does not open it [default: the one Trin last
        /// served with]
        #[arg(long, value_name = "FILE")]
        emergency_log: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChildCommand {
    /// Destroy a child's key: nobody can read what was written about the child any more, here or in a restored backup. It takes two people
    /// who lead, is written in the log, and cannot be undone
    DestroyKey {
        #[command(flatten)]
        place: Where,
        /// The child: its UUID
        #[arg(value_name = "CHILD")]
        child: String,
        /// Why, as a code of small letters and hyphens, such as retention-ended
        #[arg(long, value_name = "CODE")]
        why: String,
        /// Who proposes it: user name or full name of a team leader or head of department who works here
        #[arg(long, value_name = "USER")]
        by: String,
        /// Who confirms it: another one
        #[arg(long, value_name = "USER")]
        confirmed_by: String,
        /// The list of destroyed keys that is kept outside the database [default: destroyed-keys.txt beside the key file]
        #[arg(long, value_name = "FILE")]
        destroyed: Option<PathBuf>,
        /// Folder with the file of the children's present keys, which is written anew without this one [default: child-keys beside the key
        /// file, when it is there]
        #[arg(long, value_name = "FOLDER")]
        keys_to: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Rates {
    #[command(flatten)]
    pub(crate) place: Where,
}
