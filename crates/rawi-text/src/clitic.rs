//! Readings of an Arabic word with its attached particles.
