//! The spelling used for matching.

/// Folded text that maps back to the original.
#[derive(Clone, Debug, Default)]
pub struct Form;

/// Folds one character; `None` where it is dropped.
pub fn fold_char(c: char) -> Option<char> {
    Some(c)
}

/// Appends the folded `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    out.extend(text.chars().filter_map(fold_char));
}
