//! The questions to a ledger. Each answer is plain data that can be written as JSON.

mod about;
mod article;
mod chain;
mod compared;
mod conflict;
mod copies;
mod query;
mod report;
mod said;
mod saying;
mod search;
mod snippet;
mod speaker;
mod stats;
mod timeline;

pub use article::{Copied, Kept, Shared, Version};
pub use chain::{Passage, Step};
pub use compared::{Compared, Stretch};
pub use conflict::{Conflict, ConflictsQuestion, Side};
pub use copies::{Cluster, CopiesQuestion, Member};
pub use query::{Misquery, Query};
pub use report::{Brief, Report};
pub use said::{Said, SaidQuestion};
pub use saying::{Saying, SayingBrief, SayingsQuestion, Variant};
pub use search::{Days, Found, Hit, SearchQuestion};
pub use snippet::Snippet;
pub use speaker::Who;
pub use stats::{Counted, Stats};
pub use timeline::{Timeline, TimelineDay};
