//! Files and streams to pages.
