//! Embedded social-media posts.
//!
//! A post comes as a quotation that the platform's script would replace, as a frame, or as an element of its own.
//! Whichever it is, it stands for one line of the text, and nothing of it is read as the article's words.

use html5ever::local_name;

use crate::Post;
use rawi_time::date;

use super::labels::{Label, label};
use super::tree::{Node, Tree};

/// A post where the markup has it.
pub(super) struct Found {
    pub post: Post,
    /// Its words with its signature, as a reader sees them.
    shown: String,
}

impl Found {
    /// The words that stand for the post in the text.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// Classes of quotations and boxes that a platform's script turns into a post.
const CLASSES: [(&str, &str); 14] = [
    ("twitter-tweet", "x"),
    ("twitter-video", "x"),
    ("tweet-blockquote", "x"),
    ("instagram-media", "instagram"),
    ("tiktok-embed", "tiktok"),
    ("fb-post", "facebook"),
    ("fb-video", "facebook"),
    ("telegram-post", "telegram"),
    ("telegram-embed", "telegram"),
    ("text-post-media", "threads"),
    ("bluesky-embed", "bluesky"),
    ("reddit-embed-bq", "reddit"),
    ("reddit-card", "reddit"),
    ("mastodon-embed", "mastodon"),
];

/// Parts of addresses that lead to one post.
const ADDRESSES: [(&str, &str, &str); 26] = [
    ("twitter.com", "/status", "x"),
    ("//x.com", "/status", "x"),
    ("platform.twitter.com", "/embed/", "x"),
    ("instagram.com", "/p/", "instagram"),
    ("instagram.com", "/reel/", "instagram"),
    ("instagram.com", "/tv/", "instagram"),
    ("facebook.com", "/plugins/post", "facebook"),
    ("facebook.com", "/plugins/video", "facebook"),
    ("facebook.com", "/posts/", "facebook"),
    ("facebook.com", "/videos/", "facebook"),
    ("facebook.com", "/permalink.php", "facebook"),
    ("facebook.com", "/photo.php", "facebook"),
    ("youtube.com", "/embed/", "youtube"),
    ("youtube.com", "/v/", "youtube"),
    ("youtube.com", "/watch", "youtube"),
    ("youtube.com", "/shorts/", "youtube"),
    ("youtube-nocookie.com", "/embed/", "youtube"),
    ("youtu.be", "/", "youtube"),
    ("tiktok.com", "/embed", "tiktok"),
    ("tiktok.com", "/video/", "tiktok"),
    ("//t.me", "/", "telegram"),
    ("telegram.me", "/", "telegram"),
    ("dailymotion.com", "/video/", "dailymotion"),
    ("vimeo.com", "/", "vimeo"),
    ("soundcloud.com", "/", "soundcloud"),
    ("threads.net", "/post/", "threads"),
];

/// Nodes of one quotation that are looked through for a post's address.
const MOST_LOOKED_AT: usize = 300;

/// The post that the element `at` embeds.
pub(super) fn find(tree: &Tree, at: usize) -> Option<Found> {
    let node = &tree.nodes[at];
    match *node.name()? {
        local_name!("iframe") | local_name!("embed") => frame(node),
        local_name!("blockquote")
        | local_name!("div")
        | local_name!("section")
        | local_name!("figure") => {
            if let Some(platform) = platform_of_class(node) {
                return Some(quotation(tree, at, platform));
            }
            plain_quotation(tree, at)
        }
        local_name!("script") => telegram_script(node),
        ref name if name.starts_with("amp-") || name.starts_with("lite-") => element(node, name),
        _ => None,
    }
}

/// A line that is nothing but a post's address: the page's software failed to embed it.
pub(super) fn bare_address(text: &str) -> Option<Found> {
    let alone = text.starts_with("http") && !text.contains(' ');
    alone
        .then(|| platform_of_address(text))
        .flatten()
        .map(|platform| from_address(platform, text, None))
}

fn platform_of_class(node: &Node) -> Option<&'static str> {
    let class = node.attr(&local_name!("class"))?;
    let of = |name: &str| CLASSES.iter().find(|it| it.0 == name).map(|it| it.1);
    class.split_ascii_whitespace().take(16).find_map(of)
}

