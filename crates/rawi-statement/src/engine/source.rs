//! The noun phrase that names who expressed something.

use super::view::View;
use crate::pack::{CueKind, Syntax};
use std::ops::Range;

/// Tokens at most in a source.
const LONGEST: usize = 28;

/// Tokens at most in a subject before its verb.
const LONGEST_BEFORE: usize = 14;

/// The source that begins with token `from`, after its cue; `stops_at_with` where the content may begin with an
/// attached ب.
pub(crate) fn after(view: &View<'_>, from: usize, end: usize, stops: Stops) -> Range<usize> {
    let mut i = from;
    let limit = end.min(from + LONGEST);
    while i < limit {
        if let Some(next) = nested(view, i, limit, i > from) {
            i = next;
            continue;
        }
        if !is_name_part(view, i, from, stops) {
            if let Some(next) =
                apposition(view, i, from, limit).or_else(|| inner_preposition(view, i, from, limit))
            {
                i = next;
                continue;
            }
            break;
        }
        i += 1;
    }
    // A name does not end on بن or آل.
    if i > from
        && i < limit
        && view.is_word(i)
        && matches!(view.form(i - 1), "بن" | "ابن" | "عبد" | "ابو")
    {
        i += 1;
    }
    from..trim(view, from, i)
}

/// What else ends a source.
#[derive(Clone, Copy, Default)]
pub(crate) struct Stops {
    /// An attached ب may begin the content.
    pub(crate) with: bool,
    /// An attached ل may begin the content.
    pub(crate) for_: bool,
    /// A noun that begins contents does.
    pub(crate) object: bool,
    /// The one addressed may follow: "دعا المدير الموظفين إلى".
    pub(crate) addressed: bool,
}

/// A bracket, or a short quotation inside a name ("تنظيم «داعش» الإرهابي"): the token after it.
fn nested(view: &View<'_>, i: usize, limit: usize, inside: bool) -> Option<usize> {
    if view.mark(i) == Some('(') {
        let close = (i + 1..limit.min(i + 8)).find(|k| view.mark(*k) == Some(')'))?;
        return inside.then_some(close + 1);
    }
    let close = view.closing(i).filter(|close| *close < limit)?;
    // وقال "أبو راشد": — a name in marks directly after its cue.
    let comma = usize::from(matches!(view.mark(close + 1), Some('،' | ',')));
    let speaks =
        view.clause_opener(close + 1 + comma).is_some() || view.mark(close + 1) == Some(':');
    // أشارت "الساحل" إلى …
    let preposed = i > 0
        && view.cue(i - 1).is_some_and(|cue| {
            (cue.takes.to && view.form(close + 1) == "الي")
                || (cue.takes.about && view.form(close + 1) == "عن")
        });
    // هدد «التنظيم» الحكومة بالرد; ونفى "الراوي" نشر …, where the name stands elsewhere too.
    let demands = i > 0
        && view.cue(i - 1).is_some_and(|cue| cue.takes.addressee || cue.takes.with)
        && view.form(close + 1).starts_with("ال");
    let last = view.form(close - 1);
    let known = last.starts_with("ال")
        && view.words(i + 1..close) <= 2
        && view.places(super::name::bare(last)).len() >= 2;
    let led = i > 0 && view.is_word(i - 1) && view.pack.is_bare(view.form(i - 1), Syntax::Source);
    let speaks = speaks || preposed || demands || known || led;
    if !inside && speaks && view.words(i + 1..close) <= 3 && view.words(i + 1..close) > 0 {
        return Some(close + 1);
    }
    let goes_on = view.is_word(close + 1)
        || view.clause_opener(close + 1).is_some()
        || view.is_open_quote(close + 1);
    let named = inside && view.pack.is_bare(view.form(i - 1), Syntax::Institution);
    (inside && close - i <= 6 && (goes_on || named)).then_some(close + 1)
}

