//! The figures of a scored set: tables for a person, or one JSON object.

mod json;
mod text;

pub use json::json;
pub use text::text;
