import { between, pick, type Random } from "./random";

export interface Locality {
  name: string;
  /** Its main town. */
  town: string;
  /** Outward half of its postcodes: area ZZ is assigned to no place. */
  outward: string;
  /** Centre on the National Grid, metres. */
  easting: number;
  northing: number;
}

export const localities: Locality[] = [
  { name: "Calderwick Central", town: "Calderwick", outward: "ZZ1", easting: 390400, northing: 478200 },
  { name: "Harrowmoor", town: "Harrowmoor", outward: "ZZ2", easting: 398900, northing: 483100 },
  { name: "Sallowdale", town: "Sallowbridge", outward: "ZZ3", easting: 383200, northing: 471500 },
  { name: "Brackenhythe and Villages", town: "Brackenhythe", outward: "ZZ4", easting: 402700, northing: 470300 },
  { name: "Wexholme", town: "Wexholme", outward: "ZZ5", easting: 377800, northing: 484600 },
  { name: "Netherfold", town: "Netherfold", outward: "ZZ6", easting: 393100, northing: 466900 },
];

const words = (text: string): string[] => text.trim().split(/\s+/);

const areaStarts =
  words(`Amber Aspen Birken Bramble Cinder Copper Damson Dunnock Elder Fallow Fennel Flaxen Gander Garrow
  Hollin Heron Ivel Jessop Kestrel Larken Linnet Marrow Mossy Orrin Osier Pender Quarrel Raven Rushen Saffron Sorrel
  Tansy Teazel Thistle Umber Vetch Willow Wren Yarrow Zeal`);
const areaEnds = words(
  "beck cote croft fold garth holt hythe ings keld lea mere rigg royd shaw slade stead thwaite wold bourne combe dene holm hollow marsh ridge wade",
);
const streetStarts =
  words(`Chapel Mill Quarry Beck Station Priory Orchard Weavers Tannery Foundry Meadow Canal Larkfield
  Spinners Bobbin Jubilee Albert Victoria Almond Whinberry Kiln Sheepwash`);
const streetEnds = words("Road Lane Street Avenue Close Drive Rise Way Grove");
export const saints = words(
  "Aelred Agnes Aidan Alban Anselm Bede Bridget Cuthbert Dunstan Edith Gregory Hilda Oswald Paulinus Wilfrid Winefride",
);

/** An area (village or ward) that nobody has yet; `taken` remembers it. */
export function newArea(random: Random, taken: Set<string>): string {
  for (;;) {
    const area = pick(random, areaStarts) + pick(random, areaEnds);
    if (taken.has(area)) continue;
    taken.add(area);
    return area;
  }
}

export const street = (random: Random): string => `${pick(random, streetStarts)} ${pick(random, streetEnds)}`;

/** The letters that the last two places of a postcode may hold. */
const unitLetters = [..."ABDEFGHJLNPQRSTUWXYZ"];

export const postcode = (random: Random, locality: Locality): string =>
  `${locality.outward} ${between(random, 1, 9)}${pick(random, unitLetters)}${pick(random, unitLetters)}`;
