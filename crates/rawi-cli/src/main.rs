//! rawi
fn main() {}