fn is_name_part(view: &View<'_>, i: usize, from: usize, stops: Stops) -> bool {
    let abbreviation =
        i > from && matches!(view.mark(i), Some('.' | '/')) && !view.ends_sentence(i);
    if abbreviation {
        return true;
    }
    if is_particle_name(view, i, from) {
        return true;
    }
    if !view.is_word(i) || view.clause_opener(i).is_some() {
        return false;
    }
    let form = view.form(i);
    // A dash made of tatweel.
    if form.is_empty() {
        return false;
    }
    let adverb = ["اً", "ًا"].iter().any(|end| view.tokens[i].span.of(view.text).ends_with(end));
    if adverb || (i > from && is_possessed(view, form)) {
        return false;
    }
    if stops.addressed && i > from && is_addressed(view, i, from) {
        return false;
    }
    let ends = (view.pack.is(form, Syntax::Circumstance) && !of_office(view, i, from))
        || (i > from && (form.ends_with("تها") || is_verb_of_it(view, i)))
        || ((i > from || stops.object) && view.pack.is(form, Syntax::Express))
        || (i > from && is_joined_verb(form))
        || super::subject::is_told_outlet(view, i)
        || view.pack.is(form, Syntax::Relative)
        || view.pack.is(form, Syntax::Said)
        || (i > from && view.phrase(i, i + 3, Syntax::Source).is_some())
        || view.is(i, Syntax::Source)
        || (i > from && view.is(from, Syntax::Pronoun))
        || (form.starts_with("ال")
            && rawi_time::date::weekday(form).is_some()
            && !is_day_name(view, i, from))
        || (i > from && is_thing_of_it(view, i))
        || (matches!(view.form(from), "مصدر" | "مصادر")
            && matches!(form, "مراسل" | "مراسله" | "مراسلنا" | "مندوب"))
        || (i > from && names_hearers(view, form))
        || (i > from + 1 && form.starts_with("لل") && super::name::is_given(view, from))
        || is_other_cue(view, i);
    !ends && !is_content(view, i, from, stops)
}

/// "عنصر سألته الوكالة": a clause about an indefinite noun.
fn is_verb_of_it(view: &View<'_>, i: usize) -> bool {
    view.form(i).chars().nth(4).is_some() && view.tokens[i].span.of(view.text).ends_with("ته")
}

/// "عبد الأحد", "سالم الخميس، مدير": a name that is written like a day of the week.
fn is_day_name(view: &View<'_>, i: usize, from: usize) -> bool {
    if i == from || !view.is_word(i - 1) {
        return false;
    }
    let set_off = || matches!(view.mark(i + 1), Some('،' | ',')) || view.is(i + 1, Syntax::Title);
    let second =
        || i >= from + 2 && (super::name::is_given(view, i - 2) || view.is_bare_title(i - 2));
    view.form(i - 1) == "عبد" || (super::name::is_given(view, i - 1) && set_off() && !second())
}

/// "أرجعت شركة الساحل خسارتها": what a definite noun or a name has, after it, is the object.
fn is_thing_of_it(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    let definite = || {
        view.form(i - 1).starts_with("ال")
            || view.mark(i - 1) == Some(')')
            || (i >= 2 && view.pack.is(view.form(i - 2), Syntax::Institution))
    };
    form.ends_with("ها")
        && form.chars().nth(5).is_some()
        && !form.starts_with(['ب', 'ل', 'و'])
        && definite()
}

/// "بلاغ وتلقت": a feminine verb with و attached.
fn is_joined_verb(form: &str) -> bool {
    form.starts_with('و')
        && form.ends_with('ت')
        && !form.ends_with("ات")
        && !form.starts_with("وال")
        && form.chars().nth(4).is_some()
}

/// "المدير العام لقناة الساحل": what an office is of.
fn of_office(view: &View<'_>, i: usize, from: usize) -> bool {
    i > from
        && view.form(i).starts_with('ل')
        && matches!(view.form(i - 1), "العام" | "التنفيذي" | "الاقليمي")
}

