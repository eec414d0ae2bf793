/// Byte offsets to code points, for the output contract.
///
/// Built once a text; a look-up counts at most 256 bytes.
///
/// ```
/// let points = rawi_text::CodePoints::new("قال x");
/// assert_eq!(points.at(6), 3);
/// assert_eq!(points.at(8), 5);
/// ```
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`; `None` where the text is all ASCII.
    before: Option<Vec<u32>>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text`.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, before: None };
        }
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += count_starts(chunk);
        }
        before.push(count);
        Self { text, before: Some(before) }
    }

    /// Code points before the byte offset `byte`; an offset past the end counts as the end.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match &self.before {
            None => byte,
            Some(before) => {
                let step = byte / STEP;
                let rest = &self.text.as_bytes()[step * STEP..byte];
                (before[step] + count_starts(rest)) as usize
            }
        }
    }
}

/// Number of bytes that begin a code point.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32
}
