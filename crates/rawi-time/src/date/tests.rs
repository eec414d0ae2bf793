//! The table: what a line says, and the days that it gives.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// `2024-03-05 14:35 +180 hijri ambiguous`: what is not said is absent.
fn told(found: &FoundDate) -> String {
    let mut out = found.date.to_string();
    if let Some(time) = found.time {
        out += &format!(" {:02}:{:02}", time.hour(), time.minute());
        if time.second() != 0 {
            out += &format!(":{:02}", time.second());
        }
    }
    if let Some(offset) = found.offset_minutes {
        out += &format!(" {offset:+}");
    }
    match found.calendar {
        Calendar::Gregorian => {}
        Calendar::Hijri => out += " hijri",
        Calendar::Solar => out += " solar",
    }
    if found.ambiguous {
        out += " ambiguous";
    }
    if found.approximate {
        out += " approximate";
    }
    out
}

/// Lines and what [`find`] tells of them; several dates are parted by `; `.
const LINES: &[(&str, &str)] = &[
    // ISO 8601, RFC 3339, and their dialects
    ("2024-03-05", "2024-03-05"),
    ("2020-03-17T17:49:09Z", "2020-03-17 17:49:09 +0"),
    ("2020-06-03T03:01+0400", "2020-06-03 03:01 +240"),
    ("2020-12-25T01:59:50+02:00", "2020-12-25 01:59:50 +120"),
    ("2019-11-20T10:20:59-05:00", "2019-11-20 10:20:59 -300"),
    ("2019-11-19T13:03:00.000Z", "2019-11-19 13:03 +0"),
    ("2019-11-19t13:03:00z", "2019-11-19 13:03 +0"),
    ("2020-12-01 02:00:00", "2020-12-01 02:00"),
    ("2019-11-19 02:24:00 UTC", "2019-11-19 02:24 +0"),
    ("2020-03-15 20:18:45 GST", "2020-03-15 20:18:45 +240"),
    ("2020-02-18 T 07:20:50 +0330", "2020-02-18 07:20:50 +210"),
    ("2024-03-05T14", "2024-03-05"),
    ("2020-3-7", "2020-03-07"),
    // RFC 2822, ctime, JavaScript
    ("Tue, 05 Mar 2024 14:35:00 +0300", "2024-03-05 14:35 +180"),
    ("Tue, 5 Mar 2024 14:35 GMT", "2024-03-05 14:35 +0"),
    ("Tue, 05 Mar 2024 09:35:00 EST", "2024-03-05 09:35 -300"),
    ("Tue Nov 19 05:44:06 2019", "2019-11-19 05:44:06"),
    ("Tue Nov 19 2019 05:44:06 GMT+0300 (AST)", "2019-11-19 05:44:06 +180"),
    // English
    ("Published: 7th, May 2031 GMT", "2031-05-07 +0"),
    ("March 5, 2024", "2024-03-05"),
    ("5 Mar 2024 14:35", "2024-03-05 14:35"),
    ("the 5th of March, 2024", "2024-03-05"),
    ("Sept. 11, 2023 at 9:40 a.m. today", "2023-09-11 09:40"),
    ("Monday, November 12, 2018, 5:36 pm", "2018-11-12 17:36"),
    ("November 18, 2019 -- 19:14 GMT (19:14 GMT)", "2019-11-18 19:14 +0"),
    ("10-Nov-2000", "2000-11-10"),
    ("2024-Mar-05", "2024-03-05"),
    ("MARCH 5 2024", "2024-03-05"),
    ("14:35 on 5 March 2024", "2024-03-05 14:35"),
    ("12:05 AM, 1 May 2021", "2021-05-01 00:05"),
    ("May 1, 2021 12:05 PM", "2021-05-01 12:05"),
    ("May 1, 2021 9 PM", "2021-05-01 21:00"),
    ("— Someone (@someone) October 9, 2031وقال", "2031-10-09"),
    ("in 2019, March 5, 2020 came", "2020-03-05"),
    ("from 5 May 2021 to 7 June 2021", "2021-05-05; 2021-06-07"),
    ("5-7 March 2020", "2020-03-07"),
    // numeric
    ("03/05/2024 - 14:35", "2024-05-03 14:35 ambiguous"),
    ("28/03/2016", "2016-03-28"),
    ("03/28/2016", "2016-03-28"),
    ("05/05/2016", "2016-05-05"),
    ("Sunday 05/03/2024", "2024-03-05 ambiguous"),
    ("Friday 05/03/2024", "2024-05-03"),
    ("الثلاثاء 05/03/2024", "2024-03-05"),
    ("2020/12/25 - 1:59 صباحًا", "2020-12-25 01:59"),
    ("17:27 17.03.2020", "2020-03-17 17:27"),
    ("17:27 17.03.2020 | 18:30 18.03.2020", "2020-03-17 17:27; 2020-03-18 18:30"),
    ("٢٠٢٠/١٢/٢٥", "2020-12-25"),
    ("25-12-2020م", "2020-12-25"),
    ("25 / 12 / 2020", "2020-12-25"),
    ("25 ـ 12 ـ 2020", "2020-12-25"),
    ("25\u{200F}/12\u{200F}/2020", "2020-12-25"),
    // Arabic
    ("تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24 21:22"),
    ("يوم 20 يناير (كانون الثاني) 2025.", "2025-01-20"),
    ("الإثنين، 24 أغسطس 2020 09:23 ص", "2020-08-24 09:23"),
    ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07 12:09"),
    ("25 ديسمبر 2020 | 2:01 ص", "2020-12-25 02:01"),
    ("ديسمبر 25, 2020", "2020-12-25"),
    ("03 يونيو 2020م", "2020-06-03"),
    ("٣ يونيو ٢٠٢٠ الساعة ٥ مساءً", "2020-06-03 17:00"),
    ("الأربعاء 18 جانفي 2017 في موعد", "2017-01-18"),
    ("1 فيفري 2016", "2016-02-01"),
    ("2 أفريل 2016", "2016-04-02"),
    ("3 ماي 2016", "2016-05-03"),
    ("4 جوان 2016", "2016-06-04"),
    ("5 جويلية 2016", "2016-07-05"),
    ("6 أوت 2016", "2016-08-06"),
    ("7 غشت 2016", "2016-08-07"),
    ("8 شتنبر 2016", "2016-09-08"),
    ("9 نونبر 2016", "2016-11-09"),
    ("10 دجنبر 2016", "2016-12-10"),
    ("11 يوليوز 2016", "2016-07-11"),
    ("1 كانون الثاني 2016", "2016-01-01"),
    ("2 شباط/فبراير 2016", "2016-02-02"),
    ("3 اذار 2016", "2016-03-03"),
    ("4 أيار 2016", "2016-05-04"),
    ("5 حزيران 2016", "2016-06-05"),
    ("6 تموز (يوليو) 2016", "2016-07-06"),
    ("7 آب 2016", "2016-08-07"),
    ("8 ايلول/سبتمبر 2016", "2016-09-08"),
    ("9 تشرين الأول/اكتوبر 2016", "2016-10-09"),
    ("10 تشرين ثاني 2016", "2016-11-10"),
    ("11 كانون الأول 2016", "2016-12-11"),
    ("14 فبراير شباط 2005", "2005-02-14"),
    ("الـ15 من شهر مارس عام 2003", "2003-03-15"),
    ("المؤرخ في 5 ماي لسنة 2014", "2014-05-05"),
    ("و15 فيفري 2014 و16 فيفري 2015", "2014-02-15; 2015-02-16"),
    ("13:30 بتوقيت غرينتش، 5 مارس 2024", "2024-03-05 13:30 +0"),
    ("5 مارس 2024 الساعة 13:30 بتوقيت مكة المكرمة", "2024-03-05 13:30 +180"),
    ("24ديسمبر2020", "2020-12-24"),
    // Hijri
    ("15 رمضان 1445 هـ", "2024-03-25 hijri"),
    ("15 رمضان 1445هـ الموافق 25 مارس 2024م", "2024-03-25 hijri; 2024-03-25"),
    ("1 شوال 1436", "2015-07-17 hijri"),
    ("10 ذي الحجة 1421 هـ", "2001-03-05 hijri"),
    ("5 جمادى الآخرة 1445", "2023-12-18 hijri"),
    ("1/10/1436هـ", "2015-07-17 hijri ambiguous"),
    ("17/10/1436", "2015-08-02 hijri"),
    ("1436/10/17", "2015-08-02 hijri"),
    ("بتاريخ 26/9/1389", "1969-12-05 hijri ambiguous approximate"),
    ("Ramadan 15, 1445 AH", "2024-03-25 hijri"),
    // solar
    ("سه‌شنبه ۲۹ بهمن ۱۳۹۸", "2020-02-18 solar"),
    ("۲۹ بهمن ۱۳۹۸ - ۰۶:۵۵", "2020-02-18 06:55 solar"),
    ("۱۳۹۹/۰۲/۲۱ - ۱۸:۵۹", "2020-05-10 18:59 solar"),
    ("1399/02/21", "2020-05-10 solar"),
    ("۲۱ اردیبهشت ماه ۱۳۹۹ ساعت ۸ صبح", "2020-05-10 08:00 solar"),
    ("۱ فروردین ۱۴۰۴", "2025-03-21 solar"),
    ("۵ مارس ۲۰۲۴ میلادی", "2024-03-05"),
    ("۲ تیر ۱۳۹۹ هجری شمسی", "2020-06-22 solar"),
    // French
    ("mardi 5 mars 2024 à 14h35", "2024-03-05 14:35"),
    ("Publié le 1er janvier 2024", "2024-01-01"),
    ("12 août 2023", "2023-08-12"),
    ("3 févr. 2023", "2023-02-03"),
    // no dates
    ("32 يناير 2020", ""),
    ("31/02/2020", ""),
    ("2020-13-01", ""),
    ("5 مارس 1850", ""),
    ("5 مارس 2150", ""),
    ("في مارس 2020", ""),
    ("عام 2020", ""),
    ("192.168.10.2020", ""),
    ("1.2.2020.4", ""),
    ("example.com/2020/12/25/slug", ""),
    ("15 رمضان 2024", ""),
    ("5 مارس 1445 هـ", ""),
    ("يناير (شباط) 2020", ""),
    ("من 1500 إلى 2000", ""),
    ("", ""),
];

