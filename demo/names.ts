import { pick, pickWeighted, type Random } from "./random";

export type Sex = "F" | "M";

/** Names that families from one part of the world commonly give; `weight` is its share of the authority's families. */
export interface Heritage {
  weight: number;
  F: string[];
  M: string[];
  surnames: string[];
}

const list = (words: string): string[] => words.trim().split(/\s+/);

export const heritages: Heritage[] = [
  {
    weight: 64,
    F: list(`Amelia Olivia Isla Ava Freya Florence Lily Willow Rosie Sophie Grace Evie Poppy Ella Ivy Daisy Phoebe Sienna
      Alice Emily Matilda Harriet Evelyn Millie Charlotte Eliza Erin Ruby Elsie Maisie Mabel Maeve Robyn Nancy Penelope
      Orla Bonnie Ottilie Edith Beatrice Martha Heidi Iris Ada Violet Thea Margot Aurora Hallie Delilah Lottie Imogen
      Jessica Molly Niamh Siân Zoë Chloë Aoife Seren Lily-Mae Ellie-Rose Darcey Eleanor Holly Georgia Tilly Felicity
      Amber Summer`),
    M: list(`Oliver George Arthur Noah Leo Harry Oscar Archie Jack Henry Charlie Freddie Theodore Thomas Finley Alfie Jacob
      Joshua William Isaac James Lucas Edward Albie Theo Rory Reuben Max Hugo Sonny Toby Ezra Jude Rowan Louie Roman Ralph
      Stanley Frankie Elliott Jasper Rupert Dylan Harvey Tommy Ronnie Reggie Teddy Arlo Jenson Caleb Luca Seán Rhys Owen
      Callum Angus Fergus Jimmy-Lee Alfie-James Bobby Samuel Daniel Benjamin Nathaniel Sebastian Zachary Hector Felix
      Monty`),
    surnames:
      list(`Ashworth Barker Bennett Bentley Birch Booth Bradshaw Brennan Brook Burgess Byrne Carr Carter Chadwick
      Clarke Coates Cooke Crossley Cunningham Dawson Dixon Doyle Duckworth Ellis Farrell Fenwick Fielding Firth Fletcher
      Foster Gallagher Garside Gibson Gill Greenwood Haigh Hammond Hardcastle Hargreaves Harrison Hartley Helliwell Hewitt
      Hirst Holroyd Horsfall Hughes Ingham Jagger Jenkins Kavanagh Kershaw Knowles Lister Lockwood Lumb Marsden McCabe
      McKenzie Mellor Metcalfe Mitchell Murgatroyd Naylor Nuttall O'Brien O'Connor O'Donnell O'Neill Ogden Parkin Pickles
      Pritchard Redfearn Rhodes Riley Robertshaw Rushworth Schofield Shackleton Sharples Slater Stansfield Sugden Sutcliffe
      Sykes Tattersall Thackray Uttley Varley Wadsworth Walker Whitaker Wilkinson Woodhead Wragg Yates`),
  },
  {
    weight: 17,
    F: list(`Aisha Zainab Maryam Fatima Inaya Aleena Hafsa Zara Iqra Anaya Priya Diya Aanya Ananya Kavya Meera Simran
      Jasleen Harleen Sana Mahnoor Eshal Ayat Areeba Noor Ishani Riya Sahar Tanvi Zoya`),
    M: list(`Muhammad Mohammed Ibrahim Zayn Rayyan Hamza Yusuf Eesa Haider Ayaan Arjun Rohan Aarav Vihaan Dev Kabir Ishaan
      Harjot Gurpreet Jaspreet Armaan Zakariya Subhaan Musa Bilal Daud Ahmed Sameer Nikhil Faizan`),
    surnames: list(`Khan Hussain Ahmed Ali Iqbal Mahmood Akhtar Begum Shah Malik Patel Singh Kaur Sharma Mistry Chaudhry
      Rashid Rehman Bashir Aslam Mirza Qureshi Siddique Chowdhury Rahman Islam Miah Uddin Nair Desai Joshi Gupta Bhatti
      Gill-Singh D'Souza Fernandes Perera Zaman Yaqoob Sandhu`),
  },
  {
    weight: 6,
    F: list("Zofia Julia Hanna Maja Lena Alicja Oliwia Natalia Wiktoria Amelka Nadia Zuzanna Małgorzata Łucja"),
    M: list("Jakub Antoni Filip Szymon Kacper Mikołaj Wojciech Oskar Igor Michał Łukasz Aleksander Dawid Tymon"),
    surnames:
      list(`Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
      Kozłowski Jankowski Mazur Krawczyk Piotrowski Grabowski Pawłowski Górski Ząbek`),
  },
  {
    weight: 4,
    F: list("Ioana Maria Andreea Elena Sofia Daria Ștefania Mădălina Antonia Bianca Ilinca Roxana"),
    M: list("Andrei Ștefan Matei Luca-Ion Alexandru Ionuț Rareș Vlad Tudor Răzvan Cristian Darius"),
    surnames: list(`Popescu Ionescu Popa Radu Dumitru Stan Stoica Gheorghe Rusu Munteanu Matei Țăranu Ciobanu Drăgan
      Lăcătuș`),
  },
  {
    weight: 5,
    F: list("Layla Yasmin Salma Huda Nour Rania Jana Lina Amira Hala Sidra Rahaf Malak Judy"),
    M: list("Omar Khalid Yousef Karim Adam Tariq Anas Mustafa Ziad Jad Taim Abdul-Rahman Hadi Salim"),
    surnames:
      list(`Al-Hassan Haddad Khoury Mansour Al-Jabri Nasser Saleh Darwish Othman Barzani Aziz El-Sayed Hamdan Kassem
      Al-Masri`),
  },
  {
    weight: 4,
    F: list("Adaeze Chioma Ayomide Temilola Ama Esi Akua Wanjiru Nyasha Hodan Selam Fatou"),
    M: list("Chidi Emeka Tobi Olamide Kwame Kofi Kweku Tendai Jabari Abdi Yonas Ousmane"),
    surnames: list(`Okafor Adeyemi Mensah Boateng Owusu Eze Nwosu Balogun Osei Asante Mutasa Moyo Abebe Warsame Diallo
      M'Baye Kamau Ndlovu`),
  },
];

/** A family name; a few families carry two. */
export function familyName(random: Random, heritage: Heritage): string {
  const name = pick(random, heritage.surnames);
  const joined = heritage.weight > 50 && !name.includes("'") && random() < 0.05;
  return joined ? `${name}-${pick(random, heritage.surnames)}` : name;
}

export const anyHeritage = (random: Random): Heritage => pickWeighted(random, heritages);
