//! Whether a name in Arabic letters is a name in Latin ones: بلنكن is Blinken.
//!
//! Both are reduced to the sounds that transliterations keep: consonants in classes (p and b, v and f, g, j and q are
//! written in several ways), long vowels only at the beginning. What is left is compared by edit distance.
//! The classes follow the usual romanisations of the Arabic press (ALA-LC, and what agencies do with غ ج ق for g).

/// The sounds of a name, one byte each; words are parted by a blank.
pub(crate) fn sounds(name: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | '’' | '\'')) {
        let start = out.len();
        if start > 0 && out[start - 1] != b' ' {
            out.push(b' ');
        }
        let start = out.len();
        if word.chars().any(|c| ('\u{600}'..='\u{6FF}').contains(&c)) {
            arabic(word, &mut out);
        } else {
            latin(word, &mut out);
        }
        let mut last = 0;
        let mut kept = start;
        for i in start..out.len() {
            // A doubled consonant is one.
            if out[i] != last {
                out[kept] = out[i];
                kept += 1;
            }
            last = out[i];
        }
        out.truncate(kept);
    }
    while out.last() == Some(&b' ') {
        out.pop();
    }
    out
}

fn arabic(word: &str, out: &mut Vec<u8>) {
    let word = rawi_text::fold(word);
    let word = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(&word);
    let chars: Vec<char> = word.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let next = chars.get(i + 1);
        let sound = match c {
            'ب' | 'پ' => b'b',
            'ت' if next == Some(&'ش') => continue,
            'ت' | 'ط' | 'ث' => b't',
            'ج' | 'غ' | 'گ' | 'چ' => b'g',
            'ح' | 'ه' => {
                if i + 1 == chars.len() {
                    continue;
                }
                b'h'
            }
            'خ' => b'k',
            'د' | 'ض' => b'd',
            'ذ' | 'ز' | 'ظ' => b'z',
            'ر' => b'r',
            'س' | 'ص' => b's',
            'ش' => b'x',
            'ف' | 'ڤ' => b'f',
            'ق' | 'ك' => b'k',
            'ل' => b'l',
            'م' => b'm',
            'ن' => b'n',
            'ا' | 'ع' | 'و' | 'ي' if i == 0 => b'a',
            _ => continue,
        };
        out.push(sound);
    }
}

fn latin(word: &str, out: &mut Vec<u8>) {
    let plain: String = word.chars().flat_map(char::to_lowercase).map(unaccented).collect();
    let plain = plain
        .strip_prefix("al")
        .filter(|rest| plain.len() > 4 && rest.starts_with('-'))
        .unwrap_or(&plain);
    let chars: Vec<char> = plain.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let next = chars.get(i + 1).copied().unwrap_or(' ');
        let mut step = 1;
        let sound = match (chars[i], next) {
            ('s', 'h') => {
                step = 2;
                b'x'
            }
            ('c', 'h') => {
                step = 2;
                b'x'
            }
            ('t', 'h') => {
                step = 2;
                b't'
            }
            ('p', 'h') => {
                step = 2;
                b'f'
            }
            ('k', 'h') => {
                step = 2;
                b'k'
            }
            ('g', 'h') => {
                step = 2;
                b'g'
            }
            ('d', 'h') => {
                step = 2;
                b'z'
            }
            ('c', 'e' | 'i' | 'y') => b's',
            ('c' | 'k' | 'q', _) => b'k',
            ('x', _) => {
                out.push(b'k');
                b's'
            }
            ('b' | 'p', _) => b'b',
            ('t', _) => b't',
            ('g' | 'j', _) => b'g',
            ('h', _) => {
                if i + 1 == chars.len() {
                    i += 1;
                    continue;
                }
                b'h'
            }
            ('d', _) => b'd',
            ('z', _) => b'z',
            ('r', _) => b'r',
            ('s', _) => b's',
            ('f' | 'v', _) => b'f',
            ('l', _) => b'l',
            ('m', _) => b'm',
            ('n', _) => b'n',
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w', _) if i == 0 => b'a',
            _ => {
                i += 1;
                continue;
            }
        };
        out.push(sound);
        i += step;
    }
}