/// A body after a name, or a plural after a definite noun, is another noun phrase: the one addressed.
fn is_addressed(view: &View<'_>, i: usize, from: usize) -> bool {
    let (last, form) = (view.form(i - 1), view.form(i));
    let after_name = view.is_word(i - 1)
        && (last.starts_with("ال")
            || ![Syntax::Title, Syntax::Institution, Syntax::Noun, Syntax::Group]
                .iter()
                .any(|kind| view.pack.is_bare(last, *kind)));
    let plural = form.starts_with("ال")
        && (!last.starts_with("ال")
            || super::name::person_name(view, &(from..i)).is_some()
            || (form.ends_with("ين") && last.ends_with("يه"))
            || i == from + 1)
        && ["ين", "ات", "ون"].iter().any(|end| form.ends_with(end));
    let bodies = [Syntax::Institution, Syntax::Group];
    let body = bodies.iter().any(|kind| view.pack.is(form, *kind));
    let office = [Syntax::Title, Syntax::Institution, Syntax::Noun]
        .iter()
        .any(|kind| view.pack.is_bare(last, *kind));
    let nisba = last.starts_with("ال") && ["ي", "يه"].iter().any(|end| last.ends_with(end));
    let definite = (!office || nisba)
        && form.starts_with("ال")
        && bodies.iter().any(|kind| view.pack.is_bare(form, *kind));
    // "أوصى رئيس الحكومة الولاة": a definite plural is no part of what a definite body completes.
    let group = last.starts_with("ال")
        && form.starts_with("ال")
        && view.pack.is_bare(last, Syntax::Institution)
        && view.pack.is_bare(form, Syntax::Group);
    // "طالب المجلس بلادا": a country after a definite noun.
    let country = last.starts_with("ال") && view.pack.is(form, Syntax::Country);
    after_name && (plural || body || definite || group || country)
}

/// علي, فان, بان, صباح: names that are written like particles.
fn is_particle_name(view: &View<'_>, i: usize, from: usize) -> bool {
    if !view.is_word(i) {
        return false;
    }
    let next_word = view.is_word(i + 1).then(|| view.form(i + 1));
    let after_name = i > from && view.is_word(i - 1) && !view.form(i - 1).starts_with("ال");
    match view.form(i) {
        "علي" => {
            view.is_ali(i)
                && (i > from
                    || next_word.is_some_and(|next| {
                        !next.starts_with("ال") || next.chars().nth(4).is_some()
                    }))
        }
        "فان" => after_name && !view.tokens[i].span.of(view.text).contains(['إ', 'أ']),
        "بان" => next_word == Some("كي"),
        "ضيف" => next_word == Some("الله"),
        // إمام, not أمام
        "امام" => view.tokens[i].span.of(view.text).contains('إ'),
        "صباح" | "ظهر" | "فجر" => {
            i == from
                && next_word.is_some_and(|next| {
                    rawi_time::date::weekday(next).is_none()
                        && !matches!(next, "اليوم" | "امس" | "الغد" | "يوم")
                })
        }
        _ => false,
    }
}

/// "مسؤوليته", "حرصها": what is expressed, not who expresses it.
fn is_possessed(view: &View<'_>, form: &str) -> bool {
    ["ته", "تها", "تهم", "تهما", "ه", "ها", "هم", "هما"].iter().any(|suffix| {
        form.strip_suffix(suffix).is_some_and(|stem| {
            stem.chars().nth(2).is_some()
                && (view.pack.is(stem, Syntax::Object) && !suffix.starts_with('ت')
                    || (suffix.starts_with('ت')
                        && view.pack.is(&format!("{stem}ه"), Syntax::Object)))
                && !view.pack.is(form, Syntax::Object)
        })
    })
}

/// Whether a word written with ه, ها or هم at its end belongs to somebody: طلبه, not عبده or وزارة.
pub(super) fn is_owned(view: &View<'_>, i: usize) -> bool {
    let raw = view.tokens[i].span.of(view.text);
    let stem = ["ه", "ها", "هم"].iter().find_map(|suffix| raw.strip_suffix(suffix));
    stem.is_some_and(|stem| stem.chars().nth(2).is_some())
        && !view.form(i).starts_with("ال")
        && !super::name::is_given(view, i)
        && ["ه", "ها", "هم"].iter().any(|suffix| {
            view.form(i).strip_suffix(suffix).is_some_and(|stem| {
                view.pack.cue(stem).is_some() || view.pack.is(stem, Syntax::Object)
            })
        })
}

