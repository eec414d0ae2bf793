//! Embedded social-media posts.

use crate::Post;

use super::tree::Tree;

/// A post where the markup has it.
pub(super) struct Found {
    pub post: Post,
}

impl Found {
    /// The words that stand for the post in the text.
    pub fn shown(&self) -> String {
        self.post.text.clone()
    }
}

/// The post that the element `at` embeds.
pub(super) fn find(_tree: &Tree, _at: usize) -> Option<Found> {
    None
}
