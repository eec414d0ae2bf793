//! A corpus of made-up news, the same for the same size: statements in Arabic and English, copies, newer versions, pages
//! that come twice.

use serde_json::{Value, json};

/// Numbers that look random and are the same for the same seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// The words of one language's articles.
struct Words {
    lang: &'static str,
    titles: &'static [&'static str],
    people: &'static [&'static str],
    cues: &'static [&'static str],
    whos: &'static [&'static str],
    deeds: &'static [&'static str],
    things: &'static [&'static str],
    times: &'static [&'static str],
    scenes: &'static [&'static str],
    credits: &'static [&'static str],
}

const ENGLISH: Words = Words {
    lang: "en",
    titles: &["Mayor", "Harbour master", "Water engineer", "Professor", "Union leader", "Judge"],
    people: &[
        "Dalia Marwick",
        "Tobin Aldergate",
        "Suri Halloway",
        "Perrin Oakes",
        "Imke Vandersloot",
        "Jonas Quillfeather",
        "Mara Tennick",
        "Osric Bellweather",
    ],
    cues: &["said", "warned", "announced", "promised", "added", "denied"],
    whos: &[
        "the council",
        "the port",
        "the dam authority",
        "the school board",
        "the ferry company",
        "the market",
    ],
    deeds: &[
        "would repair",
        "would close",
        "would not sell",
        "will open",
        "had counted",
        "must pay for",
        "will move",
    ],
    things: &[
        "twelve bridges",
        "the old lighthouse",
        "40 percent of its boats",
        "the northern canal",
        "three clinics",
        "the grain silos",
        "its tram line",
        "900 lamps",
    ],
    times: &["in April", "on Tuesday", "before 2031", "next week", "this winter", "on 14 May 2029"],
    scenes: &[
        "Rain fell on the harbour for most of the afternoon.",
        "Few people stood in the square.",
        "The hall was full when the meeting began.",
        "Gulls sat on the empty quay.",
        "A bell rang twice and the clerks went home.",
    ],
    credits: &["Reuters", "AFP", "The Quay Gazette"],
};

const ARABIC: Words = Words {
    lang: "ar",
    titles: &["رئيس البلدية", "مدير الميناء", "المهندسة", "الأستاذ", "نقيب الصيادين", "القاضية"],
    people: &[
        "سالم الدرويشاني",
        "ليان المرساوي",
        "نبيل الغدراني",
        "هالة السنديان",
        "وائل البرقوقي",
        "جمانة الزيزفون",
        "فادي المنارة",
        "رؤى الحصباني",
    ],
    cues: &["قال", "أكد", "أعلن", "أضاف", "حذر", "أوضح"],
    whos: &["المجلس", "الميناء", "هيئة السد", "إدارة المدارس", "شركة العبارات", "السوق"],
    deeds: &["سيصلح", "سيغلق", "لن يبيع", "سيفتح", "أحصى", "يجب أن يدفع ثمن", "سينقل"],
    things: &[
        "اثني عشر جسرا",
        "المنارة القديمة",
        "40 بالمئة من قواربه",
        "القناة الشمالية",
        "ثلاث عيادات",
        "صوامع القمح",
        "خط الترام",
        "900 مصباح",
    ],
    times: &[
        "في نيسان",
        "يوم الثلاثاء",
        "قبل عام 2031",
        "الأسبوع المقبل",
        "هذا الشتاء",
        "في 14 أيار 2029",
    ],
    scenes: &[
        "هطل المطر على الميناء معظم فترة الظهيرة.",
        "وقف قليل من الناس في الساحة.",
        "امتلأت القاعة عند بدء الاجتماع.",
        "جلست النوارس على الرصيف الخالي.",
        "قرع الجرس مرتين وعاد الموظفون إلى بيوتهم.",
    ],
    credits: &["رويترز", "أ ف ب", "جريدة الرصيف"],
};