/// The platform when `url` leads to one post of it.
fn platform_of_address(url: &str) -> Option<&'static str> {
    let url = url.get(..url.floor_char_boundary(300))?;
    ADDRESSES
        .iter()
        .find(|it| url.split_once(it.0).is_some_and(|(_, path)| path.contains(it.1)))
        .map(|it| it.2)
}

/// A frame; the page may hold its address back until it is scrolled to.
fn frame(node: &Node) -> Option<Found> {
    let lazy = ["data-src", "data-lazy-src", "data-iframe-src", "data-original", "data-url"];
    let given = node.attr(&local_name!("src")).filter(|src| platform_of_address(src).is_some());
    let src = given.or_else(|| lazy.iter().find_map(|name| node.attr_named(name)))?;
    let platform = platform_of_address(src)?;
    let title =
        node.attr(&local_name!("title")).filter(|it| it.contains(' ') && label(it).is_none());
    Some(from_address(platform, &target(src), title))
}

/// Where a frame's address leads: to the post itself.
fn target(src: &str) -> String {
    for name in ["href=", "url="] {
        if let Some((_, value)) = src.split_once(name) {
            let value = value.split('&').next().unwrap_or_default();
            if value.starts_with("http") {
                return percent_decoded(value);
            }
        }
    }
    let src = if src.starts_with("//") { format!("https:{src}") } else { src.to_owned() };
    if let Some((_, id)) =
        src.split_once("platform.twitter.com/embed/").and_then(|it| it.1.split_once("id="))
    {
        return format!(
            "https://twitter.com/i/status/{}",
            id.split('&').next().unwrap_or_default()
        );
    }
    if let Some((_, id)) = src
        .split_once("youtube.com/embed/")
        .or_else(|| src.split_once("youtube-nocookie.com/embed/"))
    {
        let id = id.split(['?', '&', '/']).next().unwrap_or_default();
        return format!("https://www.youtube.com/watch?v={id}");
    }
    src
}

fn percent_decoded(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = value.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| bytes[at] == b'%') {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| value.to_owned())
}

fn from_address(platform: &str, url: &str, title: Option<&str>) -> Found {
    let text = title.unwrap_or(url).to_owned();
    let post = Post {
        platform: platform.to_owned(),
        handle: handle_in(url),
        text: text.clone(),
        links: vec![url.to_owned()],
        ..Post::default()
    };
    Found { post, shown: text }
}

/// The account in a post's address.
fn handle_in(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |it| it.1);
    let mut parts = path.split(['/', '?']);
    let host = parts.next()?;
    let first = parts.next().filter(|it| !it.is_empty())?;
    let second = parts.next().unwrap_or_default();
    let name = match host
        .trim_start_matches("www.")
        .trim_start_matches("mobile.")
        .trim_start_matches("m.")
    {
        "twitter.com" | "x.com" if second.starts_with("status") && first != "i" => first,
        "tiktok.com" | "threads.net" => first.strip_prefix('@')?,
        "t.me" | "telegram.me" if first != "s" && first != "c" => first,
        "facebook.com" if matches!(second, "posts" | "videos") => first,
        _ => return None,
    };
    Some(name.to_owned())
}

fn telegram_script(node: &Node) -> Option<Found> {
    let post = node.attr_named("data-telegram-post")?;
    Some(from_address("telegram", &format!("https://t.me/{post}"), None))
}

