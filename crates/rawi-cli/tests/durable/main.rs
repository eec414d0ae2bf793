//! What a ledger promises: what was reported is kept, whatever happens; what is no ledger is left alone; and however the
//! same articles come, the same is in it.

mod corpus;
mod cuts;
mod dump;
mod home;
mod kill;
mod limits;
mod refusals;