/// Words that a full-text question may ask for: those of all articles.
pub fn vocabulary() -> Vec<&'static str> {
    let lists = |words: &Words| {
        [
            words.titles,
            words.people,
            words.whos,
            words.deeds,
            words.things,
            words.times,
            words.scenes,
        ]
    };
    let mut found: Vec<&str> = [ENGLISH, ARABIC]
        .iter()
        .flat_map(lists)
        .flatten()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// One JSON line for each of `count` pages.
pub fn lines(count: usize) -> Vec<String> {
    let mut dice = Dice(count as u64);
    let mut pages: Vec<Value> = Vec::with_capacity(count);
    while pages.len() < count {
        let page = match dice.below(100) {
            0..15 if !pages.is_empty() => {
                copy_of(&pages[dice.below(pages.len())], pages.len(), &mut dice)
            }
            15..23 if !pages.is_empty() => {
                newer(&pages[dice.below(pages.len())], pages.len(), &mut dice)
            }
            // The same page once more.
            23..26 if !pages.is_empty() => pages[dice.below(pages.len())].clone(),
            _ => report(pages.len(), &mut dice),
        };
        pages.push(page);
    }
    pages.iter().map(Value::to_string).collect()
}

/// An article of its own.
fn report(number: usize, dice: &mut Dice) -> Value {
    let words = if dice.percent(50) { &ARABIC } else { &ENGLISH };
    let mut sentences = Vec::new();
    for _ in 0..2 + dice.below(3) {
        sentences.push(sentence(words, dice));
    }
    let outlet = dice.below(20);
    let mut page = json!({
        "id": format!("p{number}"),
        "lang": words.lang,
        "title": format!("{} {} {}", dice.pick(words.whos), dice.pick(words.deeds), dice.pick(words.things)),
        "publisher": format!("Outlet {outlet}"),
        "date": format!("2029-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
        "text": sentences.join("\n"),
    });
    // The others are known by their ids.
    if dice.percent(80) {
        page["url"] = format!("https://outlet{outlet}.example/{number}").into();
    }
    if dice.percent(30) {
        page["credit"] = dice.pick(words.credits).into();
    }
    page
}

fn sentence(words: &Words, dice: &mut Dice) -> String {
    let (who, cue) = (dice.pick(words.people), dice.pick(words.cues));
    let title = dice.pick(words.titles);
    let said = format!(
        "{} {} {} {}",
        dice.pick(words.whos),
        dice.pick(words.deeds),
        dice.pick(words.things),
        dice.pick(words.times)
    );
    match (dice.below(5), words.lang) {
        (0, _) => dice.pick(words.scenes).to_owned(),
        (1, "ar") => format!("{cue} {title} {who}: \"{said}\"."),
        (_, "ar") => format!("{cue} {title} {who} إن {said}."),
        (1, _) => format!("\"{said}\", {title} {who} {cue}."),
        (_, _) => format!("{title} {who} {cue} that {said}."),
    }
}

/// What another outlet made of an article: its text, perhaps with a sentence less or more.
fn copy_of(page: &Value, number: usize, dice: &mut Dice) -> Value {
    let outlet = dice.below(20);
    let mut copy = changed(page, dice);
    copy["id"] = format!("p{number}").into();
    copy["publisher"] = format!("Outlet {outlet}").into();
    copy["url"] = format!("https://outlet{outlet}.example/{number}").into();
    copy
}

/// A newer version: the address (or else the id) stays.
fn newer(page: &Value, number: usize, dice: &mut Dice) -> Value {
    let mut newer = changed(page, dice);
    if newer.get("url").is_some() && dice.percent(50) {
        newer["id"] = format!("p{number}").into();
    }
    newer
}

fn changed(page: &Value, dice: &mut Dice) -> Value {
    let words = if page["lang"] == "ar" { &ARABIC } else { &ENGLISH };
    let text = page["text"].as_str().expect("a page has a text");
    let mut sentences: Vec<String> = text.lines().map(str::to_owned).collect();
    match dice.below(3) {
        0 if sentences.len() > 1 => drop(sentences.remove(dice.below(sentences.len()))),
        1 => sentences.push(sentence(words, dice)),
        _ => {}
    }
    let mut page = page.clone();
    page["text"] = sentences.join("\n").into();
    page
}
