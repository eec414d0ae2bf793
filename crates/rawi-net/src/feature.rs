/// What a feature is called: a hash of the place it was seen in and of what was seen there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(pub(crate) u32);

impl Feature {
    /// The feature that `value` was seen in `place`.
    ///
    /// ```
    /// use rawi_net::Feature;
    /// assert_ne!(Feature::new(1, 2), Feature::new(2, 1));
    /// ```
    #[inline]
    pub fn new(place: u32, value: u32) -> Self {
        let x = u64::from(place).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ u64::from(value).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        let x = (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Self((x >> 32) as u32)
    }

    /// The feature that `first` and `second` were seen in `place` together.
    #[inline]
    pub fn pair(place: u32, first: u32, second: u32) -> Self {
        Self::new(place, first.rotate_left(15).wrapping_mul(0x85EB_CA6B) ^ second)
    }
}

/// A hash of bytes that is the same on every machine (FNV-1a, mixed).
///
/// ```
/// assert_ne!(rawi_net::hash(b"said"), rawi_net::hash(b"says"));
/// ```
#[inline]
pub fn hash(bytes: &[u8]) -> u32 {
    let mut h = 0xCBF2_9CE4_8422_2325_u64;
    for b in bytes {
        h = (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3);
    }
    (h ^ (h >> 32)) as u32
}
