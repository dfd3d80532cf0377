//! The command line. `--help` is in English and names the Danish words; messages are in Danish unless `--lang en`.

use crate::speak::Lang;
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Trin: a municipality's early help for children, from a notification (underretning) to the bottom of the ladder (indsatstrappen).
#[derive(Debug, Parser)]
#[command(name = "trin", version, propagate_version = true, disable_help_subcommand = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Language of messages: da (Danish) or en (English)
    #[arg(long, global = true, default_value = "da", value_name = "LANG")]
    pub(crate) lang: Lang,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make an invented municipality with years of history, and serve it
    Demo(Demo),
    /// Print where a child stands and what the municipality owes (frister og forpligtelser)
    Due(Due),
    /// Check, compare and list strategies
    #[command(subcommand)]
    Strategy(StrategyCommand),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Address and port to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// Folder of the demo's data [default: trin-demo]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// A strategy that comes with Trin (`trin strategy list`), or a strategy file
    #[arg(long, default_value = "kerteminde-2021", value_name = "STRATEGY")]
    pub(crate) strategy: String,
    /// How many children the municipality has; 1200000 is the country
    #[arg(long, default_value_t = 4_700, value_name = "N")]
    pub(crate) children: u32,
    /// Another seed, another municipality
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    pub(crate) seed: u64,
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
}