/// "لطلاب المعهد": those who are told something.
fn names_hearers(view: &View<'_>, form: &str) -> bool {
    let hearers = form.strip_prefix("لل").or_else(|| form.strip_prefix('ل'));
    hearers
        .is_some_and(|rest| view.pack.is(rest, Syntax::Group) && !view.pack.is(rest, Syntax::Noun))
}

/// A finite verb of saying or a participle ends the source; a noun that only looks so (وعد, نائب) does not come here.
fn is_other_cue(view: &View<'_>, i: usize) -> bool {
    view.cue(i).is_some_and(|cue| match cue.kind {
        CueKind::Participle => view.form(i).ends_with('ا'),
        _ => !cue.takes.near,
    })
}

fn is_content(view: &View<'_>, i: usize, from: usize, stops: Stops) -> bool {
    let form = view.form(i);
    let attached = |letter: char| form.starts_with(letter) && form.chars().nth(3).is_some();
    let institution = || {
        let rest = &form['ب'.len_utf8()..];
        let rest = rest.strip_prefix("ال").or_else(|| rest.strip_prefix('ل')).unwrap_or(rest);
        [Syntax::Institution, Syntax::Noun, Syntax::Place]
            .iter()
            .any(|kind| view.pack.is(rest, *kind))
            || view.pack.is(&format!("ال{rest}"), Syntax::Place)
    };
    // "قال وليد بوعلي إن": the content opens right after a family name with ب.
    let named = || {
        i > from
            && !form.starts_with("بال")
            && (view.clause_opener(i + 1).is_some()
                || (matches!(view.mark(i + 1), Some('،' | ','))
                    && view.clause_opener(i + 2).is_some()))
    };
    let inside = |form: &str| {
        is_whole(view, form)
            || i > from && (view.pack.is(form, Syntax::Noun) || institution() || named())
    };
    // "نوه الوزير سالم الراوي بقوات الساحل": after a whole name no body is part of the office.
    let after_name = || {
        i > from + 1
            && !is_whole(view, form)
            && !named()
            && super::name::person_name(view, &(from..i))
                .is_some_and(|name| name.len() >= 2 && name.end == i)
    };
    let own_letter = || i == from && is_family(view, i);
    (stops.with && attached('ب') && (!inside(form) || after_name()) && !own_letter())
        || (stops.for_ && attached('ل') && !inside(form))
        || (stops.object
            && (is_object(view, form)
                || (i > from && view.pack.is(form, Syntax::Express))
                || is_verbal_noun(view, i, from)
                || is_noun_after_body(view, i, from)))
}

/// "بادويلان": a word that elsewhere in the text follows a given name is a family name, ب and all.
pub(super) fn is_family(view: &View<'_>, i: usize) -> bool {
    let named = |at: &u32| {
        let at = *at as usize;
        at > 0 && at != i && super::name::is_given(view, at - 1)
    };
    !view.form(i).starts_with("بال")
        && view.places(view.form(i)).iter().take(super::name::MOST_PLACES).any(named)
}

/// "بلدية", "بريطانيا", "بشار", "بيان": the first letter is the word's own.
pub(super) fn is_whole(view: &View<'_>, form: &str) -> bool {
    const WHOLE: [Syntax; 7] = [
        Syntax::Institution,
        Syntax::Title,
        Syntax::Group,
        Syntax::Country,
        Syntax::Place,
        Syntax::Given,
        Syntax::Carrier,
    ];
    WHOLE.iter().any(|kind| view.pack.is(form, *kind))
}

/// Tokens at most that a clause may be away for a verbal noun before it to be part of the source.
const CLAUSE_NEAR: usize = 14;

