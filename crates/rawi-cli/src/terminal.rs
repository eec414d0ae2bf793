//! What the terminal can show.

use std::io::{self, IsTerminal};

use crate::args::Color;

/// Columns when no terminal tells.
const DEFAULT_WIDTH: usize = 80;
/// Longer lines are hard to read.
const MAX_WIDTH: usize = 100;

/// How many columns text may take.
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|value| value.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(asked).unwrap_or(DEFAULT_WIDTH).clamp(20, MAX_WIDTH)
}

/// Whether output gets colour; `to_file` when it does not go to standard output.
pub fn colours(color: Color, to_file: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if to_file => false,
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// Whether standard input is a person at a keyboard.
pub fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}