/// Elements of their own: AMP's, and light players.
fn element(node: &Node, name: &str) -> Option<Found> {
    let value = |names: &[&str]| names.iter().find_map(|name| node.attr_named(name));
    let (platform, url) = match name {
        "amp-twitter" => {
            ("x", format!("https://twitter.com/i/status/{}", value(&["data-tweetid"])?))
        }
        "amp-instagram" => {
            ("instagram", format!("https://www.instagram.com/p/{}/", value(&["data-shortcode"])?))
        }
        "amp-facebook" => ("facebook", value(&["data-href"])?.to_owned()),
        "amp-tiktok" => ("tiktok", value(&["data-src"])?.to_owned()),
        "amp-youtube" | "lite-youtube" => (
            "youtube",
            format!("https://www.youtube.com/watch?v={}", value(&["data-videoid", "videoid"])?),
        ),
        "amp-dailymotion" => (
            "dailymotion",
            format!("https://www.dailymotion.com/video/{}", value(&["data-videoid"])?),
        ),
        "amp-vimeo" => ("vimeo", format!("https://vimeo.com/{}", value(&["data-videoid"])?)),
        "amp-iframe" => return frame(node),
        _ => return None,
    };
    Some(from_address(platform, &url, node.attr(&local_name!("title"))))
}

/// A quotation without a platform's class that signs as a post does and links to one.
fn plain_quotation(tree: &Tree, at: usize) -> Option<Found> {
    if !tree.nodes[at].is(&local_name!("blockquote")) {
        return None;
    }
    let end = tree.inside(at).end.min(at + MOST_LOOKED_AT);
    let links = (at + 1..end).filter_map(|it| tree.nodes[it].attr(&local_name!("href")));
    let platform = links.filter_map(platform_of_address).next_back()?;
    let signed =
        (at + 1..end).filter_map(|it| tree.nodes[it].text()).any(|text| text.contains("(@"));
    signed.then(|| quotation(tree, at, platform))
}

/// A post given as a quotation: its words, then who wrote it and when.
fn quotation(tree: &Tree, at: usize, platform: &str) -> Found {
    let parts = parts(tree, at);
    let mut post = Post { platform: platform.to_owned(), ..Post::default() };
    let url = own_address(tree, at);
    for link in links_in(tree, at) {
        if !post.links.contains(&link) && Some(&link) != url.as_ref() {
            post.links.push(link);
        }
    }
    sign(&mut post, &parts.signature);
    post.handle = post.handle.or_else(|| url.as_deref().and_then(handle_in));
    post.text = parts.words;
    post.mentions = marked(&post.text, '@');
    post.hashtags = marked(&post.text, '#');
    if let Some(url) = url {
        post.links.insert(0, url);
    }
    if post.text.is_empty() {
        post.text = post.links.first().cloned().unwrap_or_default();
    }
    let shown = [post.text.as_str(), parts.signature.as_str()].join(" ").trim().to_owned();
    Found { post, shown }
}

/// What a quoted post consists of.
#[derive(Default)]
struct Parts {
    words: String,
    signature: String,
}

/// The paragraphs are the post's words, what follows them is its signature; notices of the platform are left out.
fn parts(tree: &Tree, at: usize) -> Parts {
    let mut parts = Parts::default();
    let mut next = at + 1;
    let end = tree.inside(at).end;
    while next < end {
        let node = &tree.nodes[next];
        if node.is(&local_name!("p")) {
            let words = tree.words(next);
            match label(&words).map(|it| it.0) {
                Some(Label::PostNotice) => {}
                Some(Label::PostSignature) => push_part(&mut parts.signature, &words),
                _ => push_part(&mut parts.words, &words),
            }
            next = node.end as usize;
            continue;
        }
        if let Some(text) = node.text() {
            let text = super::tree::collapsed(text);
            if !text.is_empty() && label(&text).map(|it| it.0) != Some(Label::PostNotice) {
                push_part(&mut parts.signature, &text);
            }
        }
        next += if node.name().is_some_and(super::tree::is_silent) {
            node.end as usize - next
        } else {
            1
        };
    }
    if parts.words.is_empty() {
        split_signature(&mut parts);
    }
    parts
}

fn push_part(to: &mut String, words: &str) {
    if !to.is_empty() && !words.is_empty() {
        to.push(' ');
    }
    to.push_str(words);
}

