//! Small networks over sparse features: every feature owns one short row of weights, the rows of the features that hold
//! are added, and what the sum says is read off.
//!
//! - [`Feature`] names a feature by a hash, [`Table`] keeps what belongs to a hash in a few bytes.
//! - [`Net`] reads: bytes of weights, integers added; a feature that was not learned costs one look and weighs nothing.
//! - [`Learner`] learns one by AdaGrad, and [`Learner::freeze`] makes a [`Net`] of it.
//!
//! A row's first [`PLAIN`] numbers are added up as they are; of the rest what is below zero is cut off before they are
//! weighed, so that features can matter together.
//!
//! ```
//! use rawi_net::{Feature, Learner, sigmoid};
//! let (both, one) = (Feature::new(1, 7), Feature::new(2, 9));
//! let mut learner = Learner::new(3);
//! for _ in 0..500 {
//!     learner.learn_yes_no(&[both, one], 1.0);
//!     learner.learn_yes_no(&[one], 0.0);
//! }
//! let net = learner.freeze();
//! assert!(sigmoid(net.score(&[both, one])) > 0.8 && sigmoid(net.score(&[one])) < 0.2);
//! ```
#![warn(missing_docs)]

mod feature;
mod learner;
mod net;
mod table;
mod tagger;

pub use feature::{Feature, hash};
pub use learner::Learner;
pub use net::{Net, PLAIN, Sum, WIDTH, sigmoid};
pub use table::{Bytes, Damaged, Table};
pub use tagger::{TAGS, Tagger, TaggerLearner};
