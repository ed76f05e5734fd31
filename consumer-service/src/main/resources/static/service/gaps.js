// Gaps in the times of a series: a line must not join what lies on both sides of one.

/** A distance of so many usual ones is a gap. */
const SEVERAL = 3;

/** Distances that are compared with these and as many to each side. A file may have several months, each with another step. */
const NEAR = 30;

/** Places at which the service reads a large file. */
const PLACES = 512;

/** Number of parts of which the service shows the least and the greatest values. */
const partsOf = ({ columns, sampled }, points) => (sampled ? PLACES : points / (2 * columns.length));

/**
 * Returns the largest distance that is none of a gap. Nine of ten distances near by are not larger than `most`. Two
 * points of a thinned series may be close together, or almost two parts away from each other.
 */
function limitOf(near, perPart) {
  // Rows of several stations have the same time.
  const steps = near.filter((distance) => distance > 0);
  if (steps.length === 0) {
    return Infinity;
  }
  const most = steps.sort().subarray(0, Math.max(1, Math.ceil(steps.length * 0.9)));
  const mean = most.reduce((sum, distance) => sum + distance, 0) / most.length;
  return SEVERAL * Math.max(most.at(-1), perPart * mean);
}

/**
 * Indexes of the points after a gap.
 * @param perPart points of each part of a thinned series
 * @param least distance that is never a gap, such as that of two places of a large file
 */
function gapsIn(positions, perPart, least) {
  const distances = Float64Array.from(positions.slice(1), (position, i) => position - positions[i]);
  const found = [];
  for (let from = 0; from < distances.length; from += NEAR) {
    const limit = Math.max(least, limitOf(distances.slice(Math.max(0, from - NEAR), from + 2 * NEAR), perPart));
    distances.subarray(from, from + NEAR).forEach((distance, i) => distance > limit && found.push(from + i + 1));
  }
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
  const least = sampled ? (SEVERAL * (positions.at(-1) - positions[0])) / PLACES : 0;
  const after = gapsIn(positions, thinned ? positions.length / partsOf(series, points) : 0, least);
  const put = (list, between) => [...after.flatMap((i, k) => [...list.slice(k === 0 ? 0 : after[k - 1], i), between(i)]), ...list.slice(after.at(-1) ?? 0)];
  return { ...series, positions: put(positions, (i) => (positions[i - 1] + positions[i]) / 2), values: values.map((list) => put(list, () => null)), gaps: after.length };
}
