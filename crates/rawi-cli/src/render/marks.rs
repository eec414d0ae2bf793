//! Spans that overlap, nested so that markup can hold them.

use rawi_text::Span;

/// A span that is to be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<T> {
    /// Where.
    pub span: Span,
    /// Among marks that end together, the lower rank stands outside.
    pub rank: u8,
    /// What it marks.
    pub what: T,
}

/// One step in writing a marked text.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'t, T> {
    /// A mark begins here, or goes on after another had to end.
    Open(T),
    /// The innermost open mark ends here, or is interrupted.
    Close,
    /// Words.
    Words(&'t str),
}

/// The steps that write the part `within` of `text` with `marks`, properly nested: a mark that crosses another
/// is cut at the boundary and goes on after it. A mark that is empty or outside is left out.
pub fn nested<'t, T: Copy>(text: &'t str, within: Span, marks: &[Mark<T>]) -> Vec<Step<'t, T>> {
    let mut marks: Vec<Mark<T>> = marks.iter().filter_map(|mark| clipped(*mark, within)).collect();
    marks.sort_by_key(|mark| mark.span.start);
    let mut steps = Vec::new();
    let mut open: Vec<Mark<T>> = Vec::new();
    let mut at = within.start;
    for boundary in boundaries(&marks, within) {
        if at < boundary {
            steps.push(Step::Words(&text[at..boundary]));
            at = boundary;
        }
        let mut begin = close_ended(&mut open, boundary, &mut steps);
        let coming = marks.iter().take_while(|mark| mark.span.start == boundary).count();
        begin.extend(marks.drain(..coming));
        begin.sort_by_key(|mark| (std::cmp::Reverse(mark.span.end), mark.rank));
        steps.extend(begin.iter().map(|mark| Step::Open(mark.what)));
        open.extend(begin);
    }
    steps
}

/// Closes down to the outermost mark that ends at `boundary`; gives those that have to go on.
fn close_ended<T: Copy>(
    open: &mut Vec<Mark<T>>,
    boundary: usize,
    steps: &mut Vec<Step<'_, T>>,
) -> Vec<Mark<T>> {
    let outermost = open.iter().position(|mark| mark.span.end == boundary).unwrap_or(open.len());
    let closed: Vec<Mark<T>> = open.drain(outermost..).collect();
    steps.extend(closed.iter().map(|_| Step::Close));
    closed.into_iter().filter(|mark| mark.span.end > boundary).collect()
}

/// Every place where a mark begins or ends, with the ends of `within`.
fn boundaries<T>(marks: &[Mark<T>], within: Span) -> Vec<usize> {
    let mut boundaries: Vec<usize> =
        marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    boundaries.extend([within.start, within.end]);
    boundaries.sort_unstable();
    boundaries.dedup();
    boundaries
}

fn clipped<T>(mark: Mark<T>, within: Span) -> Option<Mark<T>> {
    let span = Span::new(mark.span.start.max(within.start), mark.span.end.min(within.end));
    (!span.is_empty()).then_some(Mark { span, ..mark })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str, marks: &[(usize, usize, char)]) -> String {
        let marks: Vec<Mark<char>> = marks
            .iter()
            .map(|(start, end, what)| Mark { span: Span::new(*start, *end), rank: 0, what: *what })
            .collect();
        let mut open = Vec::new();
        let mut out = String::new();
        for step in nested(text, Span::new(0, text.len()), &marks) {
            match step {
                Step::Open(what) => {
                    open.push(what);
                    out.push_str(&format!("<{what}>"));
                }
                Step::Close => {
                    out.push_str(&format!("</{}>", open.pop().expect("something is open")))
                }
                Step::Words(words) => out.push_str(words),
            }
        }
        assert!(open.is_empty(), "{out}");
        out
    }

    #[test]
    fn a_mark_within_a_mark_nests() {
        let out = written("0123456789", &[(2, 4, 'b'), (0, 8, 'a')]);
        assert_eq!(out, "<a>01<b>23</b>4567</a>89");
    }

    #[test]
    fn marks_that_cross_are_cut() {
        let out = written("0123456789", &[(0, 5, 'a'), (3, 8, 'b')]);
        assert_eq!(out, "<a>012<b>34</b></a><b>567</b>89");
    }

    #[test]
    fn marks_that_end_together_stand_by_rank() {
        let marks = [
            Mark { span: Span::new(0, 4), rank: 2, what: 'c' },
            Mark { span: Span::new(0, 4), rank: 1, what: 'a' },
        ];
        let steps = nested("abcd", Span::new(0, 4), &marks);
        assert_eq!(steps[..2], [Step::Open('a'), Step::Open('c')]);
    }

    proptest! {
        #[test]
        fn the_words_stay_and_each_is_under_its_marks(
            marks in proptest::collection::vec((0usize..30, 0usize..30), 0..12),
        ) {
            let text = "abcdefghijklmnopqrstuvwxyz0123";
            let marks: Vec<Mark<usize>> = marks
                .iter()
                .enumerate()
                .map(|(what, (a, b))| Mark { span: Span::new(*a.min(b), *a.max(b)), rank: 0, what })
                .collect();
            let within = Span::new(3, 27);
            let mut open = Vec::new();
            let mut at = within.start;
            for step in nested(text, within, &marks) {
                match step {
                    Step::Open(what) => open.push(what),
                    Step::Close => prop_assert!(open.pop().is_some()),
                    Step::Words(words) => {
                        let here = Span::new(at, at + words.len());
                        prop_assert_eq!(here.of(text), words);
                        let mut under = open.clone();
                        under.sort_unstable();
                        let expected: Vec<usize> =
                            marks.iter().filter(|m| !m.span.is_empty() && m.span.overlaps(here)).map(|m| m.what).collect();
                        prop_assert_eq!(under, expected);
                        at = here.end;
                    }
                }
            }
            prop_assert!(open.is_empty());
            prop_assert_eq!(at, within.end);
        }
    }
}