fn unaccented(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ç' | 'ć' | 'č' => 'c',
        'ñ' | 'ń' | 'ň' => 'n',
        'š' | 'ś' | 'ş' | 'ș' | 'ṣ' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' | 'ģ' => 'g',
        'ł' => 'l',
        'ř' => 'r',
        'ť' | 'ț' | 'ţ' | 'ṭ' => 't',
        'ď' | 'đ' | 'ḍ' => 'd',
        'ý' => 'y',
        'ḥ' | 'ħ' => 'h',
        _ => c,
    }
}

/// How alike two sequences of sounds are, from 0 to 1.
pub(crate) fn alike(a: &[u8], b: &[u8]) -> f32 {
    const MOST: usize = 64;
    if a.is_empty() || b.is_empty() || a.len() > MOST || b.len() > MOST {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let exchanged = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(corner + 1);
        }
    }
    1.0 - row[b.len()] as f32 / a.len().max(b.len()) as f32
}

/// How a word sounds, in letters that transliterations of it have in common: خالد and Khalid are alike.
///
/// ```
/// assert_eq!(rawi_actor::sound_of("خالد"), rawi_actor::sound_of("Khalid"));
/// ```
pub fn sound_of(word: &str) -> String {
    sounds(word).into_iter().map(char::from).collect()
}

/// Whether the Arabic `name` can be a transliteration of the Latin `other`: its whole, or its last word.
///
/// Returns how alike they are, from 0 to 1; below 0.75 they are other names.
///
/// ```
/// assert!(rawi_actor::transliterates("بلنكن", "Antony Blinken") >= 0.75);
/// assert!(rawi_actor::transliterates("أنطوني بلينكن", "Antony Blinken") >= 0.75);
/// assert!(rawi_actor::transliterates("كيري", "Antony Blinken") < 0.75);
/// ```
pub fn transliterates(name: &str, other: &str) -> f32 {
    let (a, b) = (sounds(name), sounds(other));
    if !a.contains(&b' ') {
        // One word has to be the last one, and to hold enough to tell names apart.
        let last = b.rsplit(|sound| *sound == b' ').next().unwrap_or_default();
        return match a.len() {
            0..3 => 0.0,
            3..5 => f32::from(u8::from(a == last)),
            _ => alike(&a, last),
        };
    }
    let ends = |sounds: &[u8]| -> Option<(Vec<u8>, Vec<u8>)> {
        let mut words = sounds.split(|sound| *sound == b' ').filter(|word| !word.is_empty());
        let first = words.next()?.to_vec();
        Some((first, words.next_back()?.to_vec()))
    };
    let whole = alike(&a, &b);
    match (ends(&a), ends(&b)) {
        // First and last name agree, whatever stands between.
        (Some((first, last)), Some((other_first, other_last))) => {
            let both = alike(&first, &other_first).min(alike(&last, &other_last));
            whole.max(both)
        }
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_look_alikes() {
        let same = [
            ("سيرغي لافروف", "Sergey Lavrov"),
            ("إيمانويل ماكرون", "Emmanuel Macron"),
            ("شي جين بينغ", "Xi Jinping"),
            ("رجب طيب إردوغان", "Recep Tayyip Erdoğan"),
            ("فولوديمير زيلينسكي", "Volodymyr Zelenskyy"),
            ("جاستن ترودو", "Justin Trudeau"),
            ("فيدريكا موغيريني", "Federica Mogherini"),
        ];
        let found = same.iter().filter(|(a, b)| transliterates(a, b) >= 0.75).count();
        assert!(found >= 5, "{found} of {}", same.len());
        for (a, b) in
            [("جون كيري", "Antony Blinken"), ("سالم", "Salem Al-Sabah Jaber"), ("محمد", "Ahmed")]
        {
            assert!(transliterates(a, b) < 0.75, "{a} {b}");
        }
    }
}
