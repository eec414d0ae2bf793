//! Names of persons: inside a source phrase, and fuller elsewhere in the text.

use super::source::{self, Stops};
use super::view::View;
use crate::pack::Syntax;
use std::ops::Range;

/// What is no name: offices, groups, bodies, documents, other words of offices, places.
const NO_NAMES: [Syntax; 6] = [
    Syntax::Title,
    Syntax::Group,
    Syntax::Institution,
    Syntax::Document,
    Syntax::Noun,
    Syntax::Place,
];

pub(super) fn bare(form: &str) -> &str {
    form.strip_prefix("لل")
        .or_else(|| form.strip_prefix("ال"))
        .or_else(|| form.strip_prefix("بال"))
        .unwrap_or(form)
}

/// The part of a source that is a person's name: "وزير النقل السابق [سالم الراوي]". Where the source begins
/// with a name, the first run of name words; else the one after an honorific, else the last.
pub(crate) fn person_name(view: &View<'_>, source: &Range<usize>) -> Option<Range<usize>> {
    // "الراوي" in marks, where the text has the name without them too.
    let marked = view.closing(source.start).is_some_and(|close| close + 1 == source.end);
    if marked && source.len() == 3 && view.places(bare(view.form(source.start + 1))).len() >= 2 {
        return person_name(view, &(source.start + 1..source.end - 1));
    }
    let first = source.clone().find(|i| view.is_word(*i))?;
    let head = view.form(first);
    let nameless = [Syntax::Institution, Syntax::Document, Syntax::Group]
        .iter()
        .any(|kind| view.pack.is_bare(head, *kind));
    if (nameless && !view.pack.is_bare(head, Syntax::Title)) || bare(head) == "مصدر" {
        return None;
    }
    if is_surname(view, source, first) {
        return Some(first..first + 1);
    }
    let runs = name_runs(view, source, first);
    let after_honorific = |run: &&Range<usize>| {
        run.start > first
            && view.is_word(run.start - 1)
            && view.form(run.start - 1).starts_with("ال")
            && view.pack.is_bare(view.form(run.start - 1), Syntax::Title)
            // "مركز الملك سالم للإغاثة" is a body.
            && !(run.end < source.end && view.is_word(run.end) && view.form(run.end).starts_with("لل"))
    };
    let is_told = |run: &Range<usize>| run.len() >= 2 && is_given(view, run.start);
    let told = runs.iter().any(is_told);
    let runs: Vec<Range<usize>> = runs.into_iter().filter(|run| !told || is_told(run)).collect();
    let begins = runs.first().filter(|run| run.start == first);
    // A name in marks without a given name is an outlet's or a company's.
    if view.closing(source.start).is_some() && !told && source.len() > 3 {
        return None;
    }
    begins
        .or_else(|| runs.iter().rfind(after_honorific))
        .or_else(|| runs.last())
        .cloned()
        .or_else(|| honoured_surname(view, source))
}

/// "د. الراوي", "اللواء الراوي": a family name right after an honorific.
fn honoured_surname(view: &View<'_>, source: &Range<usize>) -> Option<Range<usize>> {
    const HONORIFICS: [&str; 11] = [
        "د",
        "م",
        "الدكتور",
        "الدكتوره",
        "الشيخ",
        "المهندس",
        "اللواء",
        "العميد",
        "العقيد",
        "الاستاذ",
        "السيد",
    ];
    let last = source.end - 1;
    let family = source.len() >= 2
        && view.is_word(last)
        && (view.form(last).starts_with("ال") || source.len() == 2)
        && !NO_NAMES.iter().any(|kind| view.pack.is_bare(view.form(last), *kind));
    let honoured = source.clone().take(source.len() - 1).all(|i| {
        HONORIFICS.contains(&view.form(i)) || (!view.is_word(i) && view.mark(i).is_some())
    });
    (family && honoured).then_some(last..source.end)
}

/// Whether the words tell a person: a given name, or a word directly after an honorific with the article.
pub(super) fn tells_person(view: &View<'_>, name: &Range<usize>, phrase: &Range<usize>) -> bool {
    let honoured = name.start > phrase.start
        && view.is_bare_title(name.start - 1)
        && view.form(name.start - 1).starts_with("ال");
    name.len() >= 2 && (is_given(view, name.start) || honoured)
}

