//! `rawi actors`: who is who, and registries that tell it.

pub mod build;
mod input;
pub mod lookup;
