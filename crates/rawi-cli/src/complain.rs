//! What goes wrong is one line on stderr.

use std::io::Write;

/// Writes `rawi: message` as one line. A stderr that cannot be written is nobody's to tell.
pub fn line(message: &str) {
    let line = format!("rawi: {}\n", one_line(message));
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// `message` with every run of control characters as one space: file names may hold terminal escapes.
pub fn one_line(message: &str) -> String {
    let parts = message.split(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Each line of `text` as [`one_line`].
pub fn lines(text: &str) -> String {
    text.lines().map(|line| one_line(line) + "\n").collect()
}
