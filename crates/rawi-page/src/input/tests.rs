//! Inputs of every kind, whole and damaged, from their bytes to their pages.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use proptest::prelude::*;

use super::stream::tests::Drip;
use super::*;
use crate::{Body, Page};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn pages_with(bytes: &[u8], name: &str, options: &Options) -> Vec<Result<Page, InputError>> {
    records(Box::new(bytes), name, options).map(|record| record?.into_page(options)).collect()
}

fn pages(bytes: impl AsRef<[u8]>, name: &str) -> Vec<Result<Page, InputError>> {
    pages_with(bytes.as_ref(), name, &Options::default())
}

/// Each page's id, or the line of its error.
fn told(bytes: impl AsRef<[u8]>, name: &str) -> Vec<String> {
    let pages = pages(bytes, name).into_iter();
    pages.map(|page| page.map_or_else(|error| error.to_string(), |page| page.id)).collect()
}

#[test]
fn records_go_to_other_threads() {
    fn is_send<T: Send>() {}
    is_send::<Record>();
    is_send::<Records<'_>>();
    is_send::<InputError>();
    is_send::<Options>();
}

#[test]
fn a_page_is_one_record() {
    let text = pages("خبر عاجل", "a.txt").remove(0).unwrap();
    assert_eq!(
        text,
        Page {
            id: "a.txt".into(), body: Body::PlainBytes("خبر عاجل".into()), ..Page::default()
        }
    );
    let html = gzip(b"<!doctype html><p>a");
    let page = pages(&html, "a.gz").remove(0).unwrap();
    let body = Body::Html { bytes: b"<!doctype html><p>a".to_vec(), charset: None };
    assert_eq!((page.id.as_str(), page.body), ("a.gz", body));
}

#[test]
fn every_input_that_cannot_be_read_says_why() {
    let remedy = "give text, HTML, JSON Lines, a feed or a WARC file, plain or as .gz or .zst";
    for (bytes, expected) in [
        (&b""[..], "x: the input is empty".to_owned()),
        (b"\xef\xbb\xbf \n", "x: the input is empty".into()),
        (b"%PDF-1.4 ...", format!("x: the input is a PDF document, not text; {remedy}")),
        (
            b"ab\0\0c",
            format!("x: the input is binary data (it holds NUL bytes), not text; {remedy}"),
        ),
        (
            &gzip(&gzip(b"a")),
            format!("x: the input is gzip data inside compressed data, not text; {remedy}"),
        ),
        (&gzip(b"")[..5], "x: the gzip data breaks off; fetch the input again".into()),
    ] {
        assert_eq!(told(bytes, "x"), [expected]);
        assert_eq!(pages(bytes, "x")[0].as_ref().unwrap_err().id, "x");
    }
}

#[test]
fn an_input_that_fails_stops_with_one_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk on fire"))
        }
    }
    let line = b"{\"text\": \"a\"}\n".repeat(2000);
    for kind in Kind::ALL.map(Some).into_iter().chain([None]) {
        let options = Options { kind, ..Options::default() };
        let source = line.chain(Broken);
        let items: Vec<_> = records(Box::new(source), "x", &options).take(3000).collect();
        let errors: Vec<_> = items.iter().filter_map(|item| item.as_ref().err()).collect();
        assert!(errors.last().unwrap().message.contains("disk on fire"), "{kind:?}: {errors:?}");
        assert!(items.len() < 3000 && items.last().unwrap().is_err());
        if kind == Some(Kind::Jsonl) {
            assert_eq!(items.len(), 2001);
        }
    }
}