/// Whether a given name stands at token `i`; علي only where it is not the preposition.
pub(super) fn is_given(view: &View<'_>, i: usize) -> bool {
    (view.is(i, Syntax::Given) && (view.form(i) != "علي" || view.is_ali(i)))
        || is_office_name(view, i)
}

/// "مساعد بن ناصر": a given name that is written like an office.
fn is_office_name(view: &View<'_>, i: usize) -> bool {
    view.is_word(i)
        && matches!(view.form(i), "مساعد" | "قايد" | "ضيف")
        && matches!(view.form(i + 1), "بن" | "ابن")
}

/// "جامعة الملك سالم": the name after an office that completes a body's name.
pub(super) fn names_body(view: &View<'_>, i: usize) -> bool {
    i >= 2
        && view.is_word(i - 1)
        && view.pack.is_bare(view.form(i - 1), Syntax::Title)
        && view.form(i - 1).starts_with("ال")
        && view.is_word(i - 2)
        && is_body(view, view.form(i - 2))
}

/// A body without article, with or without a preposition attached.
fn is_body(view: &View<'_>, form: &str) -> bool {
    !form.contains("ال")
        && (view.pack.is_bare(form, Syntax::Institution) || view.pack.is_bare(form, Syntax::Noun))
}

/// "الراوي" alone: a word with the article that is no office and no body.
pub(super) fn is_surname(view: &View<'_>, source: &Range<usize>, first: usize) -> bool {
    let form = view.form(first);
    // "المقاومة", "الجانبان": no family name.
    let raw = view.tokens[first].span.of(view.text);
    let other = ["ون", "ين", "ات"].iter().any(|end| raw.ends_with(end))
        || (raw.ends_with('ة') && !follows_given(view, form));
    source.len() == 1
        && !other
        && form.starts_with("ال")
        && !NO_NAMES.iter().any(|kind| view.pack.is_bare(form, *kind))
}

/// "سالم الجبلة" for "الجبلة": whether the family name stands after a given name elsewhere in the text.
fn follows_given(view: &View<'_>, form: &str) -> bool {
    let told = |at: &u32| {
        let at = *at as usize;
        at > 0 && view.form(at) == form && is_given(view, at - 1)
    };
    view.places(bare(form)).iter().take(MOST_PLACES).any(told)
}

/// Most words of a name.
const NAME_WORDS: usize = 6;

