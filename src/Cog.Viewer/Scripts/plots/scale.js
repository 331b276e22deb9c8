// Linear scales and round marks on them.

/** From numbers to places: scale([0, 10], [0, 300])(5) is 150. */
export const scale =
  ([low, high], [from, to]) =>
  (number) =>
    from + ((number - low) / (high - low || 1)) * (to - from);

/** About so many round numbers between two. */
export function marks([low, high], count) {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) {
    return [low];
  }

  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
