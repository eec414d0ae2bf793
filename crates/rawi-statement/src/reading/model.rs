//! What is learned: classes of words, a tagger, and a network for every question.

use rawi_net::{Bytes, Damaged, Net, Table, Tagger};

/// What is known of a word apart from its context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass {
    /// A small class; 0 for none.
    pub fine: u16,
    /// A large class; 0 for none.
    pub coarse: u8,
    /// How often it is a cue, in steps from 0 to 7.
    pub prior: u8,
    /// The tag of a word that has but one; 255 for none.
    pub only: u8,
}

impl WordClass {
    pub(crate) const UNKNOWN: Self = Self { fine: 0, coarse: 0, prior: 1, only: 255 };
}

impl Bytes for WordClass {
    const LEN: usize = 5;

    fn put(&self, out: &mut Vec<u8>) {
        out.extend(self.fine.to_le_bytes());
        out.extend([self.coarse, self.prior, self.only]);
    }

    fn get(bytes: &[u8]) -> Self {
        Self {
            fine: u16::from_le_bytes([bytes[0], bytes[1]]),
            coarse: bytes[2],
            prior: bytes[3],
            only: bytes[4],
        }
    }
}

/// The questions that networks answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Is the word a cue?
    Cue,
    /// Where does a part begin?
    Start(Part),
    /// Where does it end, beginning there?
    End(Part),
    /// Is the whole statement right?
    Whole,
}

/// What is looked for beside a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The words that name who expressed it.
    Source,
    /// The content before the cue.
    Left,
    /// The content after it.
    Right,
}

impl Ask {
    /// How many questions there are.
    pub const COUNT: usize = 8;

    /// The question's number.
    pub const fn number(self) -> usize {
        match self {
            Self::Cue => 0,
            Self::Start(part) => 1 + part as usize,
            Self::End(part) => 4 + part as usize,
            Self::Whole => 7,
        }
    }
}

/// Which pairs of small numbers are worth asking about at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate([u64; Gate::SIDE]);

impl Gate {
    /// Numbers from 0 to 63; greater ones count as 63.
    const SIDE: usize = 64;

    /// A gate that lets everything through.
    pub const OPEN: Self = Self([u64::MAX; Self::SIDE]);

    /// A gate that lets nothing through.
    pub const SHUT: Self = Self([0; Self::SIDE]);

    /// Lets a pair through from now on.
    pub fn open(&mut self, a: u8, b: u8) {
        self.0[usize::from(a.min(63))] |= 1 << b.min(63);
    }

    /// Whether the pair is let through.
    #[inline]
    pub fn lets(&self, a: u8, b: u8) -> bool {
        self.0[usize::from(a.min(63))] >> b.min(63) & 1 == 1
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.iter().for_each(|row| out.extend(row.to_le_bytes()));
    }

    fn read(bytes: &mut &[u8]) -> Result<Self, Damaged> {
        let (mine, rest) = bytes.split_at_checked(Self::SIDE * 8).ok_or(Damaged)?;
        *bytes = rest;
        let mut gate = Self::SHUT;
        for (row, bytes) in gate.0.iter_mut().zip(mine.chunks_exact(8)) {
            *row = bytes.iter().rev().fold(0, |row, byte| row << 8 | u64::from(*byte));
        }
        Ok(gate)
    }
}

/// All that is learned for one language.
#[derive(Clone, Debug)]
pub struct Model {
    /// Classes by the hash of a word.
    pub words: Table<WordClass>,
    /// Parts of speech.
    pub tagger: Tagger,
    /// By [`Ask::number`].
    pub nets: [Net; Ask::COUNT],
    /// What is asked about at all, by [`Ask::number`]: a cue by how often its word is one and its tag, a beginning or an
    /// end by the tags before and after it.
    pub gates: [Gate; Ask::COUNT],
}

impl Default for Model {
    fn default() -> Self {
        Self {
            words: Table::default(),
            tagger: Tagger::default(),
            nets: Default::default(),
            gates: [Gate::OPEN; Ask::COUNT],
        }
    }
}

const MAGIC: &[u8; 8] = b"rawilrn2";

impl Model {
    /// The model's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        self.words.write(&mut out);
        self.tagger.write(&mut out);
        self.nets.iter().for_each(|net| net.write(&mut out));
        self.gates.iter().for_each(|gate| gate.write(&mut out));
        out
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Damaged`] for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut bytes = bytes.strip_prefix(MAGIC).ok_or(Damaged)?;
        let words = Table::read(&mut bytes)?;
        let tagger = Tagger::read(&mut bytes)?;
        let mut nets: [Net; Ask::COUNT] = Default::default();
        for net in &mut nets {
            *net = Net::read(&mut bytes)?;
        }
        let mut gates = [Gate::SHUT; Ask::COUNT];
        for gate in &mut gates {
            *gate = Gate::read(&mut bytes)?;
        }
        if bytes.is_empty() { Ok(Self { words, tagger, nets, gates }) } else { Err(Damaged) }
    }
}
