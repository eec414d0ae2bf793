//! Whether two names mean the same.

use std::collections::BTreeSet;

use crate::word::words;

/// Words that tell no two people apart: articles, titles, prepositions. They belong to the measure, not to the
/// language packs: a row more in a pack must not move the figures of yesterday.
const WEAK: &str = "the a an of to and mr mrs ms dr sir president minister secretary spokesman spokeswoman \
    spokesperson senator وزير الوزير رئيس الرئيس امير الامير سمو صاحب معالي السيد السيده الدكتور د المهندس م \
    اللواء العميد العقيد مدير المدير عام العام المتحدث الرسمي باسم في من ال على عن بن ابن الشيخ الملكي مجلس \
    اداره هييه وزاره";

/// Particles that are written together with the word behind them, longest first.
const ATTACHED: [&str; 7] = ["وال", "بال", "لل", "ال", "و", "ل", "ب"];

/// Whether half the words of the shorter name stand in the other, weak words left out where others remain.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (strong_a, strong_b) = (name_words(a, true), name_words(b, true));
    if !strong_a.is_empty() && !strong_b.is_empty() {
        return share_half(&strong_a, &strong_b);
    }
    share_half(&name_words(a, false), &name_words(b, false))
}

fn share_half(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    shared > 0 && shared * 2 >= a.len().min(b.len())
}

fn name_words(name: &str, strong_only: bool) -> BTreeSet<String> {
    let weak = |form: &str| strong_only && WEAK.split_whitespace().any(|weak| weak == form);
    let forms = words(name).into_iter().map(|word| word.form);
    forms.filter(|form| !weak(form)).map(|form| bare(&form).to_owned()).collect()
}

/// `form` without its attached particle, where at least three letters remain.
fn bare(form: &str) -> &str {
    let remains = |rest: &&str| rest.chars().nth(2).is_some();
    let rests = ATTACHED.iter().filter_map(|particle| form.strip_prefix(particle));
    rests.into_iter().find(remains).unwrap_or(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_shorter_name_is_enough() {
        assert!(same_name("Orla Venning", "chairwoman Orla Venning"));
        assert!(same_name("Venning", "Orla Venning"));
        assert!(same_name("سليم العطار", "وزير المياه سليم العطار"));
        assert!(!same_name("Orla Venning", "Tobias Kerr"));
        assert!(!same_name("Ada Mae Bell", "Ada Tor Penn Orr"));
    }

    #[test]
    fn weak_words_count_only_where_nothing_else_is_left() {
        assert!(!same_name("Minister Venning", "Minister Kerr"));
        assert!(same_name("the minister", "Minister Kerr"));
        assert!(same_name("the president", "President"));
        assert!(!same_name("", "Kerr"));
        assert!(!same_name("", ""));
    }

    #[test]
    fn attached_particles_are_left_out() {
        assert_eq!(
            ["والبلديه", "للنقل", "بلد", "الي", "وليد"].map(bare),
            ["بلديه", "نقل", "بلد", "الي", "ليد"]
        );
        assert!(same_name("لمصادر", "مصادر"));
    }
}