/// Without paragraphs, the dash before the account parts words from signature.
fn split_signature(parts: &mut Parts) {
    // "A post shared by …" and nothing else: a picture or video without words.
    if label(&parts.signature).map(|it| it.0) == Some(Label::PostSignature) {
        return;
    }
    let all = std::mem::take(&mut parts.signature);
    let cut = all
        .find("(@")
        .and_then(|account| all[..account].rfind(['—', '–', '―']))
        .unwrap_or(all.len());
    parts.words = all[..cut].trim().to_owned();
    parts.signature = all[cut..].to_owned();
}

/// Reads `— Name (@account) 5 March 2024`.
fn sign(post: &mut Post, signature: &str) {
    let line = signature.trim_start_matches(['—', '–', '-', '―', ' ']);
    post.date = date::find(line).first().map(|found| found.date);
    let (before, after) = match line.split_once("(@").or_else(|| line.split_once("(\u{200E}@")) {
        Some((before, after)) => (before, Some(after)),
        None => (line, None),
    };
    post.handle = after
        .and_then(|it| it.split(')').next())
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty());
    let name = super::bylines::after_intro(before).unwrap_or(before);
    let name = label_rest(name);
    let name = if post.handle.is_some() {
        name
    } else {
        name.split([',', '،']).next().unwrap_or_default()
    };
    let name = name.split(" on ").next().unwrap_or_default();
    let dated = date::find(name).first().map_or(name.len(), |found| found.span.start);
    let name = name[..dated].trim().trim_end_matches([',', '،']).trim();
    post.author = (!name.is_empty() && name.chars().count() <= 80).then(|| name.to_owned());
}

/// What follows "A post shared by" and the like.
fn label_rest(line: &str) -> &str {
    match label(line) {
        Some((Label::PostSignature, _)) => super::labels::after(line).unwrap_or(line),
        _ => line,
    }
    .trim()
}

/// The post's own address: an attribute of the quotation, else its last link to a post.
fn own_address(tree: &Tree, at: usize) -> Option<String> {
    let node = &tree.nodes[at];
    let given = [
        "cite",
        "data-href",
        "data-instgrm-permalink",
        "data-telegram-post",
        "data-text-post-permalink",
    ];
    let given = given.iter().find_map(|name| node.attr_named(name));
    let last = || {
        let mut hrefs = tree.inside(at).filter_map(|it| tree.nodes[it].attr(&local_name!("href")));
        hrefs.rfind(|href| platform_of_address(href).is_some())
    };
    let url = given.or_else(last)?;
    Some(url.split(['?', '#']).next().unwrap_or(url).to_owned())
        .filter(|_| !url.contains(".php"))
        .or(Some(url.to_owned()))
}

/// Addresses in the post, but for its accounts' and tags' own pages.
fn links_in(tree: &Tree, at: usize) -> Vec<String> {
    let hrefs = tree.inside(at).filter_map(|it| tree.nodes[it].attr(&local_name!("href")));
    let kept = hrefs.filter(|href| {
        href.starts_with("http")
            && !href.contains("/hashtag/")
            && !href.contains("ref_src=")
            && !href.contains("utm_source=ig_embed")
    });
    kept.take(20).map(str::to_owned).collect()
}

