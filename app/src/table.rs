//! A table for the terminal: columns as wide as needed, long cells wrapped so that the whole fits.

use std::fmt;

/// Narrowest a wrapped column becomes.
const NARROWEST: usize = 12;
/// Between two columns.
const GAP: &str = "  ";

/// Rows under headings.
pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    width: usize,
    indent: usize,
    /// Columns that wrap at a width of their own, to leave room for the others.
    narrow: Vec<(usize, usize)>,
}

impl Table {
    /// An empty table as wide as the terminal, or 140 characters when there is none.
    pub(crate) fn new(headings: &[&str]) -> Self {
        Self {
            headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
            rows: Vec::new(),
            width: terminal_width(),
            indent: 0,
            narrow: Vec::new(),
        }
    }

    /// Moved to the right.
    pub(crate) fn indented(mut self, indent: usize) -> Self {
        self.indent = indent;
        self
    }

    /// Wraps a column at this width.
    pub(crate) fn at_most(mut self, column: usize, width: usize) -> Self {
        self.narrow.push((column, width));
        self
    }

    /// Adds a row; one cell for each heading.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.headings.len());
        self.rows.push(cells.to_vec());
    }

    /// Whether there are no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The columns' widths: as wide as their widest cell, the widest columns narrowed until the whole fits.
    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.headings.len())
            .map(|column| {
                self.rows
                    .iter()
                    .map(|row| &row[column])
                    .chain([&self.headings[column]])
                    .flat_map(|cell| cell.lines())
                    .map(length)
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for (column, most) in &self.narrow {
            widths[*column] = widths[*column].min(*most);
        }
        let room = self.width.saturating_sub(self.indent + GAP.len() * widths.len().saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().filter(|width| **width > NARROWEST).max() {
                Some(widest) => *widest -= 1,
                None => break,
            }
        }
        widths
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        for row in [&self.headings, &rule].into_iter().chain(&self.rows) {
            let cells: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
            for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut written = " ".repeat(self.indent);
                for (cell, width) in cells.iter().zip(&widths) {
                    let text = cell.get(line).map_or("", String::as_str);
                    written.push_str(text);
                    written.push_str(&" ".repeat(width.saturating_sub(length(text))));
                    written.push_str(GAP);
                }
                writeln!(f, "{}", written.trim_end())?;
            }
        }
        Ok(())
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text in lines of at most this width, broken between words where possible.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && length(&line) + 1 + length(word) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            while length(&line) > width {
                let rest = line.chars().skip(width).collect();
                lines.push(line.chars().take(width).collect());
                line = rest;
            }
        }
        lines.push(line);
    }
    lines
}

/// The terminal's width, or what `COLUMNS` says; 140 where there is neither, as in a file.
fn terminal_width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    asked.or(terminal).unwrap_or(140).clamp(80, 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_long_cells_wrap() {
        let mut table = Table::new(&["frist", "hvorfor"]);
        table.width = 24;
        table.row(["2024-03-01".into(), "en lang begrundelse om æbler".into()]);
        table.row(["nu".into(), "kort".into()]);
        let expected = [
            "frist       hvorfor",
            "──────────  ────────────",
            "2024-03-01  en lang",
            "            begrundelse",
            "            om æbler",
            "nu          kort",
            "",
        ];
        assert_eq!(table.to_string(), expected.join("\n"));
    }

    #[test]
    fn a_word_longer_than_the_column_is_cut_not_lost() {
        assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrapped("", 5), [""; 0]);
    }
}
