//! The forms under which actors and titles are found.

use crate::actor::{ActorKind, NameUse};
use crate::form::{self, Step};
use crate::registry::{Code, Sense, Stored};

use super::draft::{Collected, Draft};

/// Fills the table of forms.
pub(super) fn fill<'d>(
    draft: &'d Draft,
    titles: impl Iterator<Item = (&'d str, u16, Option<u32>)>,
    stored: &mut Stored<'_>,
) {
    let mut forms = Collected::default();
    for (i, actor) in draft.actors.iter().enumerate() {
        let number = i as u32;
        for (lang, name_use, name) in &actor.names {
            let words = form::words(name);
            match name_use {
                // One word is no whole name of somebody: عبد الحميد.
                NameUse::Name if actor.kind == ActorKind::Person && words.len() == 1 => {
                    add(&mut forms, &words, Sense::Surname { actor: number });
                }
                NameUse::Name if actor.kind == ActorKind::Person => {
                    add(&mut forms, &words, Sense::Name { actor: number });
                    if reigns(draft, &actor.id) {
                        // الملك سلمان
                        add(&mut forms, &words[..1], Sense::Surname { actor: number });
                    }
                    for last in surnames(&words) {
                        add(&mut forms, last, Sense::Surname { actor: number });
                    }
                }
                NameUse::Name => add(&mut forms, &words, Sense::Name { actor: number }),
                NameUse::Demonym => {
                    for form in demonyms(&words, *lang) {
                        add(&mut forms, &form, Sense::Demonym { actor: number });
                    }
                }
                NameUse::Capital => add(&mut forms, &words, Sense::Capital { actor: number }),
                NameUse::Credit => add(&mut forms, &words, Sense::Credit { actor: number }),
            }
        }
    }
    for (title, position, jurisdiction) in titles {
        let words = form::words(title);
        let bare = !words.iter().any(|word| word.starts_with("ال")) && title.chars().any(is_arabic);
        let sense = Sense::Title { position, jurisdiction, bare };
        add(&mut forms, &words, sense);
        for form in feminine(&words) {
            add(&mut forms, &form, sense);
        }
    }
    for (mark, sense) in &draft.marks {
        add(&mut forms, &form::words(mark), Sense::Mark(*sense));
    }
    for (word, sense) in &draft.words {
        add(&mut forms, &form::words(word), *sense);
    }
    let (mut given, mut family) = (Vec::new(), Vec::new());
    for actor in draft.actors.iter().filter(|actor| actor.kind == ActorKind::Person) {
        for (_, _, name) in &actor.names {
            if let [first, .., last] = &form::words(name)[..] {
                given.push(Step::START.with(first).hash());
                family.push(Step::START.with(last).hash());
            }
        }
    }
    for set in [&mut given, &mut family] {
        set.sort_unstable();
        set.dedup();
    }
    (stored.given, stored.family) = (given, family);
    let mut all: Vec<_> = forms.into_iter().collect();
    all.sort_by_key(|(hash, _)| *hash);
    stored.goes_on = vec![0; all.len().div_ceil(8)];
    for (i, (hash, (mut senses, goes_on))) in all.into_iter().enumerate() {
        let last_names = senses.iter().filter(|s| matches!(s, Sense::Surname { .. })).count();
        if last_names > MOST_OF_ONE_NAME {
            let known = |actor: u32| stored.actors[actor as usize].rank == 3;
            senses.retain(|sense| match *sense {
                Sense::Surname { actor } => known(actor),
                _ => true,
            });
        }
        senses.sort_by_key(order);
        stored.senses.extend(senses);
        stored.forms.push((hash, stored.senses.len() as u32));
        if goes_on {
            stored.goes_on[i / 8] |= 1 << (i % 8);
        }
    }
}

/// Whether somebody held an office that is named with a given name.
fn reigns(draft: &Draft, person: &str) -> bool {
    const REIGNING: [&str; 4] = ["monarch", "crown-prince", "deputy-crown-prince", "pope"];
    draft
        .terms
        .iter()
        .any(|term| term.person == person && REIGNING.contains(&term.position.as_str()))
}

/// A last name of more people than that tells nobody.
const MOST_OF_ONE_NAME: usize = 12;

fn is_arabic(c: char) -> bool {
    ('\u{0600}'..='\u{06FF}').contains(&c)
}

