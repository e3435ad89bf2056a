/** Where a dataset's year begins on the page of records to correct. */
export const setId = ({ dataset, year }: { dataset: string; year: number }): string => `${dataset}-${year}`;
