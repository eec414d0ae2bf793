//! Pages: main text, metadata, speed.

pub mod aeb;
pub mod ar;
pub mod deep;

use std::fs;
use std::io::Read as _;
use std::path::Path;

use rawi_page::{Article, Block, BlockKind, Body, Page};
use serde_json::{Map, Value};

/// What every command here gives back.
pub type Done = Result<(), Box<dyn std::error::Error>>;

/// A page in memory, decoded.
pub struct Loaded {
    pub id: String,
    pub page: Page,
    pub truth: Value,
}

/// The pages of `dir` that its `ground-truth.json` names.
pub fn load(dir: &Path) -> Result<Vec<Loaded>, Box<dyn std::error::Error>> {
    let path = dir.join("ground-truth.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let truths: Map<String, Value> = serde_json::from_str(&text)?;
    truths.into_iter().map(|(id, truth)| load_one(dir, id, truth)).collect()
}

fn load_one(dir: &Path, id: String, truth: Value) -> Result<Loaded, Box<dyn std::error::Error>> {
    let path = dir.join(format!("{id}.html.gz"));
    let mut bytes = Vec::new();
    let file = fs::File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes)?;
    let url = truth["url"]
        .as_str()
        .map(|url| if url.contains("://") { url.to_owned() } else { format!("http://{url}") });
    let bytes = rawi_text::decode(&bytes, None).text.into_bytes();
    let body = Body::Html { bytes, charset: None };
    Ok(Loaded { page: Page { id: id.clone(), url, body, ..Page::default() }, id, truth })
}

impl Loaded {
    /// Bytes of the markup.
    pub fn bytes(&self) -> usize {
        match &self.page.body {
            Body::Html { bytes, .. } => bytes.len(),
            _ => 0,
        }
    }
}

/// The article's running text with the posts quoted in it, as that benchmark's ground truth has them. A post that gives
/// no words, only a video's title or address, is left out.
pub fn main_text(article: &Article) -> String {
    let signed = |i: usize| {
        let post = article.posts.iter().find(|post| post.block == i);
        post.is_some_and(|post| post.author.is_some() || post.handle.is_some())
    };
    joined(article, |i, block| block.kind.is_body() || (block.kind == BlockKind::Post && signed(i)))
}

/// The article's own words alone.
pub fn body_text(article: &Article) -> String {
    joined(article, |_, block| block.kind.is_body())
}

fn joined(article: &Article, wanted: impl Fn(usize, &Block) -> bool) -> String {
    let blocks = article.blocks.iter().enumerate().filter(|(i, block)| wanted(*i, block));
    blocks.map(|(_, block)| block.span.of(&article.text)).collect::<Vec<_>>().join("\n")
}

/// The value after `--name`.
pub fn option<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).map(String::as_str)
}

/// A folder of the shared data beside the workspace, or nothing, said aloud, where it is absent.
#[cfg(test)]
fn shared(path: &str) -> Option<std::path::PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}
