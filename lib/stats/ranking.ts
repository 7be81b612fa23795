/**
 * NDCG@k: Σᵢ₌₁ᵏ relᵢ / log₂(i + 1), divided by the same sum in the best order; in [0, 1], 0 when nothing is relevant.
 * `relevance` holds the non-negative gains of the items in the order they were recommended, best first, all of them.
 * Source: Järvelin and Kekäläinen, ACM TOIS 20(4), 2002, with linear gains as scikit-learn.
 */
export function ndcg(relevance: readonly number[], k: number): number {
  const ideal = discountedGain(
    relevance.toSorted((a, b) => b - a),
    k,
  );
  return ideal === 0 ? 0 : discountedGain(relevance, k) / ideal;
}

/** Relevant items among the first k ÷ all relevant items; in [0, 1], 0 when nothing is relevant. Relevant: gain > 0. */
export function recallAt(relevance: readonly number[], k: number): number {
  const relevant = relevance.filter((gain) => gain > 0).length;
  return relevant === 0 ? 0 : relevance.slice(0, k).filter((gain) => gain > 0).length / relevant;
}

function discountedGain(relevance: readonly number[], k: number): number {
  return relevance.slice(0, k).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
}
