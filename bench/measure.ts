/** One line of the bench: a value, the bare limit measured in the same run, and value / limit. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  limit: number;
  ratio: number;
}

export const result = (name: string, value: number, unit: string, limit: number): Result => ({
  name,
  value,
  unit,
  limit,
  ratio: value / limit,
});

export const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