#[test]
fn lines_of_json_are_read_around_damage() {
    let lines = "{\"text\": \"a\"}\n\nbroken\n[1]\n{\"id\": \"own\", \"text\": \"b\"}\n{\"story\": \"c\"}\n{\"text\": \"cut";
    let expected = [
        "n.jsonl#1",
        "n.jsonl:line 3, column 1: not a JSON object: expected value; mend or remove the record",
        "n.jsonl:line 4, column 1: not a JSON object: invalid type: sequence, expected an object; mend or remove the \
         record",
        "own",
        "n.jsonl:line 6: no text and no title: none of text, content, body, article, articleBody, maintext, \
         content_text, raw_text; the record has story; name the field that holds the text, as in text=NAME",
        "n.jsonl:line 7, column 13: not a JSON object: EOF while parsing a string; mend or remove the record",
    ];
    assert_eq!(told(lines, "n.jsonl"), expected);
    let utf16: Vec<u8> =
        format!("\u{feff}{lines}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&utf16, "n.jsonl"), expected);
    let zstd = ruzstd::encoding::compress_to_vec(
        lines.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    assert_eq!(told(&zstd, "n.jsonl"), expected);
    let errors: Vec<_> = pages(lines, "n.jsonl").into_iter().filter_map(Result::err).collect();
    assert_eq!(errors[0].id, "n.jsonl#2");
}

#[test]
fn a_line_over_the_limit_is_reported_and_the_next_is_read() {
    let options = Options { max_record_bytes: 20, ..Options::default() };
    let lines = format!("{{\"text\": \"a\"}}\n{}\n{{\"text\": \"b\"}}\n", "x".repeat(1 << 20));
    let items = pages_with(lines.as_bytes(), "n.jsonl", &options);
    assert_eq!(
        items[1].as_ref().unwrap_err().to_string(),
        "n.jsonl:line 2: the record has 1048576 bytes, more than the 20 allowed; allow larger records (--max-record), or leave it out"
    );
    assert_eq!(items[2].as_ref().unwrap().id, "n.jsonl#3");
    let page = pages_with("خبر ".repeat(9).as_bytes(), "a.txt", &options).remove(0);
    assert_eq!(
        page.unwrap_err().to_string(),
        "a.txt: the input has more than the 20 bytes allowed; allow larger records (--max-record), or leave it out"
    );
}

#[test]
fn a_cut_archive_gives_the_records_before_the_cut() {
    let lines: String = (0..5000)
        .map(|n| format!("{{\"id\": {n}, \"text\": \"خبر رقم {}\"}}\n", n * 7919))
        .collect();
    let whole = gzip(lines.as_bytes());
    let items = told(&whole[..whole.len() / 2], "n.jsonl.gz");
    let (last, before) = items.split_last().unwrap();
    assert!(before.len() > 1000 && before.iter().enumerate().all(|(n, id)| *id == n.to_string()));
    let expected = format!(
        "n.jsonl.gz:line {}: the gzip data breaks off; fetch the input again; the records before this were read",
        items.len()
    );
    assert_eq!(*last, expected);
}

#[test]
fn json_in_one_piece_is_read() {
    for json in [
        "{\n  \"id\": \"1\",\n  \"text\": \"a\"\n}\n",
        "[{\"id\": 1, \"text\": \"a\"}]",
        "{\"id\": 1, \"text\": \"a\"}",
    ] {
        assert_eq!(told(json, "a.json"), ["1"]);
    }
    let array = "[\n  {\"title\": 1},\n  7,\n  {\"title\": tru},\n  {\"title\": 2}\n]";
    assert_eq!(
        told(array, "a.json"),
        [
            "a.json#1",
            "a.json:line 3, column 3: not a JSON object: invalid type: integer `7`, expected an object; mend or remove \
         the record",
            "a.json:line 4, column 16: not a JSON object: expected ident; mend or remove the record",
            "a.json#4",
        ]
    );
    assert_eq!(told("[]", "a.json"), [""; 0]);
}

#[test]
fn feeds_are_read_around_damage() {
    let feed = "<?xml version='1.0'?>\n<rss><channel><title>ج</title><item><title>a</title></item>\
                <item><title>b</item><item><guid>c</guid></item><item><title>d";
    let items = told(feed, "f.xml");
    assert_eq!((items.len(), items[0].as_str(), items[2].as_str()), (4, "f.xml#1", "c"));
    assert!(items[1].starts_with("f.xml:byte "), "{}", items[1]);
    assert_eq!(
        items[3],
        "f.xml:byte 130: the feed breaks off inside this entry; fetch the feed again"
    );
    assert_eq!(told("<rss version='2.0'><channel></channel></rss>", "f"), [""; 0]);
    assert_eq!(
        told("<urlset><url>", "f.xml"),
        [
            "f.xml: not a feed: the first element is <urlset>, not <rss>, <feed> or <rdf:RDF>; read it as another kind"
        ]
    );
    let mut arabic = b"<?xml version='1.0' encoding='windows-1256'?><rss><item><title>".to_vec();
    arabic.extend(b"\xce\xc8\xd1</title></item></rss>");
    assert!(pages(&arabic, "f")[0].as_ref().unwrap().fields.title.is_some());
}

#[test]
fn a_json_feed_is_read() {
    let feed = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"ج\", \"language\": \"ar\", \"items\": [\
                {\"id\": \"1\", \"content_text\": \"a\", \"content_html\": \"<p>a\", \"url\": \"http://x/\"},\
                {\"id\": \"2\", \"summary\": \"b\", \"date_published\": \"2024-03-05\"}, 7]}";
    let items = pages(feed, "f.json");
    let first = items[0].as_ref().unwrap();
    assert_eq!(first.body, Body::Fragment("<p>a".into()));
    assert_eq!(
        (first.fields.publisher.as_deref(), first.fields.lang.as_deref()),
        (Some("ج"), Some("ar"))
    );
    assert_eq!(items[1].as_ref().unwrap().body, Body::Plain("b".into()));
    assert!(
        items[2]
            .as_ref()
            .unwrap_err()
            .to_string()
            .starts_with("f.json:record 3: not a JSON object")
    );
    let broken = told(&feed[..feed.len() - 3], "f.json");
    assert_eq!(broken.len(), 1);
    assert!(broken[0].starts_with("f.json:line 1, column "), "{broken:?}");
}

fn warc_record(kind: &str, mime: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x/1\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n\
         Content-Type: {mime}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

#[test]
fn web_archives_are_read() {
    let page = gzip("<p>خبر".as_bytes());
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n";
    let response = [&head[..], &page].concat();
    let members = [
        gzip(&warc_record("warcinfo", "application/warc-fields", b"a: b")),
        gzip(&warc_record("response", "application/http", &response)),
        gzip(&warc_record("conversion", "text/plain", "نص".as_bytes())),
    ];
    let read: Vec<_> =
        pages(members.concat(), "a.warc.gz").into_iter().map(Result::unwrap).collect();
    assert_eq!(
        read[0],
        Page {
            id: "a.warc.gz#2".into(),
            url: Some("http://x/1".into()),
            fetched: Some(date(2024, 3, 5)),
            body: Body::Html { bytes: "<p>خبر".into(), charset: Some("utf-8".into()) },
            ..Page::default()
        }
    );
    assert_eq!(read[1].body, Body::PlainBytes("نص".into()));
}

#[test]
fn damage_in_one_member_costs_that_record() {
    let noise: String =
        (0..20_000u64).map(|n| char::from(b'a' + (n * n * 7919 % 25) as u8)).collect();
    let pages = ["one", &noise, "three"];
    let mut members =
        pages.map(|page| gzip(&warc_record("resource", "text/html", page.as_bytes())));
    let middle = members[1].len() / 3;
    members[1][middle..2 * middle].fill(0xff);
    let items = told(members.concat(), "a.warc.gz");
    assert_eq!((items.len(), items[0].as_str()), (3, "a.warc.gz#1"), "{items:?}");
    assert!(items[1].contains("the gzip data is damaged"), "{items:?}");
    assert!(items[2].starts_with("a.warc.gz#"), "{items:?}");
}

#[test]
fn fields_and_kinds_can_be_forced() {
    let mut options = Options { kind: Some(Kind::Jsonl), ..Options::default() };
    options.fields.set("text=story").unwrap();
    let items = pages_with(b"{\"story\": \"a\", \"text\": \"b\"}", "x.html", &options);
    assert_eq!(items[0].as_ref().unwrap().body, Body::Plain("a".into()));
    options.kind = Some(Kind::Text);
    let items = pages_with(b"{\"story\": \"a\"}", "x.jsonl", &options);
    assert_eq!(items[0].as_ref().unwrap().body, Body::PlainBytes(b"{\"story\": \"a\"}".to_vec()));
}

/// Bytes that readers trip over more often than over chance.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"{\"text\": \"a\"}\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b"\\",
        b"\n",
        b"\r\n\r\n",
        b"\0",
        b"\xff\xfe",
        b"<rss>",
        b"<item>",
        b"</item>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<?xml encoding='",
        b"<entry ",
        b"&#",
        b"WARC/1.0\r\n",
        b"WARC-Type: response\r\n",
        b"WARC-Type: resource\r\n",
        b"Content-Length: 9\r\n",
        b"Content-Type: text/html\r\n",
        b"HTTP/1.1 200\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"\x50\x2a\x4d\x18\x03\0\0\0",
        "خبر".as_bytes(),
    ];
    let piece = prop_oneof![
        4 => proptest::sample::select(pieces).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..20),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_end_without_panic(bytes in bytes(), zipped in any::<bool>(), cut in 0usize..40) {
        let mut bytes = if zipped { gzip(&bytes) } else { bytes };
        bytes.truncate(bytes.len().saturating_sub(cut));
        for kind in Kind::ALL.map(Some).into_iter().chain([None]) {
            let options = Options { kind, max_record_bytes: 200, ..Options::default() };
            let mut all = records(Box::new(&bytes[..]), "x", &options);
            // Each record or error takes at least a byte.
            let items: Vec<_> = all.by_ref().take(2 * bytes.len() + 9000).collect();
            prop_assert!(all.next().is_none());
            for item in items.into_iter().map(|record| record.and_then(|record| record.into_page(&options))) {
                if let Err(error) = item {
                    prop_assert!(!error.to_string().contains('\n'));
                }
            }
        }
    }

    #[test]
    fn lines_come_back_in_order(texts in proptest::collection::vec("[^<&\u{0}]{1,40}", 1..20), drip in any::<bool>()) {
        let texts: Vec<_> = texts.into_iter().map(|text| format!("x{text}")).collect();
        let lines: String =
            texts.iter().map(|text| format!("{}\n", serde_json::json!({ "text": text }))).collect();
        let source: Box<dyn Read + Send> =
            if drip { Box::new(Drip(lines.as_bytes())) } else { Box::new(lines.as_bytes()) };
        let options = Options { kind: Some(Kind::Jsonl), ..Options::default() };
        let read = records(source, "x", &options).map(|record| record.unwrap().into_page(&options));
        let read = read.map(|page| page.map(|page| page.body));
        let bodies: Vec<_> = read.filter_map(Result::ok).collect();
        let expected: Vec<_> = texts.into_iter().map(Body::Plain).collect();
        prop_assert_eq!(bodies, expected);
    }
}
