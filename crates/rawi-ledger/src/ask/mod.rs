//! The questions to a ledger. Each answer is plain data that can be written as JSON.

mod about;
mod article;
mod query;
mod said;
mod search;
mod snippet;
mod speaker;
mod stats;
mod timeline;

pub use article::{Copied, Kept, Version};
pub use query::{Misquery, Query};
pub use said::{Said, SaidQuestion};
pub use search::{Days, Found, Hit, SearchQuestion};
pub use snippet::Snippet;
pub use speaker::Who;
pub use stats::{Counted, Stats};
pub use timeline::{Timeline, TimelineDay};
