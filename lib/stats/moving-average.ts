/**
 * Exponential moving average with the start-up bias taken out, as TensorBoard draws it:
 * s(n) = w·s(n−1) + (1−w)·y(n) with s(0) = 0, shown as s(n) / (1 − wⁿ)
 * (bias correction: Kingma and Ba, Adam, ICLR 2015, section 3).
 *
 * @param values every value that was logged, in order; what is not a finite number is a gap: it counts for nothing and
 * stays as it is.
 * @param weight w, from 0 (nothing is averaged) to below 1.
 */
export function movingAverage(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  let [sum, bias] = [0, 1];
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = sum * weight + (1 - weight) * value;
    bias *= weight;
    return sum / (1 - bias);
  });
}
