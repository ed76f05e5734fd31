// Gaps in the times of a series: a line must not join what lies on both sides of one.

/** A distance of so many usual ones is a gap. */
const SEVERAL = 3;

/** Distances to each side that say what is usual. A file may have several months, each with another step. */
const NEAR = 40;

/** Places at which the service reads a large file. */
const PLACES = 512;

/** Number of parts of which the service shows the least and the greatest values. */
const partsOf = ({ columns, sampled }, points) => (sampled ? PLACES : points / (2 * columns.length));

/**
 * Returns the largest distance that is none of a gap. Nine of ten distances near by are not larger than `most`. Two
 * points of a thinned series may be close together, or almost two parts away from each other.
 */
function limitOf(near, perPart) {
  const sorted = near.sort((a, b) => a - b);
  const most = sorted.slice(0, Math.max(1, Math.ceil(sorted.length * 0.9)));
  const mean = most.reduce((sum, distance) => sum + distance, 0) / most.length;
  return SEVERAL * Math.max(most.at(-1), perPart * mean);
}

/** Indexes of the points after a gap. */
function gapsIn(positions, perPart) {
  const distances = positions.slice(1).map((position, i) => position - positions[i]);
  const found = [];
  distances.forEach((distance, i) => {
    const near = distances.slice(Math.max(0, i - NEAR), i + NEAR + 1);
    if (distance > limitOf(near, perPart)) {
      found.push(i + 1);
    }
  });
  return found;
}

/**
 * Returns a series of the service with a point without values in each gap, and the number of `gaps`. Numbers of
 * rows have no gaps.
 * @param points the most positions that the service was asked for
 */
export function withGaps(series, points) {
  const { x, positions, values, rows, leftOut, sampled } = series;
  if (x === null || positions.length < 3) {
    return { ...series, gaps: 0 };
  }
  const thinned = sampled || positions.length + leftOut < rows;
  const after = gapsIn(positions, thinned ? positions.length / partsOf(series, points) : 0);
  const put = (list, between) => [...after.flatMap((i, k) => [...list.slice(k === 0 ? 0 : after[k - 1], i), between(i)]), ...list.slice(after.at(-1) ?? 0)];
  return { ...series, positions: put(positions, (i) => (positions[i - 1] + positions[i]) / 2), values: values.map((list) => put(list, () => null)), gaps: after.length };
}
