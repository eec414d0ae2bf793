//! In how many articles each row of a pack stands.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rawi_page::input::{InputError, Options, Record, records};

use crate::args::CheckArgs;
use crate::complain;
use crate::open::{Input, Inputs};
use crate::pipeline::bug;
use crate::work::{guarded, quiet_panics};

use super::folder::Pack;

/// What was counted.
pub struct Counts {
    /// How many articles were read.
    pub articles: u64,
    /// How many inputs and records could not be; each was told.
    pub failures: usize,
    /// For each pack and each of its statement rows, in how many articles it stands.
    pub rows: Vec<Vec<u64>>,
}

impl Counts {
    /// Reads the texts of the command line.
    pub fn of(packs: &[Pack], args: &CheckArgs) -> Self {
        quiet_panics();
        let rows = packs.iter().map(|pack| vec![0; pack.rows.places().len()]).collect();
        let mut counts = Self { articles: 0, failures: 0, rows };
        let mut options = Options::default();
        for rule in &args.field {
            options.fields.set(rule).expect("the command line has checked the rule");
        }
        for input in Inputs::new(&args.text, None) {
            let read = input.and_then(|input| counts.read(&input, packs, &options));
            counts.note(read);
        }
        counts
    }

    fn read(&mut self, input: &Input, packs: &[Pack], options: &Options) -> Result<(), InputError> {
        let name = input.name();
        let bytes_read = Arc::new(AtomicU64::new(0));
        let mut records = records(input.open(&bytes_read)?, &name, options);
        while let Some(record) = guarded(|| bug(&name), || Ok(records.next()))? {
            let counted = guarded(|| bug(&name), || self.count(record?, packs, options));
            self.note(counted);
        }
        Ok(())
    }

    fn count(
        &mut self,
        record: Record,
        packs: &[Pack],
        options: &Options,
    ) -> Result<(), InputError> {
        let article = rawi_page::read(&record.into_page(options)?);
        self.articles += 1;
        for (pack, counts) in packs.iter().zip(&mut self.rows) {
            pack.rows.matched(&article.text).into_iter().for_each(|row| counts[row] += 1);
        }
        Ok(())
    }

    fn note(&mut self, read: Result<(), InputError>) {
        if let Err(error) = read {
            complain::line(&error.to_string());
            self.failures += 1;
        }
    }
}
