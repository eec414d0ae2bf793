use std::fmt;

/// Values of a few bytes by hash: an open table whose marks (16 bits a place) fit a near cache, so that looking for what
/// is not there touches nothing else. Two hashes that share place and mark are one; with 16 bits that is about one look
/// in fifty thousand.
#[derive(Clone, Debug, Default)]
pub struct Table<V> {
    marks: Vec<u16>,
    values: Vec<V>,
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
    /// A table of those values; of two with one hash the first stays.
    ///
    /// ```
    /// let table = rawi_net::Table::of(&[(5, [1_i8; 16]), (9, [2; 16])]);
    /// assert_eq!(table.get(9), Some(&[2; 16]));
    /// assert_eq!(table.get(7), None);
    /// ```
    pub fn of(entries: &[(u32, V)]) -> Self {
        let places = (entries.len() * 3 / 2 + 2).next_power_of_two();
        let mut table = Self { marks: vec![0; places], values: vec![V::default(); places] };
        for (hash, value) in entries {
            let (mut at, mark) = table.start(*hash);
            while table.marks[at] != 0 && table.marks[at] != mark {
                at = (at + 1) & (places - 1);
            }
            if table.marks[at] == 0 {
                table.marks[at] = mark;
                table.values[at] = *value;
            }
        }
        table
    }

    #[inline]
    fn start(&self, hash: u32) -> (usize, u16) {
        // The mark is taken from other bits than the place; 0 marks an empty place.
        let mixed = hash.wrapping_mul(0x9E37_79B1);
        ((hash as usize) & (self.marks.len() - 1), ((mixed >> 16) as u16) | 1)
    }

    /// The value of that hash.
    #[inline]
    pub fn get(&self, hash: u32) -> Option<&V> {
        if self.marks.is_empty() {
            return None;
        }
        let (mut at, mark) = self.start(hash);
        loop {
            match self.marks[at] {
                0 => return None,
                found if found == mark => return self.values.get(at),
                _ => at = (at + 1) & (self.marks.len() - 1),
            }
        }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.marks.iter().filter(|mark| **mark != 0).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the table; empty places cost a bit each.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.marks.len() as u32).to_le_bytes());
        for eight in self.marks.chunks(8) {
            let bits = eight.iter().enumerate().map(|(i, mark)| u8::from(*mark != 0) << i);
            out.push(bits.sum());
        }
        for (mark, value) in self.marks.iter().zip(&self.values).filter(|(mark, _)| **mark != 0) {
            out.extend(mark.to_le_bytes());
            value.put(out);
        }
    }

    /// Reads a table from the beginning of `bytes` and moves them behind it.
    ///
    /// # Errors
    /// [`Damaged`] where the bytes end too early or are no table.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, Damaged> {
        let places = u32::from_le_bytes(array(take(bytes, 4)?)) as usize;
        if places == 0 {
            return Ok(Self::default());
        }
        if !places.is_power_of_two() || places > 1 << 24 {
            return Err(Damaged);
        }
        let bits = take(bytes, places.div_ceil(8))?;
        let mut table = Self { marks: vec![0; places], values: vec![V::default(); places] };
        let mut empty = 0;
        for at in 0..places {
            if bits[at / 8] >> (at % 8) & 1 == 0 {
                empty += 1;
                continue;
            }
            table.marks[at] = u16::from_le_bytes(array(take(bytes, 2)?)) | 1;
            table.values[at] = V::get(take(bytes, V::LEN)?);
        }
        // A full table would be searched for ever.
        if empty == 0 { Err(Damaged) } else { Ok(table) }
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