/// "أعلن المدير العام [تشكيل لجنة]": a verbal noun without article after a definite noun or a name begins the content,
/// unless a clause follows it.
pub(super) fn is_verbal_noun(view: &View<'_>, i: usize, from: usize) -> bool {
    if !view.is_word(i) {
        return false;
    }
    let form = view.form(i);
    let definite = view.tokens[i].span.of(view.text).starts_with("ال");
    // "إحسان بن صالح" is a name.
    if matches!(view.form(i + 1), "بن" | "بنت") {
        return false;
    }
    if definite
        || !has_verbal_shape(form)
        || is_source_word(view, form)
        || super::name::is_given(view, i)
    {
        return false;
    }
    let last = if i > from && view.is_word(i - 1) { view.form(i - 1) } else { "" };
    let in_construct = i > from && !last.starts_with("ال") && is_source_word(view, last);
    let raw_feminine = view.tokens[i].span.of(view.text).ends_with('ة');
    !in_construct && !raw_feminine && !clause_follows(view, i)
}

/// "أكدت المصادر هرب المسلحين": after a definite body or group a noun without article is no part of it.
fn is_noun_after_body(view: &View<'_>, i: usize, from: usize) -> bool {
    let definite = |k: usize| view.is_word(k) && view.form(k).starts_with("ال");
    let heads = [Syntax::Institution, Syntax::Group, Syntax::Document];
    let head = || {
        let form = view.form(from);
        heads.iter().any(|kind| view.pack.is_bare(form, *kind))
    };
    i > from
        && (from..i).all(definite)
        && !definite(i)
        && !view.form(i).starts_with(['ل', 'ب', 'و', 'ك', 'ف'])
        && head()
        && !clause_follows(view, i)
}

/// Whether a clause opener or a colon stands near after token `i`, before any stop.
fn clause_follows(view: &View<'_>, i: usize) -> bool {
    (i + 1..view.tokens.len().min(i + CLAUSE_NEAR))
        .take_while(|k| !matches!(view.mark(*k), Some('،' | ',' | '.' | '؛')))
        .any(|k| view.clause_opener(k).is_some() || view.mark(k) == Some(':'))
}

fn is_source_word(view: &View<'_>, form: &str) -> bool {
    [
        Syntax::Title,
        Syntax::Institution,
        Syntax::Group,
        Syntax::Document,
        Syntax::Noun,
        Syntax::Place,
    ]
    .iter()
    .any(|kind| view.pack.is(form, *kind))
}

/// The shapes of verbal nouns: استقبال, اعتقال, انتخاب, إحباط, تشكيل.
fn has_verbal_shape(form: &str) -> bool {
    const LONGEST: usize = 7;
    let mut letters = ['\0'; LONGEST];
    let mut count = 0;
    for letter in form.chars() {
        if count == LONGEST {
            return false;
        }
        letters[count] = letter;
        count += 1;
    }
    matches!(
        letters[..count],
        ['ا', 'س', 'ت', _, _, 'ا', _]
            | ['ا', _, 'ت', _, 'ا', _]
            | ['ا', 'ن', _, _, 'ا', _]
            | ['ا', _, _, 'ا', _]
            | ['ت', _, _, 'ي', _]
    )
}

/// A preposition that stands alone.
pub(crate) fn is_preposition(view: &View<'_>, i: usize) -> bool {
    view.is_word(i)
        && matches!(
            view.form(i),
            "علي"
                | "في"
                | "من"
                | "عن"
                | "الي"
                | "حول"
                | "مع"
                | "بشان"
                | "بعد"
                | "قبل"
                | "خلال"
                | "منذ"
                | "بسبب"
                | "رغم"
                | "اثناء"
                | "نتيجه"
                | "عقب"
                | "اثر"
                | "بين"
                | "دون"
        )
}

/// Whether the word begins a content: ضرورة, حرصه, التزامها.
pub(crate) fn is_object(view: &View<'_>, form: &str) -> bool {
    view.pack.is(form, Syntax::Object)
        || ["ه", "ها", "هم", "نا", "ته", "تها", "تهم"].iter().any(|suffix| {
            form.strip_suffix(suffix).is_some_and(|stem| {
                stem.chars().nth(1).is_some()
                    && (view.pack.is(stem, Syntax::Object)
                        || view.pack.is(&format!("{stem}ه"), Syntax::Object))
            })
        })
}

