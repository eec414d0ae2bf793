//! From pairs to groups.

use rustc_hash::FxHashMap;

/// A pair that belongs together: the numbers of two things, and how sure that is, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The one.
    pub one: i64,
    /// The other.
    pub other: i64,
    /// How sure.
    pub score: f32,
}

/// The groups of things of which every one is paired with another of its group, by way of others if need be; each in order.
pub fn connected(pairs: &[Pair]) -> Vec<Vec<i64>> {
    let mut numbers: Vec<i64> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let at = |number: i64| numbers.binary_search(&number).expect("it is the number of a pair");
    let mut parents: Vec<usize> = (0..numbers.len()).collect();
    for pair in pairs {
        let (a, b) = (root(&mut parents, at(pair.one)), root(&mut parents, at(pair.other)));
        parents[a.max(b)] = a.min(b);
    }
    let mut groups: FxHashMap<usize, Vec<i64>> = FxHashMap::default();
    for (i, number) in numbers.iter().enumerate() {
        groups.entry(root(&mut parents, i)).or_default().push(*number);
    }
    let mut groups: Vec<Vec<i64>> = groups.into_values().collect();
    groups.sort_unstable();
    groups
}

fn root(parents: &mut [usize], mut i: usize) -> usize {
    while parents[i] != i {
        parents[i] = parents[parents[i]];
        i = parents[i];
    }
    i
}

/// The share of all pairs between two groups that must be paired for these to be one.
const COHESION: f32 = 0.34;

/// Groups whose members hold together: pairs are taken from the surest on, and two groups become one when a good part of
/// the pairs between them is there. So a long statement that touches two sayings does not make them one.
///
/// The result depends on the pairs alone, not on their order.
pub fn cohesive(pairs: &[Pair]) -> Vec<Vec<i64>> {
    let mut order: Vec<Pair> = pairs.to_vec();
    order.iter_mut().for_each(|pair| {
        (pair.one, pair.other) = (pair.one.min(pair.other), pair.one.max(pair.other));
    });
    order.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.one, a.other).cmp(&(b.one, b.other))));
    order.dedup_by_key(|pair| (pair.one, pair.other));
    let mut groups: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    let mut group_of: FxHashMap<i64, i64> = FxHashMap::default();
    // Scores between groups, by their names; kept at both ends.
    let mut between: FxHashMap<i64, FxHashMap<i64, f32>> = FxHashMap::default();
    for pair in &order {
        for number in [pair.one, pair.other] {
            groups.entry(number).or_insert_with(|| vec![number]);
            group_of.insert(number, number);
        }
        *between.entry(pair.one).or_default().entry(pair.other).or_default() += 1.0;
        *between.entry(pair.other).or_default().entry(pair.one).or_default() += 1.0;
    }
    for pair in &order {
        let (a, b) = (group_of[&pair.one], group_of[&pair.other]);
        if a == b {
            continue;
        }
        let links = between.get(&a).and_then(|of| of.get(&b)).copied().unwrap_or(0.0);
        let possible = (groups[&a].len() * groups[&b].len()) as f32;
        if links < COHESION * possible {
            continue;
        }
        let (keep, lose) = if groups[&a].len() >= groups[&b].len() { (a, b) } else { (b, a) };
        let lost = groups.remove(&lose).unwrap_or_default();
        lost.iter().for_each(|number| {
            group_of.insert(*number, keep);
        });
        groups.get_mut(&keep).expect("it is a group").extend(lost);
        for (third, links) in between.remove(&lose).unwrap_or_default() {
            if let Some(of) = between.get_mut(&third) {
                of.remove(&lose);
                if third != keep {
                    *of.entry(keep).or_default() += links;
                }
            }
            if third != keep {
                *between.entry(keep).or_default().entry(third).or_default() += links;
            }
        }
    }
    let mut groups: Vec<Vec<i64>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(list: &[(i64, i64)]) -> Vec<Pair> {
        list.iter().map(|(one, other)| Pair { one: *one, other: *other, score: 0.5 }).collect()
    }

    #[test]
    fn a_bridge_does_not_make_two_groups_one() {
        let list = pairs(&[(1, 2), (1, 3), (2, 3), (4, 5), (4, 6), (5, 6), (3, 4)]);
        assert_eq!(connected(&list), [[1, 2, 3, 4, 5, 6]]);
        assert_eq!(cohesive(&list), [[1, 2, 3], [4, 5, 6]]);
    }

    proptest! {
        #[test]
        fn groups_do_not_depend_on_the_order_of_pairs(
            list in prop::collection::vec((0..20i64, 0..20i64, 0..5u8), 0..60),
            turn in 0..60usize,
        ) {
            let mut seen = std::collections::BTreeMap::new();
            for (one, other, score) in list {
                if one != other {
                    seen.insert((one.min(other), one.max(other)), f32::from(score) / 5.0);
                }
            }
            let list: Vec<Pair> =
                seen.into_iter().map(|((one, other), score)| Pair { one, other, score }).collect();
            let mut turned = list.clone();
            turned.rotate_left(turn % list.len().max(1));
            turned.iter_mut().for_each(|pair| (pair.one, pair.other) = (pair.other, pair.one));
            prop_assert_eq!(connected(&list), connected(&turned));
            prop_assert_eq!(cohesive(&list), cohesive(&turned));
        }
    }
}
