//! An HTTP response, as far as web archives keep it.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;

/// The first line and the fields of an HTTP or WARC header.
#[derive(Debug, Default)]
pub(crate) struct Head {
    first: String,
    fields: Vec<(String, String)>,
}

/// Where the blank line that ends a header ends.
pub(crate) fn head_end(bytes: &[u8]) -> Option<usize> {
    let full = memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4);
    let bare = memmem::find(bytes, b"\n\n").map(|at| at + 2);
    match (full, bare) {
        (Some(full), Some(bare)) => Some(full.min(bare)),
        (full, bare) => full.or(bare),
    }
}

impl Head {
    /// Reads a header; lines that are not fields are left out, folded lines joined (RFC 9112, 5.2).
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let mut head =
            Self { first: lines.next().unwrap_or_default().to_owned(), ..Self::default() };
        for line in lines {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = head.fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                head.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        head
    }

    /// The first field of this name, in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether this heads a response that went well and is a page.
    pub(crate) fn is_page(&self) -> bool {
        let status = self.first.split_ascii_whitespace().nth(1).unwrap_or_default();
        status.starts_with('2') && is_page_type(self.get("content-type"))
    }

    fn has(&self, name: &str, token: &str) -> bool {
        self.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(token))
    }
}

/// Whether a media type is that of a page. Without one it may be.
pub(crate) fn is_page_type(content_type: Option<&str>) -> bool {
    content_type.is_none_or(|full| {
        matches!(
            media_type(full).as_str(),
            "text/html" | "application/xhtml+xml" | "text/plain" | ""
        )
    })
}

/// The type without its parameters, in lower case.
pub(crate) fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The charset of a media type.
pub(crate) fn charset(content_type: &str) -> Option<String> {
    let named = |parameter: &str| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    };
    content_type.split(';').skip(1).find_map(named)
}

/// The body of a response as the browser sees it, at most `max` bytes.
///
/// Some crawlers undo transfer and content codings and keep the fields that name them: a body that is not chunked or
/// compressed stays as it is.
pub(crate) fn body(head: &Head, bytes: Vec<u8>, max: usize) -> Result<Vec<u8>, String> {
    let bytes = match head.has("transfer-encoding", "chunked") {
        true => unchunk(&bytes).unwrap_or(bytes),
        false => bytes,
    };
    let coding = head.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    match (coding.as_str(), bytes.as_slice()) {
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => {
            inflate(MultiGzDecoder::new(bytes.as_slice()), max)
        }
        ("deflate", [first, second, ..]) if is_zlib(*first, *second) => {
            inflate(ZlibDecoder::new(bytes.as_slice()), max)
        }
        ("deflate", _) => inflate(DeflateDecoder::new(bytes.as_slice()), max).or(Ok(bytes)),
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(bytes.as_slice());
            inflate(
                decoder.map_err(|error| format!("the page's zstd coding is damaged ({error})"))?,
                max,
            )
        }
        ("br", text) if std::str::from_utf8(text).is_err() => {
            Err("the page is compressed with Brotli, which is not read".into())
        }
        _ => Ok(bytes),
    }
}

/// RFC 1950, 2.2.
const fn is_zlib(first: u8, second: u8) -> bool {
    first & 0x0f == 8 && (first as u16 * 256 + second as u16).is_multiple_of(31)
}

/// Decompresses; a page that breaks off is still a page.
fn inflate(decoder: impl Read, max: usize) -> Result<Vec<u8>, String> {
    let mut page = Vec::new();
    let read = decoder.take(max as u64 + 1).read_to_end(&mut page);
    if page.len() > max {
        return Err(format!("the page, decompressed, has more than the {max} bytes allowed"));
    }
    match read {
        Err(error) if page.is_empty() => {
            Err(format!("the page's compression is damaged ({error})"))
        }
        _ => Ok(page),
    }
}

/// Joins chunks (RFC 9112, 7.1); `None` where the body does not begin with one. The last may break off.
fn unchunk(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut chunks = 0;
    while let Some((size, behind)) = chunk_size(rest) {
        chunks += 1;
        let chunk = &behind[..size.min(behind.len())];
        joined.extend_from_slice(chunk);
        rest = &behind[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if size == 0 {
            break;
        }
    }
    (chunks > 0).then_some(joined)
}

fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(200)])?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let size = line.split(';').next()?.trim();
    Some((usize::from_str_radix(size, 16).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn head(fields: &str) -> Head {
        Head::parse(format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn headers_are_read() {
        let head =
            head("Content-Type: text/HTML;\r\n charset=\"Windows-1256\"\r\nnonsense\r\nX: a: b");
        assert_eq!(head.get("x"), Some("a: b"));
        assert!(head.is_page());
        let full = head.get("content-type").unwrap();
        assert_eq!(charset(full).as_deref(), Some("Windows-1256"));
        assert_eq!(media_type(full), "text/html");
        assert_eq!(head_end(b"a\n\nb\r\n\r\n"), Some(3));
        assert_eq!(head_end(b"a\r\n\r\nb\n\n"), Some(5));
    }

    #[test]
    fn codings_are_undone() {
        let chunked = head("Transfer-Encoding: chunked");
        for (sent, seen) in [
            (&b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"[..], &b"abcde"[..]),
            (b"3\r\nabc\r\nff\r\nde", b"abcde"),
            (b"<p>not chunked\n", b"<p>not chunked\n"),
            (b"ffffffffffffffffff\r\nx", b"ffffffffffffffffff\r\nx"),
            (b"", b""),
        ] {
            assert_eq!(body(&chunked, sent.to_vec(), 100).unwrap(), seen);
        }
        let zipped = head("Content-Encoding: gzip\r\nTransfer-Encoding: chunked");
        let sent = gzip(b"page");
        let chunks = [format!("{:x}\r\n", sent.len()).as_bytes(), &sent, b"\r\n0\r\n\r\n"].concat();
        assert_eq!(body(&zipped, chunks, 100).unwrap(), b"page");
        assert_eq!(body(&zipped, b"page".to_vec(), 100).unwrap(), b"page");
        let raw = head("Content-Encoding: deflate");
        assert_eq!(body(&raw, sent[10..sent.len() - 8].to_vec(), 100).unwrap(), b"page");
    }

    #[test]
    fn a_bomb_is_stopped_and_a_cut_page_is_kept() {
        let zipped = head("Content-Encoding: gzip");
        let error = body(&zipped, gzip(&vec![b'a'; 1 << 20]), 1000).unwrap_err();
        assert_eq!(error, "the page, decompressed, has more than the 1000 bytes allowed");
        let sent = gzip(&(0..2000u32).flat_map(u32::to_be_bytes).collect::<Vec<_>>());
        assert!(body(&zipped, sent[..sent.len() / 2].to_vec(), 10_000).is_ok());
        assert!(body(&zipped, sent[..4].to_vec(), 10_000).is_err());
        assert!(body(&head("Content-Encoding: br"), vec![0xff, 0xfe, 0x80], 100).is_err());
    }
}