/// "جاي باريك، نائب رئيس الشركة", "وزير الداخلية، سالم الراوي، أن": what a comma sets beside a name or an office.
fn apposition(view: &View<'_>, i: usize, from: usize, limit: usize) -> Option<usize> {
    if !matches!(view.mark(i), Some('،' | ',')) || i == from || i + 1 >= limit {
        return None;
    }
    let head_is_office = [Syntax::Title, Syntax::Institution, Syntax::Group]
        .iter()
        .any(|kind| view.pack.is_bare(view.form(from), *kind));
    if !head_is_office {
        return (view.is(i + 1, Syntax::Title) && i - from <= 4).then_some(i + 1);
    }
    let named = super::name::person_name(view, &(from..i)).is_some_and(|name| name.len() >= 2);
    if named {
        return None;
    }
    let mut end = i + 1;
    while end < limit
        && end - i <= 7
        && (is_bare_name(view, end)
            || (end <= i + 2
                && view.is_word(end)
                && view.pack.is_bare(view.form(end), Syntax::Title)))
    {
        end += 1;
    }
    let names = (i + 1..end).filter(|k| is_bare_name(view, *k)).count();
    let closed = end < limit
        && (matches!(view.mark(end), Some('،' | ',' | ':' | '؛'))
            || view.clause_opener(end).is_some()
            || view.is_open_quote(end)
            || view.is(end, Syntax::Circumstance));
    (names >= 2 && closed).then_some(end)
}

/// A word that can stand in a name: no office, body, particle or verb of saying.
fn is_bare_name(view: &View<'_>, i: usize) -> bool {
    if is_particle_name(view, i, i.saturating_sub(1)) {
        return true;
    }
    if !view.is_word(i)
        || view.clause_opener(i).is_some()
        || rawi_time::date::weekday(view.form(i)).is_some()
    {
        return false;
    }
    let form = view.form(i);
    let other = [
        Syntax::Circumstance,
        Syntax::Relative,
        Syntax::Said,
        Syntax::Particle,
        Syntax::Pronoun,
        Syntax::Institution,
        Syntax::Document,
    ];
    let body = [Syntax::Institution, Syntax::Document, Syntax::Group]
        .iter()
        .any(|kind| view.pack.is_bare(form, *kind));
    !body
        && !other.iter().any(|kind| view.pack.is(form, *kind))
        && !is_other_cue(view, i)
        && !names_hearers(view, form)
}