#[test]
fn lines() {
    let mut wrong = Vec::new();
    for (line, right) in LINES {
        let found: Vec<_> = find(line).iter().map(told).collect();
        if found.join("; ") != *right {
            wrong.push(format!("{line}\n  found {}\n  right {right}", found.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} lines:\n{}", wrong.len(), LINES.len(), wrong.join("\n"));
}

#[test]
fn spans_cover_the_date_and_its_neighbours() {
    let rows = [
        (
            "تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً بقلم",
            "الجمعة 24 نيسان / أبريل 2020 09:22 مساءً",
        ),
        ("تاريخ النشر: 7th, May 2031 GMT", "7th, May 2031 GMT"),
        ("يوم 20 يناير (كانون الثاني) 2025.", "20 يناير (كانون الثاني) 2025"),
        ("at 14:35 GMT, 5 March 2024.", "14:35 GMT, 5 March 2024"),
        ("(2020-03-17)", "2020-03-17"),
        ("October 9, 2031وقال", "October 9, 2031"),
        ("updated 2020-03-17T17:49:09Z.", "2020-03-17T17:49:09Z"),
    ];
    for (line, right) in rows {
        let found = find(line);
        assert_eq!(found.len(), 1, "{line}");
        assert_eq!(found[0].span.of(line), right);
    }
}

#[test]
fn metadata_values() {
    let rows = [
        ("20240305", "2024-03-05"),
        ("20240305T1435Z", "2024-03-05 14:35 +0"),
        ("20240305143500", ""),
        ("20240305T143507+0300", "2024-03-05 14:35:07 +180"),
        ("15 رمضان 1445 هـ - 25 مارس 2024 م", "2024-03-25"),
        ("0001-01-01T00:00Z", ""),
        ("{{post_date}}", ""),
        ("20241305", ""),
        ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07 12:09"),
    ];
    for (value, right) in rows {
        let found = parse(value).as_ref().map(told).unwrap_or_default();
        assert_eq!(found, right, "{value}");
    }
}

#[test]
fn addresses() {
    let rows = [
        ("https://example.com/2024/03/05/title", Some(date(2024, 3, 5))),
        ("https://example.com/2024/3/5/title", Some(date(2024, 3, 5))),
        ("https://example.com/world/2024/mar/05/title", Some(date(2024, 3, 5))),
        ("https://example.com/news-2024-03-05-title", Some(date(2024, 3, 5))),
        ("https://example.com/?d=20240305&x=1", Some(date(2024, 3, 5))),
        ("https://example.com/a20240305b.html", Some(date(2024, 3, 5))),
        ("https://example.com/article/410826/title", None),
        ("https://example.com/2024/13/05/title", None),
        ("https://example.com/19240305", None),
        ("https://example.com/202403051", None),
        ("https://example.com/2024/03/title", None),
    ];
    for (url, right) in rows {
        assert_eq!(in_url(url), right, "{url}");
    }
}

/// Time grows with the line, not with its square: 400 KB of numbers are read in well under a second.
#[test]
fn long_lines() {
    let line = "5 مارس 12:30 1/2 2020-".repeat(20_000);
    let began = std::time::Instant::now();
    let _ = find(&line);
    assert!(began.elapsed().as_secs() < 10);
}

/// Words and marks of which dates are made, in any order.
fn pieces_of_dates() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "5",
        "12",
        "2024",
        "1445",
        "۱۳۹۹",
        "مارس",
        "March",
        "كانون",
        "الثاني",
        "رمضان",
        "/",
        "-",
        ".",
        ":",
        ",",
        "(",
        ")",
        " ",
        " ",
        "هـ",
        "م",
        "ص",
        "T",
        "Z",
        "+",
        "GMT",
        "الجمعة",
        "في",
        "ـ",
        "\n",
        "th",
        "20240305",
        "الساعة",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn hold(line: &str) {
    let mut end = 0;
    for found in find(line) {
        assert!(found.span.start >= end && found.span.end > found.span.start, "{line:?}");
        assert!(!found.span.of(line).is_empty());
        assert!((1900..=2100).contains(&found.date.year()));
        end = found.span.end;
    }
    let _ = (parse(line), in_url(line));
}

proptest! {
    #[test]
    fn spans_are_ordered_on_any_text(line in any::<String>()) {
        hold(&line);
    }

    #[test]
    fn spans_are_ordered_on_pieces_of_dates(line in pieces_of_dates()) {
        hold(&line);
    }

    #[test]
    fn what_is_written_is_read(days in 0i32..73_000, hour in 0i8..24, minute in 0i8..60) {
        use jiff::ToSpan;
        let day = date(1900, 1, 1).checked_add(days.days()).unwrap();
        let line = format!("{day} {hour:02}:{minute:02}");
        let found = find(&line);
        prop_assert_eq!(found[0].date, day);
        prop_assert_eq!(found[0].time, Some(jiff::civil::time(hour, minute, 0, 0)));
        prop_assert_eq!(found[0].span, Span::new(0, line.len()));
    }
}
