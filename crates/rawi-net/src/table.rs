use std::fmt;

/// Places that share one look.
const WAYS: usize = 4;

/// Values of a few bytes by hash. Marks of 16 bits stand four to a look, so that looking needs no branch and what is not
/// there costs no more than what is. Two hashes that share look and mark are one; with 16 bits that is about one look in
/// fifteen thousand.
#[derive(Clone, Debug, Default)]
pub struct Table<V> {
    looks: Vec<Look>,
    /// Look by look, without gaps; the first is the value of what is not there.
    values: Vec<V>,
}

/// The marks of up to four values that stand side by side.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    marks: [u16; WAYS],
    /// Where the first of them stands.
    first: u32,
}

/// The bytes that a value is written as.
pub trait Bytes: Copy + Default {
    /// How many there are.
    const LEN: usize;
    /// Writes them.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads them from a slice of [`LEN`](Self::LEN) bytes.
    fn get(bytes: &[u8]) -> Self;
}

/// The bytes of a model are not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file of learned weights is cut or damaged: make it again")
    }
}

impl std::error::Error for Damaged {}

impl<V: Bytes> Table<V> {
    /// A table of those values; of two with one hash the first stays. Where more than four fall together, the last are
    /// left out; there is room enough that this befalls few.
    ///
    /// ```
    /// let table = rawi_net::Table::of(&[(5, [1_i8; 16]), (9, [2; 16])]);
    /// assert_eq!(table.get(9), Some(&[2; 16]));
    /// assert_eq!(table.get(7), None);
    /// ```
    pub fn of(entries: &[(u32, V)]) -> Self {
        let looks = (entries.len() * 3 / 2 / WAYS + 1).next_power_of_two();
        let mut table = Self { looks: vec![Look::default(); looks], values: Vec::new() };
        let mut kept: Vec<(usize, usize, V)> = Vec::with_capacity(entries.len());
        for (hash, value) in entries {
            let (at, mark) = table.start(*hash);
            let marks = &mut table.looks[at].marks;
            let Some(way) = marks.iter().position(|m| *m == 0 || *m == mark) else { continue };
            if marks[way] == 0 {
                marks[way] = mark;
                kept.push((at, way, *value));
            }
        }
        kept.sort_unstable_by_key(|(at, way, _)| (*at, *way));
        table.values = kept.into_iter().map(|(_, _, value)| value).collect();
        table.number();
        table
    }

    /// Puts the value of nothing first and says where every look's values stand.
    fn number(&mut self) {
        self.values.insert(0, V::default());
        let mut first = 1;
        for look in &mut self.looks {
            look.first = first;
            first += look.marks.iter().filter(|mark| **mark != 0).count() as u32;
        }
    }

    #[inline]
    fn start(&self, hash: u32) -> (usize, u16) {
        // The mark is taken from other bits than the place; 0 marks an empty place.
        let mixed = hash.wrapping_mul(0x9E37_79B1);
        ((hash as usize) & (self.looks.len() - 1), ((mixed >> 16) as u16) | 1)
    }

    /// Where the value of that hash stands; 0 for nowhere. Not to be asked of an empty table.
    #[inline]
    pub(crate) fn place(&self, hash: u32) -> u32 {
        let (at, mark) = self.start(hash);
        let look = self.looks[at];
        let mut place = 0;
        for (way, found) in look.marks.into_iter().enumerate() {
            place = if found == mark { look.first + way as u32 } else { place };
        }
        place
    }

    /// The value at a place.
    #[inline]
    pub(crate) fn at(&self, place: u32) -> &V {
        &self.values[place as usize]
    }

    /// The value of that hash.
    #[inline]
    pub fn get(&self, hash: u32) -> Option<&V> {
        if self.looks.is_empty() {
            return None;
        }
        let place = self.place(hash);
        (place > 0).then(|| &self.values[place as usize])
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len().saturating_sub(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.len() < 2
    }

    /// Appends the table; empty places cost a bit each.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.looks.len() as u32).to_le_bytes());
        let marks: Vec<u16> = self.looks.iter().flat_map(|look| look.marks).collect();
        for eight in marks.chunks(8) {
            let bits = eight.iter().enumerate().map(|(i, mark)| u8::from(*mark != 0) << i);
            out.push(bits.sum());
        }
        let filled = marks.iter().filter(|mark| **mark != 0);
        for (mark, value) in filled.zip(self.values.iter().skip(1)) {
            out.extend(mark.to_le_bytes());
            value.put(out);
        }
    }

    /// Reads a table from the beginning of `bytes` and moves them behind it.
    ///
    /// # Errors
    /// [`Damaged`] where the bytes end too early or are no table.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, Damaged> {
        let looks = u32::from_le_bytes(array(take(bytes, 4)?)) as usize;
        if looks == 0 {
            return Ok(Self::default());
        }
        let places = looks.checked_mul(WAYS).filter(|n| *n <= 1 << 24).ok_or(Damaged)?;
        if !looks.is_power_of_two() {
            return Err(Damaged);
        }
        let bits = take(bytes, places.div_ceil(8))?;
        let mut table = Self { looks: vec![Look::default(); looks], values: Vec::new() };
        for at in (0..places).filter(|at| bits[at / 8] >> (at % 8) & 1 == 1) {
            let marks = &mut table.looks[at / WAYS].marks;
            // The values of a look stand side by side only when its first places are the filled ones.
            if at % WAYS > 0 && marks[at % WAYS - 1] == 0 {
                return Err(Damaged);
            }
            marks[at % WAYS] = u16::from_le_bytes(array(take(bytes, 2)?)) | 1;
            table.values.push(V::get(take(bytes, V::LEN)?));
        }
        table.number();
        Ok(table)
    }
}

/// The next `len` bytes.
pub(crate) fn take<'b>(bytes: &mut &'b [u8], len: usize) -> Result<&'b [u8], Damaged> {
    let (taken, rest) = bytes.split_at_checked(len).ok_or(Damaged)?;
    *bytes = rest;
    Ok(taken)
}

pub(crate) fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[..N]);
    out
}

pub(crate) fn put_floats(floats: &[f32], out: &mut Vec<u8>) {
    floats.iter().for_each(|x| out.extend(x.to_le_bytes()));
}

pub(crate) fn take_floats<const N: usize>(bytes: &mut &[u8]) -> Result<[f32; N], Damaged> {
    let mut out = [0.0; N];
    for x in &mut out {
        *x = f32::from_le_bytes(array(take(bytes, 4)?));
        if !x.is_finite() {
            return Err(Damaged);
        }
    }
    Ok(out)
}

impl<const N: usize> Bytes for [i8; N]
where
    [i8; N]: Default,
{
    const LEN: usize = N;

    fn put(&self, out: &mut Vec<u8>) {
        out.extend(self.iter().map(|x| *x as u8));
    }

    fn get(bytes: &[u8]) -> Self {
        array(bytes).map(|x| x as i8)
    }
}