/// "عدد من النواب", "مسؤول في الوزارة": a preposition inside a description.
fn inner_preposition(view: &View<'_>, i: usize, from: usize, limit: usize) -> Option<usize> {
    let form = view.is_word(i).then(|| view.form(i))?;
    if i == from || i + 1 >= limit || !view.is_word(i + 1) {
        return None;
    }
    let next = view.form(i + 1);
    let head = view.form(from);
    let described =
        [Syntax::Group, Syntax::Title].iter().any(|kind| view.pack.is_bare(head, *kind));
    if form == "في"
        && described
        && let Some(words) = view.phrase(i + 1, limit, Syntax::Place)
        && let Some(end) = apposition(view, i + 1 + words, from, limit)
    {
        return Some(end);
    }
    if matches!(form, "في" | "الي" | "لدي")
        && described
        && let Some(words) = view
            .phrase(i + 1, limit, Syntax::Place)
            .or_else(|| view.phrase(i + 1, limit, Syntax::Country))
        && (view.is_bare_title(i + 1 + words) || super::name::is_given(view, i + 1 + words))
    {
        return Some(i + 1 + words);
    }
    // "بعثة الهلال في بلاد الساحل": a mission is named by where it is.
    if form == "في"
        && matches!(head, "بعثه" | "سفاره" | "قنصليه" | "البعثه" | "السفاره")
        && let Some(words) = view.phrase(i + 1, limit, Syntax::Country)
    {
        return Some(i + 1 + words);
    }
    // "في ذات السياق"
    let plain = !matches!(next, "ذات" | "نفس")
        && !view.pack.is(next, Syntax::Carrier)
        && !view.pack.is_bare(next, Syntax::Carrier)
        && !view.is(i + 1, Syntax::Circumstance);
    match form {
        "عن" => {
            matches!(view.form(i - 1), "الصادر" | "الصادره" | "صادر" | "صادره").then_some(i + 1)
        }
        "لدي" => (described && next.starts_with("ال") && i - from <= 6).then_some(i + 1),
        "علي" => ["مشرف", "قايم", "مطلع"]
            .iter()
            .any(|noun| {
                view.form(i - 1).ends_with(noun) || view.form(i.wrapping_sub(2)).ends_with(noun)
            })
            .then_some(i + 1),
        "من" => ((view.pack.is_bare(view.form(i - 1), Syntax::Group)
            || matches!(view.form(i - 1), "مصدر" | "احد"))
            && plain)
            .then_some(i + 1),
        "في" => (described
            && plain
            && (next.starts_with("ال")
                || [Syntax::Institution, Syntax::Noun]
                    .iter()
                    .any(|kind| view.pack.is_bare(next, *kind)))
            && i - from <= 6
            && !view.pack.is(next, Syntax::Place))
        .then_some(i + 1),
        _ => None,
    }
}

/// Without what cannot end a name.
fn trim(view: &View<'_>, from: usize, mut end: usize) -> usize {
    while end > from
        && (matches!(view.mark(end - 1), Some('.' | '/' | '،' | ','))
            || matches!(view.form(end - 1), "و" | "ال")
            || (end > from + 1 && is_led_participle(view, end - 1)))
    {
        end -= 1;
    }
    end
}

/// "الشركة الواقعة [في الساحل]": a participle whose preposition is not part of the source.
fn is_led_participle(view: &View<'_>, i: usize) -> bool {
    matches!(
        view.form(i),
        "الواقع"
            | "الواقعه"
            | "المولف"
            | "المولفه"
            | "المكون"
            | "المكونه"
            | "المتمثل"
            | "المتمثله"
    ) && is_preposition(view, i + 1)
}

/// The subject before its cue: "الأمير يؤكد", "لكن الجماهير أكدت"; empty where there is none.
pub(crate) fn before(view: &View<'_>, cue: usize, start: usize) -> Range<usize> {
    let mut end = cue;
    while end > start
        && view.is_word(end - 1)
        && matches!(view.form(end - 1), "قد" | "كان" | "كانت" | "وقد")
    {
        end -= 1;
    }
    let floor = start.max(end.saturating_sub(LONGEST_BEFORE));
    let mut from = end;
    while from > floor && belongs_before(view, from - 1) {
        from -= 1;
    }
    while from < end
        && (view.is(from, Syntax::Particle)
            || matches!(view.form(from), "كان" | "وكان" | "كانت" | "وكانت" | "و"))
    {
        from += 1;
    }
    // The subject begins after the last conjunction of sentences.
    if let Some(last) = (from..end).rev().find(|i| {
        view.is(*i, Syntax::Particle)
            || view.is(*i, Syntax::Source)
            || matches!(view.form(*i), "بل" | "ولكن" | "لكن" | "كان" | "وكان" | "كانت" | "وكانت")
    }) {
        from = last + 1;
    }
    // "إلا أن السكان أكدوا": so does a clause that is led up to.
    let led = |i: &usize| {
        view.clause_opener(*i).is_some()
            && *i > start
            && view.phrase(*i - 1, end, Syntax::Lead) == Some(2)
    };
    if let Some(opener) = (from..end).rev().find(led) {
        from = opener + 1;
    }
    let negated = (from..end).any(|i| {
        view.is(i, Syntax::Negation)
            || view.form(i) == "قد"
            || matches!(view.form(i), "مما" | "ليس" | "ليست")
    });
    let inner_quote = (from..end).any(|i| view.is_close_quote(i))
        && !(from..end).any(|i| view.closing(i).is_some());
    let is_phrase = from < end
        && (view.is_word(from) || view.closing(from).is_some_and(|close| close < end))
        && !view.pack.is(view.form(from), Syntax::Circumstance)
        && !view.pack.is(view.form(from), Syntax::Pronoun)
        && !view.pack.is_bare(view.form(from), Syntax::Circumstance)
        && !view.pack.is(view.form(end - 1), Syntax::Relative)
        && !inner_quote
        && !negated
        && !view.pack.is(view.form(end - 1), Syntax::Circumstance)
        && !(from..end).any(|i| {
            view.is(i, Syntax::Relative)
                || view.clause_opener(i).is_some()
                || is_other_cue_word(view, i)
        });
    if is_phrase && !begins_clause(view, from, end) { from..end } else { cue..cue }
}