/// Words that begin with `mark`, without it.
fn marked(text: &str, mark: char) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices(mark) {
        if text[..at].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let rest = &text[at + mark.len_utf8()..];
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\u{200C}'))
            .unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        if !word.is_empty() && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::{hints, lines, tree};

    fn posts(html: &str) -> Vec<Found> {
        let tree = tree::parse(html);
        lines::gather(&tree, &hints::all(&tree)).posts
    }

    #[test]
    fn a_quotation_of_x() {
        let all = posts(
            "<blockquote class=\"twitter-tweet\"><p lang=ar dir=rtl>وصلنا إلى المدينة <a href=\"https://twitter.com/hashtag/x\">#خبر_عاجل</a> \
             مع @someone <a href=\"https://t.co/abc\">t.co/abc</a></p>&mdash; سارة علي (@sara_ali) \
             <a href=\"https://twitter.com/sara_ali/status/12?ref_src=twsrc\">March 5, 2024</a></blockquote>",
        );
        let post = &all[0].post;
        assert_eq!(
            (post.platform.as_str(), post.handle.as_deref(), post.author.as_deref()),
            ("x", Some("sara_ali"), Some("سارة علي"))
        );
        assert_eq!(post.date.map(|it| it.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!(
            (post.hashtags.as_slice(), post.mentions.as_slice()),
            (["خبر_عاجل".to_owned()].as_slice(), ["someone".to_owned()].as_slice())
        );
        assert_eq!(post.links, ["https://twitter.com/sara_ali/status/12", "https://t.co/abc"]);
        assert!(post.text.starts_with("وصلنا إلى المدينة") && !post.text.contains("March"));
        assert!(all[0].shown().ends_with("March 5, 2024"));
    }

    #[test]
    fn a_quotation_without_class() {
        let all = posts(
            "<blockquote>We have arrived. — Sara Ali (@sara) <a href='https://x.com/sara/status/5'>5 March 2024</a></blockquote>",
        );
        assert_eq!(all[0].post.text, "We have arrived.");
        assert_eq!(all[0].post.handle.as_deref(), Some("sara"));
        assert!(posts("<blockquote>An ordinary quotation.</blockquote>").is_empty());
    }

    #[test]
    fn other_platforms() {
        let all = posts(
            "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/Ab1/?utm_source=ig_embed'>\
             <p><a href='https://www.instagram.com/p/Ab1/'>View this post on Instagram</a></p><p>The harbour at night</p>\
             <p>A post shared by <a>Sara Ali</a> (@sara.a) on Mar 5, 2024</p></blockquote>\
             <div class=fb-post data-href='https://www.facebook.com/paper/posts/99'><blockquote><p>The road is open.</p>Posted by \
             <a href='https://facebook.com/paper'>The Paper</a> on <a>Tuesday, March 5, 2024</a></blockquote></div>\
             <iframe src='https://www.youtube.com/embed/AbC?rel=0' title='The harbour, seen from above'></iframe>\
             <iframe data-src='//www.youtube-nocookie.com/embed/Xyz'></iframe>\
             <iframe src='https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fpaper%2Fvideos%2F7%2F&show_text=0'></iframe>\
             <blockquote class=tiktok-embed cite='https://www.tiktok.com/@sara/video/3'><section><a>@sara</a><p>Look</p></section></blockquote>\
             <script async src='https://telegram.org/js/telegram-widget.js' data-telegram-post='paper/41'></script>\
             <amp-twitter data-tweetid=77></amp-twitter><p>https://twitter.com/paper/status/8</p>",
        );
        let seen: Vec<(&str, &str)> =
            all.iter().map(|it| (it.post.platform.as_str(), it.post.text.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("instagram", "The harbour at night"),
                ("facebook", "The road is open."),
                ("youtube", "The harbour, seen from above"),
                ("youtube", "https://www.youtube.com/watch?v=Xyz"),
                ("facebook", "https://www.facebook.com/paper/videos/7/"),
                ("tiktok", "Look"),
                ("telegram", "https://t.me/paper/41"),
                ("x", "https://twitter.com/i/status/77"),
                ("x", "https://twitter.com/paper/status/8"),
            ]
        );
        assert_eq!(
            (all[0].post.author.as_deref(), all[0].post.handle.as_deref()),
            (Some("Sara Ali"), Some("sara.a"))
        );
        assert_eq!(
            (all[1].post.author.as_deref(), all[1].post.date.map(|it| it.to_string()).as_deref()),
            (Some("The Paper"), Some("2024-03-05"))
        );
        assert_eq!(
            (all[5].post.handle.as_deref(), all[6].post.handle.as_deref()),
            (Some("sara"), Some("paper"))
        );
    }
}