/// Runs of words that can be names, outside of quotation marks and brackets.
fn name_runs(view: &View<'_>, source: &Range<usize>, first: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut i = first;
    while i < source.end {
        if let Some(close) = view.closing(i) {
            i = close + 1;
            continue;
        }
        if view.mark(i) == Some('(') {
            i = (i..source.end).find(|k| view.mark(*k) == Some(')')).unwrap_or(source.end - 1) + 1;
            continue;
        }
        let given = is_given(view, i);
        if !view.is_word(i)
            || (is_descriptive(view, i) && !view.is_ali(i) && !given && !is_son(view, i, source))
            || (completes(view, i, first) && !given)
            || (i > first && !given && view.tokens[i].span.of(view.text).ends_with('ة'))
            || (is_origin(view, i, first) && !(given && i + 1 < source.end))
            || is_governed(view, i, first)
        {
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        while i < source.end
            && i - start < NAME_WORDS
            && (continues_name(view, i) || is_last_family(view, start, i, source.end))
            && !ends_name(view, start, i)
        {
            i += 1;
        }
        let end = (start + 1..=i).rev().find(|end| view.is_word(end - 1)).unwrap_or(start + 1);
        if !names_body(view, start) {
            runs.push(given_start(view, start, end, first)..end);
        }
    }
    runs
}

/// "ابن سدرين", "ابن سدرين نائب المدير": the beginning of a family name, and nobody's son.
fn is_son(view: &View<'_>, i: usize, source: &Range<usize>) -> bool {
    let (family, after) = (i + 1, i + 2);
    view.form(i) == "ابن"
        && i == source.start
        && family < source.end
        && view.is_word(family)
        && !view.form(family).starts_with("ال")
        && !view.form(family).ends_with(['ه', 'ا'])
        && !NO_NAMES.iter().any(|kind| view.pack.is_bare(view.form(family), *kind))
        && (after == source.end || !view.is_word(after) || view.is(after, Syntax::Title))
}

/// "معاهد شمس الساحل [سالم الراوي]": a run of words after a body begins at its first given name.
fn given_start(view: &View<'_>, start: usize, end: usize, first: usize) -> usize {
    let titled = start > first
        && view.is_word(start - 1)
        && view.pack.is_bare(view.form(start - 1), Syntax::Title);
    // "القيادي بحراك الساحل سالم الراوي": what the office is of, with its preposition attached.
    let of = start > first && view.form(start).starts_with('ب') && !is_given(view, start);
    if start == first || (titled && !of) {
        return start;
    }
    if titled {
        return (start + 2..end.saturating_sub(1))
            .find(|i| is_given(view, *i) && !joins_name(view, i - 1))
            .unwrap_or(start);
    }
    (start..end.saturating_sub(1))
        .find(|i| is_given(view, *i))
        .filter(|i| !joins_name(view, i - 1))
        .unwrap_or(start)
}

/// بن, عبد and the like: the word after it belongs to the same name.
fn joins_name(view: &View<'_>, i: usize) -> bool {
    matches!(view.form(i), "بن" | "ابن" | "بنت" | "عبد" | "ابو" | "ال")
}

/// "بقوات", "لوزارة", "لأدب": a noun with its preposition attached.
pub(super) fn is_at_body(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    let Some(rest) = form.strip_prefix(['ب', 'ل']) else { return false };
    if ["لأ", "لإ", "بأ", "بإ"].iter().any(|head| view.tokens[i].span.of(view.text).starts_with(head))
    {
        return !is_given(view, i);
    }
    let bodies = [Syntax::Institution, Syntax::Group, Syntax::Noun, Syntax::Carrier];
    rest.chars().nth(2).is_some()
        && !source::is_whole(view, view.form(i))
        && bodies.iter().any(|kind| view.pack.is(rest, *kind))
}

/// After a family name with the article only بن, آل and the like go on.
fn ends_name(view: &View<'_>, start: usize, i: usize) -> bool {
    let last = view.form(i - 1);
    let family = i - start >= 2
        && last.starts_with("ال")
        && last != "الدين"
        && last.chars().nth(3).is_some()
        && view.is_word(i - 1)
        && !matches!(view.form(i - 2), "عبد" | "بن" | "ابو" | "ام");
    family
        && !matches!(view.form(i), "بن" | "ابن" | "بنت" | "ال" | "ابو" | "بو")
        && !view.form(i).starts_with("ال")
}

/// "مسؤول في قيادة …", "رئيس الجمعية لحماية …": words under a preposition are no name.
fn is_governed(view: &View<'_>, i: usize, first: usize) -> bool {
    let form = view.form(i);
    let noun = form
        .strip_prefix('ل')
        .is_some_and(|rest| rest.chars().nth(2).is_some() && !view.places(rest).is_empty());
    // "إذاعة الساحل أف أم"
    let letters = form == "اف" || (i > first && view.form(i - 1) == "اف");
    if i > first && (noun || letters || form.starts_with("لل")) {
        return true;
    }
    // "الهيئة الوطنية لحماية الشواطئ": a noun with its preposition, and not "لافروف".
    let raw = view.tokens[i].span.of(view.text);
    let construct = i > first
        && form.starts_with(['ل', 'ب'])
        && !is_given(view, i)
        && !view.is_bare_title(i - 1)
        && (raw.ends_with('ة') || (view.is_word(i + 1) && view.form(i + 1).starts_with("ال")));
    let adjective = i > first
        && form.starts_with('ل')
        && !is_given(view, i)
        && matches!(
            view.form(i - 1),
            "السابق"
                | "العام"
                | "الرسمي"
                | "الاعلامي"
                | "التنفيذي"
                | "الحالي"
                | "الجديد"
        );
    if construct || adjective {
        return true;
    }
    i > first
        && view.is_word(i - 1)
        && matches!(view.form(i - 1), "في" | "من" | "عن" | "الي" | "باسم")
}

/// "نادي ريال", "جمهورية تلال": the word after a body without article is that body's name.
fn completes(view: &View<'_>, i: usize, first: usize) -> bool {
    i > first
        && view.is_word(i - 1)
        && !view.form(i - 1).contains("ال")
        && view.pack.is_bare(view.form(i - 1), Syntax::Institution)
}

/// "عدنان بن سالم السيد": a definite word at the very end of a name, though it is an honorific too.
fn is_last_family(view: &View<'_>, start: usize, i: usize, end: usize) -> bool {
    /// Offices that follow a name without a comma.
    const OFFICES: [&str; 20] = [
        "النايب",
        "المدير",
        "الرييس",
        "الوزير",
        "المتحدث",
        "الناطق",
        "القيادي",
        "الخبير",
        "العضو",
        "المحامي",
        "الكاتب",
        "الباحث",
        "المحلل",
        "السفير",
        "المستشار",
        "المدرب",
        "اللاعب",
        "المختص",
        "المسوول",
        "الناشط",
    ];
    let begun = (i - start >= 2 || is_given(view, start)) && !OFFICES.contains(&view.form(i));
    // "سالم بن ناصر الجراح مدير المعهد"
    let office_next = || is_given(view, i - 1) && i + 1 < end && view.is(i + 1, Syntax::Title);
    begun && view.is_word(i) && view.form(i).starts_with("ال") && (i + 1 == end || office_next())
}

/// "ضابط يمني": where somebody without a name comes from.
fn is_origin(view: &View<'_>, i: usize, first: usize) -> bool {
    let ends = ["ي", "يه", "يون", "يين"].iter().any(|end| view.form(i).ends_with(end));
    let described = |k: usize| {
        [Syntax::Title, Syntax::Group].iter().any(|kind| view.pack.is(view.form(k), *kind))
    };
    ends && ((i == first + 1 && described(first))
        || (i == first + 2 && described(first) && is_origin(view, i - 1, first)))
}

/// Offices, bodies, adjectives with the article: words that are not part of a name's beginning.
fn is_descriptive(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    let article = ["ال", "بال", "لل", "وال"]
        .iter()
        .any(|prefix| form.strip_prefix(prefix).is_some_and(|rest| rest.chars().nth(1).is_some()));
    article
        || (view.tokens[i].span.of(view.text).ends_with("ها") && form.chars().nth(4).is_some())
        || view.pack.is_bare(form, Syntax::Circumstance)
        || NO_NAMES.iter().any(|kind| view.pack.is_bare(form, *kind))
        || view.cue(i).is_some_and(|cue| !cue.takes.near)
}

fn continues_name(view: &View<'_>, i: usize) -> bool {
    if matches!(view.mark(i), Some('.')) {
        return true;
    }
    if !view.is_word(i) {
        return false;
    }
    let form = view.form(i);
    if view.is_word(i - 1)
        && matches!(view.form(i - 1), "بن" | "ابن" | "بنت" | "عبد" | "ابو" | "ابي" | "ال")
    {
        return true;
    }
    let office = [Syntax::Title, Syntax::Institution, Syntax::Group].iter().any(|kind| {
        view.pack.is(form, *kind)
            || (form.starts_with("ال") && view.pack.is_bare(form, *kind) && *kind == Syntax::Title)
    });
    let place = (form.starts_with("بال") && !is_family_of_father(view, i))
        || form.starts_with("لل")
        || is_at_body(view, i)
        || (form.starts_with('ب') && view.pack.is_bare(form, Syntax::Place));
    let content = [Syntax::Object, Syntax::Carrier].iter().any(|kind| view.pack.is(form, *kind))
        && !is_given(view, i);
    !office && !place && !content && !view.pack.is(form, Syntax::Circumstance)
}

/// "عبد الحكيم بالساحل", "سالم بالناصر رئيس": a family name whose ب is what is left of بن.
fn is_family_of_father(view: &View<'_>, i: usize) -> bool {
    const KINDS: [Syntax; 6] = [
        Syntax::Institution,
        Syntax::Group,
        Syntax::Noun,
        Syntax::Place,
        Syntax::Carrier,
        Syntax::Object,
    ];
    let given = is_given(view, i - 1) || (i >= 2 && view.form(i - 2) == "عبد");
    let rest = view.form(i).strip_prefix("بال").unwrap_or_default();
    let ends = !view.is_word(i + 1)
        || view.is(i + 1, Syntax::Title)
        || view.clause_opener(i + 1).is_some();
    given && ends && !KINDS.iter().any(|kind| view.pack.is_bare(rest, *kind))
}

/// The name that follows the same office elsewhere in the text: "وزير النقل سالم الراوي" for "وزير النقل".
pub(super) fn titled_elsewhere(
    view: &View<'_>,
    source: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let head = view.form(source.start);
    if source.len() < 2
        || !view.pack.is(head, Syntax::Title)
        || !source.clone().all(|i| view.is_word(i))
    {
        return None;
    }
    let last = view.tokens.len().saturating_sub(source.len());
    let with_particle = ["و", "ل", "ب"].map(|particle| format!("{particle}{head}"));
    let spellings = std::iter::once(head).chain(with_particle.iter().map(String::as_str));
    let mut places: Vec<usize> = spellings
        .flat_map(|form| view.places(form).iter().take(MOST_PLACES))
        .map(|at| *at as usize)
        .collect();
    places.sort_unstable();
    places.into_iter().filter(|at| *at != source.start && *at < last).find_map(|at| {
        let first = view.form(at);
        let starts =
            first == head || first.strip_prefix(['و', 'ل', 'ب']).is_some_and(|rest| rest == head);
        let same =
            starts && (1..source.len()).all(|k| view.form(at + k) == view.form(source.start + k));
        if !same {
            return None;
        }
        let phrase = source::after(view, at, view.tokens.len(), Stops::default());
        if let Some(name) = person_name(view, &phrase).filter(|name| name.len() >= 2) {
            return Some((name, phrase));
        }
        let ends = at + source.len();
        let goes_on = view.is_word(ends)
            && !is_syntax(view, ends)
            && !view.form(ends).starts_with(['ب', 'ل', 'و']);
        let name = name_before(view, at).filter(|_| !goes_on)?;
        Some((name.clone(), name.start..ends))
    })
}

/// "سالم الراوي، وزير النقل": the name before token `at`, with or without a comma between.
fn name_before(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let end = if at > 0 && matches!(view.mark(at - 1), Some('،' | ',')) { at - 1 } else { at };
    let floor = end.saturating_sub(5);
    let named = |i: &usize| {
        view.is_word(*i)
            && (is_given(view, *i) || (!is_syntax(view, *i) && !view.is(*i, Syntax::Title)))
    };
    let from = (floor..end).rev().take_while(named).last()?;
    let start = (from..end).find(|i| is_given(view, *i))?;
    (end - start >= 2).then_some(start..end)
}

/// "عز الدين سعيدان", "عبد الله سعيدان": the beginning of a given name of two words before a surname.
fn compound(view: &View<'_>, i: usize) -> Option<usize> {
    if i < 2 || !view.is_word(i - 1) || !view.is_word(i - 2) {
        return None;
    }
    let (first, second) = (view.form(i - 2), view.form(i - 1));
    let given = (first == "عبد" && second.starts_with("ال"))
        || (second == "الدين" && first.chars().count() <= 5)
        || first == "ابو";
    given.then_some(i - 2)
}

/// Places at most where a word is looked at, so that a long text costs no more a word than a short one.
pub(super) const MOST_PLACES: usize = 64;

/// The fuller form of a one-word name elsewhere in the text: "سالم الراوي" for "الراوي"; before token `from` first.
pub(super) fn expanded(view: &View<'_>, key: &str, from: usize) -> Option<Range<usize>> {
    let place = [Syntax::Place, Syntax::Country].iter().any(|kind| view.pack.is(key, *kind));
    if place || key.chars().nth(2).is_none() {
        return None;
    }
    let places = view.places(key);
    if let Some(full) =
        places.iter().take(MOST_PLACES).find_map(|at| given_after(view, *at as usize))
    {
        return Some(full);
    }
    let split = places.partition_point(|at| (*at as usize) < from);
    let before = places[..split].iter().rev().take(MOST_PLACES);
    let after = places[split..].iter().take(MOST_PLACES);
    let given = before.chain(after).find_map(|at| given_before(view, *at as usize));
    given.or_else(|| expanded_untold(view, places))
}

/// "الدكتور سالم الراوي" for "الدكتور سالم": from a given name after a title to the family name.
fn given_after(view: &View<'_>, i: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 5;
    // "طالب الأزهر": a verb that is written like an office; "مطار الملك سالم الدولي" is a body.
    let titled = i > 0 && view.is_bare_title(i - 1) && view.cue(i - 1).is_none();
    if !titled || !is_given(view, i) || names_body(view, i) {
        return None;
    }
    let goes_on = |k: &usize| {
        view.is_word(*k)
            && continues_name(view, *k)
            && !is_syntax(view, *k)
            && !view.is(*k, Syntax::Country)
            && !is_accusative(view, *k)
            && !ends_name(view, i, *k)
    };
    let end = (i + 1..i + LONGEST).take_while(goes_on).last()? + 1;
    Some(i..end)
}

/// "خطابا", "بيانا": what somebody gave, no part of his name.
fn is_accusative(view: &View<'_>, i: usize) -> bool {
    let kinds = [Syntax::Carrier, Syntax::Object, Syntax::Document];
    view.form(i)
        .strip_suffix('ا')
        .is_some_and(|stem| kinds.iter().any(|kind| view.pack.is(stem, *kind)))
}

/// "سالم بن ناصر الراوي" for "سالم الراوي".
pub(super) fn lengthened(view: &View<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let (first, last) = (view.form(name.start), bare(view.form(name.end - 1)));
    view.places(last)
        .iter()
        .take(MOST_PLACES)
        .filter_map(|at| given_before(view, *at as usize))
        .find(|full| {
            let same = view.form(full.start) == first || matches!(first, "بن" | "ابن");
            // "داود أوغلو" in "أحمد داود أوغلو".
            let inside = full.len() >= 3 && view.form(full.end - 2) == first;
            full.len() > name.len() && (same || inside)
        })
}

/// "سالم [بن ناصر] الراوي": from the given name to the family name at token `i`.
fn given_before(view: &View<'_>, i: usize) -> Option<Range<usize>> {
    let long = i >= 3 && view.form(i - 2) == "عبد" && matches!(view.form(i - 3), "بن" | "ابن");
    let floor = i.saturating_sub(if long { 5 } else { 4 });
    let named = |k: &usize| {
        view.is_word(*k)
            && (is_given(view, *k)
                || (*k > 0 && view.form(*k - 1) == "عبد")
                || !(is_descriptive(view, *k) || is_syntax(view, *k)))
    };
    let from = (floor..i).rev().take_while(named).last()?;
    let titled =
        from > 0 && view.is_word(from - 1) && view.is_bare_title(from - 1) && i - from <= 3;
    let start = if titled { from } else { (from..i).find(|k| is_given(view, *k))? };
    let same = view.form(i) == view.form(start) && i == start + 1;
    (!same && (titled || is_given(view, start))).then_some(start..i + 1)
}

fn expanded_untold(view: &View<'_>, places: &[u32]) -> Option<Range<usize>> {
    places.iter().map(|at| *at as usize).filter(|i| *i > 0).take(MOST_PLACES).find_map(|i| {
        if let Some(start) = compound(view, i) {
            return Some(start..i + 1);
        }
        if !view.is_word(i - 1) || is_descriptive(view, i - 1) || is_syntax(view, i - 1) {
            return None;
        }
        let mut start = i - 1;
        while start > 0
            && i - start < 4
            && view.is_word(start - 1)
            && !is_descriptive(view, start - 1)
            && !is_syntax(view, start - 1)
        {
            start -= 1;
        }
        let titled = start > 0
            && view.is_word(start - 1)
            && is_descriptive(view, start - 1)
            && !is_syntax(view, start - 1);
        let office = view.is_word(i + 1) && view.pack.is_bare(view.form(i + 1), Syntax::Title)
            || (matches!(view.mark(i + 1), Some('،' | ',')) && view.is(i + 2, Syntax::Title));
        let told = start > 0 && view.is_word(start - 1) && view.cue(start - 1).is_some();
        let titled = titled || office || told;
        let repeated = || {
            let form = view.form(i - 1);
            let again = |k: &u32| {
                *k > 0
                    && view.form(*k as usize - 1) == form
                    && view.form(*k as usize) == view.form(i)
            };
            places.iter().take(MOST_PLACES).filter(|k| again(k)).count() >= 2
        };
        let prepositional = view.form(i - 1).starts_with(['ب', 'ل', 'ك']) && !is_given(view, i - 1);
        (titled || (!prepositional && repeated()))
            .then(|| if titled { start..i + 1 } else { i - 1..i + 1 })
    })
}

fn is_syntax(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    [
        Syntax::Circumstance,
        Syntax::Relative,
        Syntax::Particle,
        Syntax::Pronoun,
        Syntax::Negation,
        Syntax::Source,
        Syntax::Said,
    ]
    .iter()
    .any(|kind| view.pack.is(form, *kind))
        || view.clause_opener(i).is_some()
        || view.cue(i).is_some()
}