/// An order that depends on nothing but the sense, for equal bytes.
fn order(sense: &Sense) -> (u8, u32, u32) {
    match *sense {
        Sense::Name { actor } => (0, actor, 0),
        Sense::Surname { actor } => (1, actor, 0),
        Sense::Demonym { actor } => (2, actor, 0),
        Sense::Capital { actor } => (3, actor, 0),
        Sense::Credit { actor } => (4, actor, 0),
        Sense::Title { position, jurisdiction, .. } => {
            (5, u32::from(position), jurisdiction.map_or(0, |at| at + 1))
        }
        Sense::Mark(mark) => (6, mark as u32, 0),
        Sense::Honorific => (7, 0, 0),
        Sense::Weak => (8, 0, 0),
        Sense::Past => (9, 0, 0),
        Sense::Meets => (10, 0, 0),
        Sense::Then => (11, 0, 0),
        Sense::Alone => (12, 0, 0),
        Sense::Belongs => (13, 0, 0),
        Sense::Was => (14, 0, 0),
    }
}

/// Adds a sense to a form, and marks its beginnings.
fn add(forms: &mut Collected, words: &[String], sense: Sense) {
    let Some((last, first)) = words.split_last() else { return };
    let mut step = Step::START;
    for word in first {
        step = step.with(word);
        forms.entry(step.hash()).or_default().1 = true;
    }
    let (senses, _) = forms.entry(step.with(last).hash()).or_default();
    if !senses.contains(&sense) {
        senses.push(sense);
    }
}

/// Words that are the beginning of a compound with what follows.
const COMPOUND: [&str; 16] = [
    "بن", "ابن", "ال", "ابو", "ابي", "ولد", "بو", "ام", "بنت", "دي", "فان", "فون", "دو", "لا",
    "بان", "ذو",
];

/// The parts of a person's name that stand for it: the last word with what belongs to it (آل خليفة, بن سلمان), and the
/// last two of longer names.
fn surnames(words: &[String]) -> Vec<&[String]> {
    let n = words.len();
    if n < 2 {
        return Vec::new();
    }
    let mut from = n - 1;
    while from > 1 && COMPOUND.contains(&words[from - 1].as_str()) {
        from -= 1;
    }
    let mut found = vec![&words[from..]];
    if from >= 2 {
        found.push(&words[from - 1..]);
    }
    // القايد السبسي after باجي: everything but the first name.
    if from > 2 {
        found.push(&words[1..]);
    }
    found.retain(|words| words.concat().chars().count() > 2);
    found
}

/// The inflected forms of a demonym: أمريكي, أمريكية, أمريكيون, with and without the article.
fn demonyms(words: &[String], lang: Code) -> Vec<Vec<String>> {
    if lang == Code::En {
        return vec![words.to_vec()];
    }
    let [word] = words else { return vec![words.to_vec()] };
    // Without its article, as the table has it: ألماني folds to a word that only seems to have one.
    let bare = word;
    let endings: &[&str] = if bare.ends_with('ي') {
        &["", "ه", "ون", "ين", "ات", "تين", "يه"]
    } else {
        &[""]
    };
    let mut found = Vec::new();
    for ending in endings {
        for article in ["", "ال"] {
            found.push(vec![format!("{article}{bare}{ending}")]);
        }
    }
    found
}

/// The feminine of a title: وزيرة الخارجية.
fn feminine(words: &[String]) -> Vec<Vec<String>> {
    const HEADS: [&str; 22] = [
        "وزير",
        "رييس",
        "ملك",
        "امير",
        "امين",
        "سفير",
        "مدير",
        "نايب",
        "مستشار",
        "متحدث",
        "ناطق",
        "مفوض",
        "ممثل",
        "مبعوث",
        "مندوب",
        "حاكم",
        "قايد",
        "زعيم",
        "مسوول",
        "سكرتير",
        "محافظ",
        "كاتب",
    ];
    let Some((head, rest)) = words.split_first() else { return Vec::new() };
    let bare = head.strip_prefix("ال").unwrap_or(head);
    if !HEADS.contains(&bare) {
        return Vec::new();
    }
    let mut form = vec![format!("{head}ه")];
    let inflects = ["العام", "الرسمي", "الدايم", "الخاص", "التنفيذي", "الاول", "الاعلي", "السامي"];
    form.extend(rest.iter().map(|word| {
        if inflects.contains(&word.as_str()) { format!("{word}ه") } else { word.clone() }
    }));
    vec![form]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_names() {
        let rows: [(&str, &[&str]); 5] = [
            ("أنتوني بلينكن", &["بلينكن"]),
            ("محمد بن سلمان", &["بن سلمان"]),
            ("حمد بن عيسى آل خليفة", &["ال خليفه", "عيسي ال خليفه", "بن عيسي ال خليفه"]),
            ("بان كي مون", &["مون", "كي مون"]),
            ("الباجي قايد السبسي", &["السبسي", "قايد السبسي"]),
        ];
        for (name, expected) in rows {
            let words = form::words(name);
            let found: Vec<String> = surnames(&words).iter().map(|words| words.join(" ")).collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}