/// "الناقد سالم الراوي رئيس النادي، يقول", "فريق البحث، وبعد أيام، أكد": the subject that a sentence begins with,
/// set off by a comma, with or without a circumstance between commas.
pub(crate) fn set_off(view: &View<'_>, cue: usize, start: usize) -> Range<usize> {
    const FARTHEST: usize = 34;
    let comma = |i: &usize| matches!(view.mark(*i), Some('،' | ','));
    let none = cue..cue;
    if cue < start + 3 || cue - start > FARTHEST || !comma(&(cue - 1)) {
        return none;
    }
    let Some(first) = (start..cue).find(comma) else { return none };
    let speaks = [Syntax::Title, Syntax::Institution, Syntax::Group];
    let known = speaks.iter().any(|kind| view.pack.is(bare_article(view.form(start)), *kind))
        || super::name::is_given(view, start);
    let between = first + 1 == cue
        || (view.is(first + 1, Syntax::Circumstance)
            || matches!(view.form(first + 1), "وبعد" | "وخلال" | "وفي" | "وعقب" | "وقبل"))
            && !(first + 1..cue - 1).any(|i| comma(&i));
    let plain = |i: usize| {
        view.is_word(i)
            && view.cue(i).is_none_or(|cue| cue.takes.near)
            && view.clause_opener(i).is_none()
            && !view.is(i, Syntax::Relative)
            && !view.is(i, Syntax::Particle)
            && !view.is(i, Syntax::Negation)
    };
    let whole = |range: &Range<usize>| {
        after(view, range.start, range.end, Stops::default()).end == range.end
    };
    let phrase = start..first;
    let names = known && between && (start..first).all(plain) && whole(&phrase);
    if names { phrase } else { none }
}

fn bare_article(form: &str) -> &str {
    form.strip_prefix("ال").unwrap_or(form)
}

/// "فهي محاصرة", "ونشرت الصحف": a clause before a cue, no subject of it.
fn begins_clause(view: &View<'_>, from: usize, end: usize) -> bool {
    let form = view.form(from);
    let known = |form: &str| {
        is_source_word(view, form)
            || [Syntax::Given, Syntax::Country].iter().any(|kind| view.pack.is(form, *kind))
    };
    if known(form) || end - from < 2 {
        return false;
    }
    let rest = form.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().nth(1).is_some());
    let joined = rest.is_some_and(|rest| !rest.starts_with("ال") && !known(rest))
        && form.chars().nth(3).is_some();
    let verb = form.ends_with('ت')
        && !form.ends_with("ات")
        && !form.starts_with("ال")
        && form.chars().nth(3).is_some();
    joined || verb || view.pack.is_bare(form, Syntax::Pronoun)
}

fn is_other_cue_word(view: &View<'_>, i: usize) -> bool {
    view.is_word(i) && is_other_cue(view, i)
}

fn belongs_before(view: &View<'_>, i: usize) -> bool {
    view.is_word(i)
        || matches!(view.tokens[i].kind, rawi_text::TokenKind::Number)
        || matches!(view.mark(i), Some('«' | '»' | '"' | '“' | '”' | '(' | ')'))
}
