/**
 * Authority and pseudo-authority codes that a UPN may hold in characters 2 to 4, as first and last of each run: codes of
 * today, of authorities that are no more, of Wales and of service schools. Read from suppliers' published lists and
 * DfE's open code; not proven complete, so a new code is a line here. 000 (does not apply) is never right; 999 (test) is
 * right for the test authority alone and is therefore not listed.
 */
const runs: [number, number][] = [
  [1, 5],
  [201, 213],
  [301, 320],
  [330, 336],
  [340, 344],
  [350, 359],
  [370, 373],
  [380, 384],
  [390, 394],
  [420, 420],
  [660, 681],
  [701, 708],
  [800, 803],
  [805, 808],
  [810, 813],
  [815, 816],
  [820, 823],
  [825, 826],
  [830, 831],
  [835, 841],
  [845, 846],
  [850, 852],
  [855, 857],
  [860, 861],
  [865, 896],
  [908, 909],
  [916, 916],
  [919, 919],
  [921, 921],
  [925, 926],
  [928, 929],
  [931, 931],
  [933, 933],
  [935, 938],
  [940, 943],
];

const TEST = "999";

/** May a UPN hold this code, seen from the authority `laCode`? */
export const isUpnLa = (code: string, laCode: string): boolean =>
  code === TEST
    ? laCode === TEST
    : /^\d{3}$/.test(code) && runs.some(([first, last]) => Number(code) >= first && Number(code) <= last);
