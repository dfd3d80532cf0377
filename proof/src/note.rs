//! Signed notes (C2SP signed-note): a text with lines of signatures below it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

/// Why a text is no signed note, or no head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Malformed {
    /// The text and its signatures are not parted by an empty line, or a line is wrong.
    #[error("it is not a signed note")]
    Note,
    /// The text does not have a name, a number and a hash.
    #[error("it does not tell of a log's size and root")]
    Checkpoint,
    /// A key is not of the form `name+hash+key`.
    #[error("it is not a public key")]
    Key,
    /// A name has a space or a plus sign in it, or is empty.
    #[error("a name may hold neither spaces nor plus signs")]
    Name,
    /// A request to a witness is not of the right form.
    #[error("it is not a request to a witness")]
    Request,
}

/// What begins a line of signature.
const DASH: &str = "\u{2014} ";

/// A signature as its line has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Whose.
    pub name: String,
    /// Which of their keys.
    pub key_id: [u8; 4],
    /// What follows the key's id.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// As a line, with its end.
    pub fn line(&self) -> String {
        let bytes = [self.key_id.as_slice(), &self.bytes].concat();
        format!("{DASH}{} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// Reads a line without its end.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_line(line: &str) -> Result<Self, Malformed> {
        let (name, signature) = line.strip_prefix(DASH).and_then(|rest| rest.split_once(' ')).ok_or(Malformed::Note)?;
        let bytes = STANDARD.decode(signature).map_err(|_| Malformed::Note)?;
        let (key_id, bytes) = bytes.split_first_chunk::<4>().ok_or(Malformed::Note)?;
        if !is_name(name) || bytes.is_empty() {
            return Err(Malformed::Note);
        }
        Ok(Self { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
    }
}

/// Whether a text may be the name of a log or a witness.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '+')
}

/// A text and its signatures; none of them is looked into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What is signed, ending in a line's end.
    pub text: String,
    /// By whom.
    pub signatures: Vec<Signature>,
}

impl Note {
    /// Reads one.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(note: &str) -> Result<Self, Malformed> {
        let is_plain = !note.contains(|letter: char| letter.is_control() && letter != '\n');
        let at = note.rfind("\n\n").filter(|_| is_plain && note.ends_with('\n')).ok_or(Malformed::Note)?;
        let (text, signatures) = (&note[..=at], &note[at + 2..]);
        let signatures = signatures.lines().map(Signature::from_line).collect::<Result<Vec<_>, _>>()?;
        if signatures.is_empty() {
            return Err(Malformed::Note);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// As it is kept and sent.
    pub fn to_text(&self) -> String {
        let lines: String = self.signatures.iter().map(Signature::line).collect();
        format!("{}\n{lines}", self.text)
    }
}
