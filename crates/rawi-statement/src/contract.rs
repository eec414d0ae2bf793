//! The output contract, version 1: one JSON object a line.
